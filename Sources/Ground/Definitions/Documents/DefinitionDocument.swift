import Model

/// A definition file whose YAML has been read and checked against the shape of its kind.
struct DefinitionDocument {
    let name: DefinitionName
    let source: SourceText
    /// What of the file fits its shape; nil where the file could not be read.
    let root: DocumentNode?

    /// Nil for a file that is no definition, with what is to be said about it told.
    init?(_ file: DefinitionFile, _ problems: inout Problems) {
        let start = SourceLocation(file: file.path)
        guard let name = DefinitionPaths.definition(at: file.path) else {
            problems.warning(Message(.fileUnknown, ["path": .text(file.path)]), at: start)
            return nil
        }
        self.name = name
        let shape = DefinitionShapes.shape(of: name.kind)
        DefinitionDocument.checkName(name, &problems)
        let (document, source, found) = DocumentReader.read(file.text, file: file.path)
        self.source = source
        problems.add(found)
        guard let document, !document.isNull else {
            if !found.hasErrors { problems.error(Message(.fileEmpty, ["path": .text(file.path)]), at: start) }
            root = nil
            return
        }
        guard case .map = document.content else {
            problems.error(Message(.fileMap, ["path": .text(file.path)]), at: document.location)
            root = nil
            return
        }
        var check = ShapeCheck()
        root = check.check(document, .object(shape.object), key: file.path)
        problems.add(check.problems)
    }

    private static func checkName(_ name: DefinitionName, _ problems: inout Problems) {
        let start = SourceLocation(file: name.path)
        guard name.kind == .module else {
            if !DefinitionPaths.isName(name.name) { problems.error(Message(.fileName, ["name": .text(name.name)]), at: start) }
            return
        }
        let folded = name.name.lowercased()
        if !DefinitionPaths.isIdentifier(name.name) {
            problems.error(Message(.fileModuleName, ["name": .text(name.name)]), at: start)
        } else if folded.hasPrefix("ajastin_") || folded.hasPrefix("sqlite_") {
            problems.error(Message(.fileModuleReserved, ["name": .text(name.name)]), at: start)
        }
    }
}
