import Tabular

/// How IF compares (ECMA-376 part 1, section 17.16.5, IF).
enum Comparison: String, Hashable, Sendable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Whether `left` compares so with `right`: as numbers or as days where both are, as texts otherwise.
    ///
    /// In the right text `?` stands for any character and `*` for any number of them, where equality is asked for.
    func holds(_ left: String, _ right: String, _ spelling: ValueSpelling) -> Bool {
        if let first = DecimalDigits(left, spelling.language), let second = DecimalDigits(right, spelling.language) {
            return holds(first, second)
        }
        if let first = Self.day(left, spelling), let second = Self.day(right, spelling) { return holds(first, second) }
        switch self {
        case .equal: return Self.matches(Array(left), Array(right))
        case .notEqual: return !Self.matches(Array(left), Array(right))
        default: return holds(left, right)
        }
    }

    /// The day that `text` spells, as days are shown or in ISO 8601.
    private static func day(_ text: String, _ spelling: ValueSpelling) -> Day? {
        guard text.utf8.first.map({ (48...57).contains($0) }) ?? false else { return nil }
        return spelling.dayPicture.day(in: text) ?? Day(iso: text)
    }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    /// Whether `text` matches `pattern`, in time that grows with the product of their lengths at worst.
    private static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
        var (place, index) = (0, 0)
        var star: (index: Int, place: Int)?
        while place < text.count {
            if index < pattern.count, pattern[index] == "*" {
                star = (index, place)
                index += 1
            } else if index < pattern.count, pattern[index] == "?" || pattern[index] == text[place] {
                index += 1
                place += 1
            } else if let last = star {
                star = (last.index, last.place + 1)
                index = last.index + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[index...].allSatisfy { $0 == "*" }
    }
}
