/// A text with fields as `{{field}}`.
struct TextTemplate: Hashable {
    /// The fields, in the order of their places.
    let fields: [String]
    /// The texts before, between and after the fields: one more than there are fields.
    private let texts: [String]

    init(_ template: String) {
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
        self.fields = fields
        self.texts = texts
    }

    /// The text with `values` for the fields.
    func filled(with values: some Collection<String>) -> String {
        var text = texts[0]
        for (value, next) in zip(values, texts.dropFirst()) { text += value + next }
        return text
    }
}
