import Tabular

/// An exact decimal number, digit by digit.
struct DecimalDigits: Sendable {
    private(set) var isNegative: Bool
    /// The digits before the decimal sign as values 0 to 9, without leading zeros; empty for zero.
    private(set) var whole: [UInt8]
    /// The digits behind it.
    private(set) var fraction: [UInt8]

    /// The number `value` times ten to the power of minus `scale`.
    init(_ value: Int64, scale: Int = 0) {
        isNegative = value < 0
        var rest = value.magnitude
        var digits: [UInt8] = []
        while rest > 0 || digits.count < scale {
            digits.append(UInt8(rest % 10))
            rest /= 10
        }
        digits.reverse()
        whole = Array(digits.dropLast(scale))
        fraction = Array(digits.suffix(scale))
    }

    /// The number that `text` spells: a sign, groups as the language has them, and decimals behind its sign or a point.
    init?(_ text: some StringProtocol, _ language: MergeLanguage) {
        isNegative = false
        whole = []
        fraction = []
        var isBehindSign = false
        var digitCount = 0
        for (index, character) in Self.trimmed(text).enumerated() {
            if let digit = character.wholeNumberValue, character.isASCII {
                digitCount += 1
                if isBehindSign { fraction.append(UInt8(digit)) } else { whole.append(UInt8(digit)) }
            } else if index == 0, "-−+".contains(character) {
                isNegative = character != "+"
            } else if String(character) == language.decimalSign || (character == "." && language.groupSign != ".") {
                guard !isBehindSign else { return nil }
                isBehindSign = true
            } else if !(String(character) == language.groupSign || (Self.isBlank(language.groupSign) && character.isWhitespace))
                || isBehindSign || digitCount == 0
            {
                return nil
            }
        }
        guard digitCount > 0 else { return nil }
        whole = Array(whole.drop { $0 == 0 })
    }

    /// Whether nothing but zeros is left.
    var isZero: Bool { whole.isEmpty && fraction.allSatisfy { $0 == 0 } }

    /// The number with `count` decimals, halves away from zero.
    func rounded(to count: Int) -> DecimalDigits {
        var result = self
        result.fraction = Array(fraction.prefix(count)) + Array(repeating: 0, count: max(0, count - fraction.count))
        if fraction.count > count, fraction[count] >= 5 { result.increment() }
        if result.isZero { result.isNegative = false }
        return result
    }

    /// The number without a picture: all of its decimals, no groups (ECMA-376 part 1, section 17.16.4.2).
    func plainText(_ language: MergeLanguage) -> String {
        var text = isNegative && !isZero ? "-" : ""
        text += whole.isEmpty ? "0" : String(decoding: whole.map { $0 + 48 }, as: UTF8.self)
        guard !fraction.isEmpty else { return text }
        return text + language.decimalSign + String(decoding: fraction.map { $0 + 48 }, as: UTF8.self)
    }

    /// Adds one to the last digit.
    private mutating func increment() {
        var digits = whole + fraction
        var index = digits.count - 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
        let count = fraction.count
        fraction = Array(digits.suffix(count))
        whole = Array(digits.dropLast(count))
    }

    private static func isBlank(_ sign: String) -> Bool { sign.allSatisfy(\.isWhitespace) }

    private static func trimmed(_ text: some StringProtocol) -> [Character] {
        Array(Array(text.drop(while: \.isWhitespace)).reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension DecimalDigits: Comparable {
    static func == (left: DecimalDigits, right: DecimalDigits) -> Bool { !(left < right) && !(right < left) }

    static func < (left: DecimalDigits, right: DecimalDigits) -> Bool {
        let isLeftNegative = left.isNegative && !left.isZero
        guard isLeftNegative == (right.isNegative && !right.isZero) else { return isLeftNegative }
        return isLeftNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    /// Whether the magnitude is smaller than that of `other`.
    private func isSmaller(than other: DecimalDigits) -> Bool {
        guard whole.count == other.whole.count else { return whole.count < other.whole.count }
        let count = max(fraction.count, other.fraction.count)
        func digits(_ number: DecimalDigits) -> [UInt8] {
            number.whole + number.fraction + Array(repeating: 0, count: count - number.fraction.count)
        }
        return digits(self).lexicographicallyPrecedes(digits(other))
    }
}
