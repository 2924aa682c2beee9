import Model
import Yams

/// Reads a YAML text into a tree with places; the only place that knows Yams.
struct DocumentReader {
    /// More nodes than any definition has; aliases that multiply end here.
    private static let nodeLimit = 100_000
    private static let duplicateLimit = 100

    private let file: String
    private var source: SourceText
    /// Keys that stood in a map already: overwritten in `source` so that Yams reads on, with what they were.
    private var overwritten: [Place: String] = [:]
    private var nodeCount = 0
    private var problems = Problems()

    private struct Place: Hashable {
        var line: Int
        var column: Int
    }

    private struct TooLarge: Error {}

    private init(_ text: String, file: String) {
        self.file = file
        source = SourceText(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    }

    /// The document in `text`, nil where it is none or empty, and what is wrong with it as YAML.
    static func read(_ text: String, file: String) -> (root: DocumentNode?, source: SourceText, problems: Problems) {
        var reader = DocumentReader(text, file: file)
        let original = reader.source
        let root = reader.read()
        return (root, original, reader.problems)
    }

    private mutating func read() -> DocumentNode? {
        do {
            guard let node = try compose() else { return nil }
            return try convert(node)
        } catch let error as YamlError {
            let (message, line, column) = SyntaxProblem.describe(error, in: source)
            // At the end of a text without a last line break, libyaml is a line further on.
            let isWithin = source.index(line: line, column: column) != nil
            let (lastLine, lastColumn) = source.place(of: source.scalars.count)
            problems.error(
                message, at: SourceLocation(file: file, line: isWithin ? line : lastLine, column: isWithin ? column : lastColumn))
        } catch {
            problems.error(Message(.yamlTooLarge), at: SourceLocation(file: file))
        }
        return nil
    }

    /// The document with every key that stands twice, at the first of which Yams gives up.
    ///
    /// Each such key is overwritten by an invented one of the same length, so that
    /// all of them, and everything else in the file, are told at once.
    private mutating func compose() throws -> Node? {
        while true {
            do {
                // What kind of value a text is, is ours to say; Yams would ask seven regular expressions about each.
                return try Yams.compose(yaml: source.text, .basic)
            } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
                let place = Place(line: context.mark.line, column: context.mark.column)
                guard let key = duplicates.first, overwritten[place] == nil, overwritten.count < DocumentReader.duplicateLimit,
                    let index = keyIndex(key, at: place), let invented = Unicode.Scalar(0xE000 + UInt32(overwritten.count))
                else { throw YamlError.duplicatedKeysInMapping(duplicates: duplicates, context: context) }
                overwritten[place] = key
                source.overwrite(at: index, with: [invented] + Array(repeating: "x", count: key.unicodeScalars.count - 1))
            }
        }
    }

    /// Where the text of a key starts that is written at `place`, quoted or not.
    private func keyIndex(_ key: String, at place: Place) -> Int? {
        guard !key.isEmpty, var index = source.index(line: place.line, column: place.column) else { return nil }
        if index < source.scalars.count, source.scalars[index] == "\"" || source.scalars[index] == "'" { index += 1 }
        let scalars = Array(key.unicodeScalars)
        guard index + scalars.count <= source.scalars.count, Array(source.scalars[index..<index + scalars.count]) == scalars else {
            return nil
        }
        return index
    }

    private mutating func convert(_ node: Node) throws -> DocumentNode {
        nodeCount += 1
        if nodeCount > DocumentReader.nodeLimit { throw TooLarge() }
        let content: DocumentNode.Content =
            switch node {
            case .scalar(let scalar): .scalar(scalar.string, DocumentReader.style(scalar.style))
            case .sequence(let sequence): .list(try sequence.map { try convert($0) })
            case .mapping(let mapping): .map(try entries(of: mapping))
            case .alias: .scalar("", .plain)
            }
        return DocumentNode(content: content, location: location(of: node))
    }

    private mutating func entries(of mapping: Node.Mapping) throws -> [DocumentNode.Entry] {
        var entries: [DocumentNode.Entry] = []
        for (keyNode, valueNode) in mapping {
            let value = try convert(valueNode)
            let keyLocation = location(of: keyNode)
            guard let written = keyNode.scalar?.string else {
                problems.error(Message(.yamlKeyNotText), at: keyLocation)
                continue
            }
            let key = overwritten[Place(line: keyLocation.line, column: keyLocation.column)] ?? written
            entries.append(DocumentNode.Entry(key: key, keyLocation: keyLocation, value: value))
        }
        // A key that stands twice: the first is kept, every later one is told.
        var first: [String: SourceLocation] = [:]
        return entries.filter { entry in
            guard let earlier = first[entry.key] else {
                first[entry.key] = entry.keyLocation
                return true
            }
            problems.error(
                Message(.keyDuplicate, ["key": .text(entry.key), "line": .integer(earlier.line)]), at: entry.keyLocation)
            return false
        }
    }

    private func location(of node: Node) -> SourceLocation {
        SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private static func style(_ style: Node.Scalar.Style) -> DocumentNode.Style {
        switch style {
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal, .folded: .block
        case .any, .plain: .plain
        }
    }
}
