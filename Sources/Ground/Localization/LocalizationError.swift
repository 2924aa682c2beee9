package import Model

/// Why texts cannot be put into a language's order.
package struct LocalizationError: MessageError, Hashable {
    package var message: Message

    /// ICU's rules of the language cannot be opened, or memory ran out.
    static func collationFailed(_ language: Language) -> LocalizationError {
        LocalizationError(message: Message(.collationFailed, ["language": .text(language.rawValue)]))
    }

    /// A text of two gigabytes or more.
    static let textTooLong = LocalizationError(message: Message(.textTooLong))
}

extension MessageKey {
    static let collationFailed: MessageKey = "localization.collation-failed"
    static let textTooLong: MessageKey = "localization.text-too-long"
}
