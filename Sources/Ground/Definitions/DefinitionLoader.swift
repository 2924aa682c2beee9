package import Model

/// What a workspace's files define, and everything that is wrong or doubtful about them.
package struct LoadedDefinitions: Sendable {
    /// To be used only where ``hasErrors`` is false.
    package let catalog: Catalog
    /// Sorted by their places.
    package let diagnostics: [Diagnostic]

    /// Whether the definitions may not be loaded.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Reads a workspace's definitions from their files' texts.
package enum DefinitionLoader {
    /// Checks all files, each by itself and against the others, and tells every problem of all of them.
    ///
    /// `files` are those for which ``DefinitionPaths/isCandidate(_:)`` holds.
    package static func load(_ files: [DefinitionFile], context: DefinitionContext) -> LoadedDefinitions {
        var problems = Problems()
        var documents: [DefinitionDocument] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            if let document = DefinitionDocument(file, &problems) { documents.append(document) }
        }
        checkSameNames(documents, &problems)
        if !documents.contains(where: { $0.name.kind == .workspace }) {
            problems.error(Message(.fileMissing), at: SourceLocation(file: DefinitionName(kind: .workspace, name: "").path))
        }
        let catalog = catalog(of: documents, context, &problems)
        return LoadedDefinitions(catalog: catalog, diagnostics: problems.sorted)
    }

    /// Names that a file system or a database takes for the same.
    private static func checkSameNames(_ documents: [DefinitionDocument], _ problems: inout Problems) {
        var seen: [DefinitionName: String] = [:]
        for document in documents {
            let folded = DefinitionName(kind: document.name.kind, name: document.name.name.lowercased())
            if let other = seen.updateValue(document.name.path, forKey: folded) {
                let message = Message(.fileSameName, ["name": .text(document.name.path), "other": .text(other)])
                problems.error(message, at: SourceLocation(file: document.name.path))
            }
        }
    }

    /// Modules come before what is over them, and segments before the schedules that use them; criteria may name any segment.
    private static func catalog(of documents: [DefinitionDocument], _ context: DefinitionContext, _ problems: inout Problems) -> Catalog {
        var references = References(documents)
        func each(_ kind: DefinitionKind, _ body: (DocumentNode, DefinitionDocument) -> Void) {
            for document in documents where document.name.kind == kind {
                if let root = document.root { body(root, document) }
            }
        }
        var found = problems
        each(.workspace) { root, _ in references.catalog.settings = WorkspaceReader.settings(root, context, &found) }
        each(.recipients) { root, _ in references.catalog.recipients = WorkspaceReader.recipients(root, &found) }
        each(.module) { root, document in
            references.catalog.modules[document.name.name] = ModuleReader.read(root, name: document.name.name, &found)
        }
        each(.module) { root, document in
            guard var module = references.catalog.modules[document.name.name] else { return }
            module.parent = ModuleReader.parent(of: module, root, in: references, &found)
            references.catalog.modules[module.name] = module
        }
        let broken = Set(found.diagnostics.filter { $0.severity == .error }.compactMap(\.location?.file))
        let doubtful = documents.filter { $0.name.kind == .module && broken.contains($0.name.path) }.map(\.name.name)
        each(.segment) { root, document in
            let name = document.name.name
            references.catalog.segments[name] = SegmentReader.outline(root, name: name, in: references, &found)
        }
        let expressions = ExpressionReader(references: references, doubtful: Set(doubtful))
        each(.segment) { root, document in
            guard let outline = references.catalog.segments[document.name.name] else { return }
            references.catalog.segments[outline.name] = expressions.segment(root, outline: outline, document.source, &found)
        }
        SegmentReader.checkCircles(documents, references.catalog.segments, &found)
        each(.formula) { root, document in
            references.catalog.formulas[document.name.name] = expressions.formula(root, name: document.name.name, document.source, &found)
        }
        var folders: [String: String] = [:]
        each(.source) { root, document in
            let name = document.name.name
            references.catalog.sources[name] = SourceReader.read(root, name: name, in: references, &found)
            guard let place = root["folder"], let folder = place.text.map(SourceReader.normalized) else { return }
            if let other = folders.updateValue(name, forKey: folder) {
                found.error(Message(.sourceFolderShared, ["folder": .text(folder), "other": .text(other)]), at: place.location)
            }
        }
        each(.tool) { root, document in
            references.catalog.tools[document.name.name] = ToolReader.read(
                root, name: document.name.name, in: references, context, &found)
        }
        each(.workspace) { root, _ in
            references.catalog.settings.outputTemplate = references.name(root["output-template"], of: .output, &found)
        }
        each(.output) { root, document in
            references.catalog.outputs[document.name.name] = OutputReader.read(
                root, name: document.name.name, expressions.with(references), context, &found)
        }
        each(.schedule) { root, document in
            references.catalog.schedules[document.name.name] = ScheduleReader.read(
                root, name: document.name.name, expressions.with(references), in: document.source, context, &found)
        }
        problems = found
        return references.catalog
    }
}
