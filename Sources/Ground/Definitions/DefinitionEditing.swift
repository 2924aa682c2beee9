package import Model

/// Changes a definition's text where a command asks for it, leaving all else as people wrote it.
package enum DefinitionEditing {
    /// The schedule's file with `active:` set, every other byte as it was: comments, order and line breaks.
    ///
    /// - Throws: ``DefinitionError`` where the file is no map in valid YAML, or says it in a way that cannot be changed in place.
    package static func settingActive(_ active: Bool, in file: DefinitionFile) throws(DefinitionError) -> DefinitionFile {
        let mark = file.text.hasPrefix("\u{FEFF}") ? "\u{FEFF}" : ""
        let (root, source, problems) = DocumentReader.read(file.text, file: file.path)
        guard let root, case .map(let entries) = root.content, !problems.hasErrors else { throw failure(file) }
        if (root["active"]?.boolean ?? true) == active, root["active"]?.isNull != true { return file }
        let change =
            root["active"].map { replacement(of: $0, String(active)) }
            ?? insertion(before: entries.first, root, source, "active: \(active)")
        guard let change, let index = source.index(line: change.place.line, column: change.place.column),
            index + change.removed.count <= source.scalars.count,
            Array(source.scalars[index..<index + change.removed.count]) == change.removed
        else { throw failure(file) }
        let text =
            SourceText.string(source.scalars[..<index]) + change.added
            + SourceText.string(source.scalars[(index + change.removed.count)...])
        try check(text, activeIs: active, before: root, file)
        return DefinitionFile(path: file.path, text: mark + text)
    }

    /// Some scalars of the text and what becomes of them.
    private struct Change {
        var place: SourceLocation
        var removed: [Unicode.Scalar]
        var added: String
    }

    private static func replacement(of node: DocumentNode, _ value: String) -> Change? {
        guard let text = node.text, case .scalar(_, .plain) = node.content else { return nil }
        // Where nothing is written, the place is the end of `active:`.
        return Change(place: node.location, removed: Array(text.unicodeScalars), added: (text.isEmpty ? " " : "") + value)
    }

    private static func insertion(before first: DocumentNode.Entry?, _ root: DocumentNode, _ source: SourceText, _ text: String) -> Change?
    {
        guard let first else { return nil }
        let isBlock = root.location.line == first.keyLocation.line && root.location.column == first.keyLocation.column
        let lineBreak = source.scalars.contains("\r") ? "\r\n" : "\n"
        let indentation = String(repeating: " ", count: first.keyLocation.column - 1)
        return Change(place: first.keyLocation, removed: [], added: text + (isBlock ? lineBreak + indentation : ", "))
    }

    /// Makes sure that the new text says what it should and nothing else than the old one.
    private static func check(
        _ text: String, activeIs active: Bool, before: DocumentNode, _ file: DefinitionFile
    ) throws(DefinitionError) {
        func others(_ root: DocumentNode) -> DocumentNode {
            DocumentNode(content: .map(root.entries.filter { $0.key != "active" }), location: root.location)
        }
        guard let after = DocumentReader.read(text, file: file.path).root, after["active"]?.boolean == active,
            others(after).means(others(before))
        else { throw failure(file) }
    }

    private static func failure(_ file: DefinitionFile) -> DefinitionError {
        DefinitionError(Message(.editFailed, ["path": .text(file.path)]))
    }
}
