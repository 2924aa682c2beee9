/// The words of the language that stand alone and are not names of fields or modules.
enum Keyword: String, Hashable, Sendable, CaseIterable {
    case and, or, not
    case `where`, by
    case `true`, `false`, null

    /// Whether the word can never be a field's name outside brackets.
    var isReserved: Bool { self != .by }
}

/// What stands between an operand and what it is compared with, where that is words.
struct Phrase: Hashable, Sendable {
    enum Meaning: Hashable, Sendable {
        /// A period, a list in parentheses or a list field follows.
        case within
        /// A list in parentheses follows.
        case oneOf
        /// A list field follows.
        case itemOf
        case between
        case isEmpty
        case match(TextMatch)
    }

    /// Folded to lower case.
    let words: [String]
    let meaning: Meaning
    let isNegated: Bool

    init(_ text: String, _ meaning: Meaning, not isNegated: Bool = false) {
        words = text.split(separator: " ").map(String.init)
        self.meaning = meaning
        self.isNegated = isNegated
    }
}
