/// How postal codes look, by the rules of a country (Universal Postal Union, addressing systems of its members).
package struct PostalCodeForm: Sendable {
    /// For each country, the patterns that fit: `9` a digit, `A` a letter, anything else itself.
    private static let patterns: [String: [String]] = [
        "AT": ["9999"], "AU": ["9999"], "AX": ["99999"], "BE": ["9999"], "CA": ["A9A 9A9", "A9A9A9"], "CH": ["9999"],
        "CZ": ["999 99", "99999"],
        "DE": ["99999"], "DK": ["9999"], "EE": ["99999"], "ES": ["99999"], "FI": ["99999"], "FR": ["99999"],
        "GB": [
            "A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA", "A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA",
        ],
        "IS": ["999"], "IT": ["99999"], "LT": ["99999", "AA-99999"], "LV": ["AA-9999", "9999"], "NL": ["9999 AA", "9999AA"], "NO": ["9999"],
        "PL": ["99-999"], "PT": ["9999-999"], "SE": ["999 99", "99999"], "US": ["99999", "99999-9999"],
    ]

    /// Nil where the country is not known: what could be a postal code somewhere is taken.
    private let patterns: [[UInt8]]?

    /// - Parameter country: an ISO 3166 code.
    package init(country: String?) {
        patterns = country.flatMap { PostalCodeForm.patterns[$0] }?.map { Array($0.utf8) }
    }

    /// Whether `text` is a postal code.
    package func accepts(_ text: Span<UInt8>) -> Bool {
        guard let patterns else {
            var hasDigit = false
            for index in 0..<text.count {
                let byte = text[index]
                if isDigit(byte) {
                    hasDigit = true
                } else if !isLetter(byte), byte != UInt8(ascii: " "), byte != UInt8(ascii: "-") {
                    return false
                }
            }
            return hasDigit && (3...10).contains(text.count)
        }
        for pattern in patterns where pattern.count == text.count {
            if (0..<text.count).allSatisfy({ fits(text[$0], pattern[$0]) }) { return true }
        }
        return false
    }

    private func fits(_ byte: UInt8, _ mark: UInt8) -> Bool {
        switch mark {
        case UInt8(ascii: "9"): isDigit(byte)
        case UInt8(ascii: "A"): isLetter(byte)
        default: byte == mark
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
