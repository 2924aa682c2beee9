extension CheckedExpression {
    /// The parts of `text` that must all be true for it to be true, as they are written; only itself where it is no such list.
    ///
    /// - Throws: ``ExpressionError`` for a text that is no expression.
    package static func conjuncts(of text: String) throws(ExpressionError) -> [String] {
        let tree = try Parser.parse(SourceText(text))
        guard case .logic(.and, let parts) = tree.kind else { return [text] }
        let scalars = Array(text.unicodeScalars)
        return parts.map { part in
            var written = String.UnicodeScalarView()
            written.append(contentsOf: scalars[part.range])
            return String(written)
        }
    }
}
