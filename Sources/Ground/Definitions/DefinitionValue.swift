import Model

/// A value of a definition as a command writes it.
package indirect enum DefinitionValue: Hashable, Sendable {
    case scalar(String, isQuoted: Bool)
    case list([DefinitionValue])
    case map([Member])

    /// A key of a map and its value.
    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: DefinitionValue

        package init(_ key: String, _ value: DefinitionValue) {
            self.key = key
            self.value = value
        }
    }

    /// A text, in quotes where YAML would read something else.
    package static func text(_ text: String) -> DefinitionValue { .scalar(text, isQuoted: false) }

    /// A list of texts.
    package static func texts(_ texts: [String]) -> DefinitionValue { .list(texts.map { .text($0) }) }

    /// The value on one line of YAML.
    package var flow: String {
        switch self {
        case .scalar(let text, let isQuoted): isQuoted || !DefinitionValue.isPlain(text) ? JSONText.quoted(text) : text
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let members): "{" + members.map { "\(DefinitionValue.text($0.key).flow): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }

    /// Whether YAML reads the text as itself wherever it stands: letters, digits and what addresses and dates are written with.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first.properties.numericType != nil else {
            return false
        }
        return !["null", "Null", "NULL"].contains(text)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_.@+/ ".unicodeScalars.contains(scalar)
            } && !text.hasSuffix(" ")
    }
}

extension DefinitionValue {
    init(_ node: DocumentNode) {
        switch node.content {
        case .scalar(let text, let style): self = .scalar(text, isQuoted: style != .plain)
        case .list(let items): self = .list(items.map(DefinitionValue.init))
        case .map(let entries): self = .map(entries.map { Member($0.key, DefinitionValue($0.value)) })
        }
    }
}
