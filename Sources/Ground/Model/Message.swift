package import Tabular

/// The stable name of a text in `Locales/`, such as `ingest.reject.date`.
///
/// Keys are declared beside the code that emits them, as `extension MessageKey { static let … }`.
package struct MessageKey: Hashable, Sendable, Codable, RawRepresentable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
}

/// A value that a text of the catalogue shows; how it looks is for the edge that knows the reader's language and zone.
package indirect enum MessageArgument: Hashable, Sendable, Codable {
    /// Text that is shown as it is: a name, a path, a piece of the user's input.
    case text(String)
    case integer(Int)
    /// An exact decimal: `unscaled` divided by ten to the power of `scale`.
    case decimal(unscaled: Int64, scale: Int)
    case day(Day)
    case instant(Instant)
    /// A definition's label, shown in the reader's language.
    case label(LocalizedText)
    /// Another text of the catalogue.
    case message(Message)
    /// Several values, joined as the language joins a list.
    case list([MessageArgument])
}

extension MessageArgument: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
}

/// A text to be shown to a person: a key of the catalogue and its named arguments.
///
/// An argument named `count` chooses the plural form.
package struct Message: Hashable, Sendable, Codable {
    package var key: MessageKey
    package var arguments: [String: MessageArgument]

    package init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) {
        self.key = key
        self.arguments = arguments
    }
}

/// An error that can be told to a person in their own language.
package protocol MessageError: Error {
    /// What went wrong and what to do about it.
    var message: Message { get }
}
