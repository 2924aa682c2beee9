/// How letters are changed by `\*` (ECMA-376 part 1, section 17.16.4.3).
enum LetterCase: Hashable, Sendable {
    case upper
    case lower
    /// The first letter of each word as a capital.
    case capitals
    /// The first letter of the first word as a capital.
    case firstCapital

    /// What becomes of `text`.
    func apply(_ text: String) -> String {
        switch self {
        case .upper: return text.uppercased()
        case .lower: return text.lowercased()
        case .firstCapital, .capitals:
            var result = ""
            var isStart = true
            for character in text {
                if character.isWhitespace {
                    isStart = isStart || self == .capitals
                    result.append(character)
                } else {
                    result += isStart ? String(character).uppercased() : String(character)
                    isStart = false
                }
            }
            return result
        }
    }
}
