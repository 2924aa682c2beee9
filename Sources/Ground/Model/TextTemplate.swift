/// A text with places as `{{field}}`.
package struct TextTemplate: Hashable, Sendable {
    /// What stands within the braces, in the order of the places.
    package let fields: [String]
    /// Whether each `{{` has its `}}`.
    package let isClosed: Bool
    /// The texts before, between and after the fields: one more than there are fields.
    private let texts: [String]

    package init(_ template: String) {
        var fields: [String] = []
        var texts: [String] = []
        var rest = template[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            texts.append(String(rest[..<open.lowerBound]))
            let name = rest[open.upperBound..<close.lowerBound]
            fields.append(String(name.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }))
            rest = rest[close.upperBound...]
        }
        texts.append(String(rest))
        isClosed = !rest.contains("{{")
        self.fields = fields
        self.texts = texts
    }

    /// The text with `values` for the fields.
    package func filled(with values: some Collection<String>) -> String {
        var text = texts[0]
        for (value, next) in zip(values, texts.dropFirst()) { text += value + next }
        return text
    }
}
