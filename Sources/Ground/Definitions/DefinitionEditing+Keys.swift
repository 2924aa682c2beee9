package import Model

extension DefinitionEditing {
    /// The value of a key of the file's map; nil where there is none.
    package static func value(of key: String, in file: DefinitionFile) -> DefinitionValue? {
        DocumentReader.read(file.text, file: file.path).root?[key].map(DefinitionValue.init)
    }

    /// The file with `key` set to `value`, all other lines as they were; a new key stands before the tasks.
    ///
    /// - Throws: ``DefinitionError`` where the file is no map in valid YAML of a key on each line.
    package static func setting(_ key: String, to value: DefinitionValue, in file: DefinitionFile) throws(DefinitionError) -> DefinitionFile
    {
        let lines = try KeyLines(file)
        let text = "\(key): \(value.flow)"
        if let range = lines.range(of: key) {
            // A comment behind a value that fits on its line stays.
            let comment = range.count == 1 ? lines.comment(on: range.lowerBound, of: key) : ""
            return try lines.replacing(range, with: [text + comment], changing: key)
        }
        let place = lines.range(of: "tasks")?.lowerBound ?? lines.endOfLastKey
        return try lines.replacing(place..<place, with: [text], changing: key)
    }

    /// The schedule's file with one more task at the end, given as `kind: {…}`.
    package static func addingTask(_ task: String, to file: DefinitionFile) throws(DefinitionError) -> DefinitionFile {
        let lines = try KeyLines(file)
        guard let range = lines.range(of: "tasks"), let first = lines.root["tasks"]?.items.first, first.location.line > range.lowerBound
        else {
            throw DefinitionError(Message(.editFailed, ["path": .text(file.path)]))
        }
        let indentation = String(repeating: " ", count: max(0, first.location.column - 3))
        return try lines.replacing(range.upperBound..<range.upperBound, with: ["\(indentation)- \(task)"], changing: "tasks")
    }
}

/// A file whose map has each key on lines of its own.
private struct KeyLines {
    let root: DocumentNode
    private let file: DefinitionFile
    private let entries: [DocumentNode.Entry]
    /// Without their breaks.
    private let lines: [String]
    private let lineBreak: String

    init(_ file: DefinitionFile) throws(DefinitionError) {
        let (root, source, problems) = DocumentReader.read(file.text, file: file.path)
        guard let root, case .map(let entries) = root.content, !problems.hasErrors, let first = entries.first,
            root.location.line == first.keyLocation.line, root.location.column == first.keyLocation.column, first.keyLocation.column == 1
        else { throw DefinitionError(Message(.editFailed, ["path": .text(file.path)])) }
        self.root = root
        self.file = file
        self.entries = entries
        lineBreak = source.scalars.contains("\r") ? "\r\n" : "\n"
        lines = (1...source.lineCount).map { SourceText.string(source.line($0)) }
    }

    /// The lines of a key and its value, from 1, without the blank lines and comments after it.
    func range(of key: String) -> Range<Int>? {
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
        let start = entries[index].keyLocation.line
        var end = index + 1 < entries.count ? entries[index + 1].keyLocation.line : lines.count + 1
        while end > start + 1, KeyLines.isEmpty(lines[end - 2]) { end -= 1 }
        return start..<end
    }

    /// Where the lines of the last key end.
    var endOfLastKey: Int { entries.last.flatMap { range(of: $0.key) }?.upperBound ?? lines.count + 1 }

    /// ` # …` behind a plain value.
    func comment(on line: Int, of key: String) -> String {
        guard let node = root[key], let text = node.text, case .scalar(_, .plain) = node.content, !text.contains("#"),
            let mark = lines[line - 1].firstRange(of: " #")
        else { return "" }
        return String(lines[line - 1][mark.lowerBound...])
    }

    /// The file with other lines in the place of some, which must say the same but for `key`.
    func replacing(_ range: Range<Int>, with new: [String], changing key: String) throws(DefinitionError) -> DefinitionFile {
        var changed = lines
        changed.replaceSubrange(range.lowerBound - 1..<range.upperBound - 1, with: new)
        if changed.last != "" { changed.append("") }
        let edited = DefinitionFile(path: file.path, text: changed.joined(separator: lineBreak))
        func others(_ root: DocumentNode) -> DocumentNode {
            DocumentNode(content: .map(root.entries.filter { $0.key != key }), location: root.location)
        }
        let (after, _, problems) = DocumentReader.read(edited.text, file: file.path)
        guard let after, !problems.hasErrors, after[key] != nil, others(after).means(others(root)) else {
            throw DefinitionError(Message(.editFailed, ["path": .text(file.path)]))
        }
        return edited
    }

    private static func isEmpty(_ line: String) -> Bool {
        guard let first = line.first(where: { !$0.isWhitespace }) else { return true }
        return first == "#"
    }
}
