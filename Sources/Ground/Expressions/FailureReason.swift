package import Model

/// Why a value cannot be computed for a record.
package enum FailureReason: String, Hashable, Sendable, CaseIterable {
    /// A division by zero.
    case division
    /// A number that does not fit.
    case tooLarge = "too-large"
    /// A text that is no date, or a date that no calendar reaches.
    case date
    /// A text that is no number.
    case number
    /// A text that is not in the other one.
    case notFound = "not-found"
    /// An argument that the function does not take, such as a negative count.
    case argument

    /// The words for it.
    package var message: Message { Message(MessageKey(rawValue: "expression.failure.\(rawValue)")) }
}
