import Tabular

/// The smallest piece of an expression that means something.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A name or a word of the language.
        case word(String)
        /// `[A label]`.
        case bracketed(String)
        case integer(Int64)
        case decimal(unscaled: Int64, scale: Int)
        case text(String)
        case day(Day)
        case symbol(Symbol)
        case end
    }

    let kind: Kind
    let range: Range<Int>
}

/// The signs of the language; the longer of two that start alike is listed first.
enum Symbol: String, Hashable, Sendable, CaseIterable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case unequal = "<>"
    case equal = "="
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case slash = "/"
    case open = "("
    case close = ")"
    case comma = ","
    case semicolon = ";"
    case ampersand = "&"
    case dot = "."
}
