import Model

/// A value of a YAML document with its place; what a scalar means is for whoever knows what belongs there.
///
/// So nothing is guessed from how a value looks: `on` is a key and no boolean, `11:00` a time and no number of base 60, `00100` keeps its zeros.
struct DocumentNode: Equatable {
    enum Style: Equatable {
        case plain, singleQuoted, doubleQuoted, block
    }

    enum Content: Equatable {
        case scalar(String, Style)
        case list([DocumentNode])
        case map([Entry])
    }

    /// One key of a map and its value.
    struct Entry: Equatable {
        var key: String
        var keyLocation: SourceLocation
        var value: DocumentNode
    }

    var content: Content
    var location: SourceLocation

    /// Whether nothing is written here, or `null` or `~`.
    var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text of a scalar.
    var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The number that a plain scalar is.
    var integer: Int? {
        guard case .scalar(let text, .plain) = content else { return nil }
        return Int(text)
    }

    /// The truth value that a plain scalar is; `yes` and `on` are texts, as in YAML 1.2.
    var boolean: Bool? {
        guard case .scalar(let text, .plain) = content else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// The values of a list; a scalar or a map counts as a list of itself.
    var items: [DocumentNode] {
        if case .list(let items) = content { return items }
        return [self]
    }

    /// The entries of a map.
    var entries: [Entry] {
        guard case .map(let entries) = content else { return [] }
        return entries
    }

    /// The value of a key of a map.
    subscript(_ key: String) -> DocumentNode? { entries.first { $0.key == key }?.value }

    /// Whether both say the same, wherever and however it is written.
    func means(_ other: DocumentNode) -> Bool {
        switch (content, other.content) {
        case (.scalar(let left, let leftStyle), .scalar(let right, let rightStyle)):
            return left == right && (leftStyle == .plain) == (rightStyle == .plain)
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
        case (.map(let left), .map(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value.means($1.value) }
        default:
            return false
        }
    }
}
