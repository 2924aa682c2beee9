package import Model

/// Why a text is no valid expression, and where.
package struct ExpressionError: MessageError, Hashable {
    package let message: Message
    /// In Unicode scalars of the expression's text, from 1.
    package let column: Int
    /// The number of Unicode scalars that are meant; 0 at the end of the text.
    package let length: Int

    init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:], at range: Range<Int>) {
        message = Message(key, arguments)
        column = range.lowerBound + 1
        length = range.count
    }
}
