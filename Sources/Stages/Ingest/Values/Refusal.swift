/// Why the text of a cell is not a value of its field's type.
enum Refusal: Error, Hashable {
    case missing
    case notInteger
    case notDecimal
    case tooManyDecimals
    case numberTooLarge
    case notDate
    /// A date in a known form that the calendar lacks, such as 31.2.2026.
    case noSuchDate
    case notInstant
    case notBoolean
    case notEmail
    case notPhone
    case notPostalCode
    case notChoice
    /// An item of a list holds what separates items.
    case listSeparator
    /// A NUL, or a byte that the file's encoding does not have.
    case strangeByte
}
