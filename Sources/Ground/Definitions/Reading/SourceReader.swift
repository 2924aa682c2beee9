import Model

/// Reads `sources/*.yaml`.
enum SourceReader {
    static func read(_ node: DocumentNode, name: String, in references: References, _ problems: inout Problems) -> SourceDefinition? {
        let module = references.module(node["module"], &problems)
        let mode = node["mode"]?.text.flatMap(SourceDefinition.Mode.init(rawValue:)) ?? .upsert
        if mode == .upsert, let module, module.key == nil {
            problems.error(Message(.sourceUpsertKey, ["name": .text(module.name)]), at: node["mode"]?.location ?? node.location)
        }
        var columns: [String: String] = [:]
        for entry in node["columns"]?.entries ?? [] {
            guard let field = references.field(entry.value, of: module, &problems)?.key else { continue }
            if let (other, _) = columns.first(where: { $0.value == field }) {
                let message = Message(.sourceFieldTwice, ["name": .text(field), "column": .text(entry.key), "other": .text(other)])
                problems.error(message, at: entry.value.location)
                continue
            }
            columns[entry.key] = field
        }
        let onDone = (node["on-done"]?.items ?? []).compactMap { references.name($0, of: .schedule, &problems) }
        guard let folder = node["folder"]?.text, let moduleName = node["module"]?.text else { return nil }
        return SourceDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), folder: normalized(folder), module: moduleName,
            mode: mode,
            columns: columns, rejectLimit: node["reject-limit"]?.text.flatMap(rejectLimit), onDone: onDone,
            language: WorkspaceReader.language(node["language"]))
    }

    /// A folder without the slash that may follow it.
    static func normalized(_ folder: String) -> String { folder.hasSuffix("/") ? String(folder.dropLast()) : folder }

    /// `1%`, `0.5%` or `0,5 %`, or a number of rows.
    static func rejectLimit(_ text: String) -> SourceDefinition.RejectLimit? {
        guard text.hasSuffix("%") else {
            return Int(text).flatMap { $0 >= 0 && text.first != "+" ? .rows($0) : nil }
        }
        var share = text.dropLast()
        if share.last == " " { share.removeLast() }
        guard case .decimal(let hundredths, _)? = FieldValueReader.decimal(String(share), scale: 2), (0...10_000).contains(hundredths)
        else { return nil }
        return .basisPoints(Int(hundredths))
    }
}
