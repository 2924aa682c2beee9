package import Model

/// Why a text is no valid expression, and where.
package struct ExpressionError: MessageError, Hashable {
    package let message: Message
    /// In Unicode scalars of the expression's text, from 1.
    package let column: Int
    /// The number of Unicode scalars that are meant; 0 at the end of the text.
    package let length: Int
    /// What else is wrong in the parts beside it that `and` and `or` join, from left to right.
    package private(set) var others: [ExpressionError] = []

    init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:], at range: Range<Int>) {
        message = Message(key, arguments)
        column = range.lowerBound + 1
        length = range.count
    }

    /// The error and those beside it, from left to right.
    package var all: [ExpressionError] { [self] + others }

    /// All of `errors` as one that is led by the first; nil where there is none.
    init?(leading errors: [ExpressionError]) {
        guard let first = errors.first else { return nil }
        self = first
        others = Array(errors.dropFirst())
    }
}
