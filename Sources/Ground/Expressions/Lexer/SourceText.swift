/// The text of an expression, addressed by Unicode scalars as error columns count them.
struct SourceText: Sendable {
    /// Longer texts are refused: what they compile to would pass SQLite's limit of parameters.
    static let lengthLimit = 32_000

    let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    subscript(range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
}
