/// The kinds of text that have a form: addresses, phone numbers, choices.
enum TextReading {
    /// What a byte may be in an address without quotes.
    private enum AddressPart {
        /// In the local part: what a dot-atom has (RFC 5322), and everything outside ASCII (RFC 6531).
        static let local: UInt8 = 1
        /// In a label of a domain: letters, digits and hyphens, and everything outside ASCII.
        static let label: UInt8 = 2

        /// For each byte.
        static let all: [UInt8] = (UInt8.min ... .max).map { byte in
            let isLetter = byte >= 0x80 || CellText.isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26
            if isLetter || byte == CellText.minus { return local | label }
            return "!#$%&'*+/=?^_`{|}~.".utf8.contains(byte) ? local : 0
        }
    }

    /// Checks that `text` is one address: a local part, one @, and a domain of at least two labels.
    ///
    /// - Throws: `notEmail`.
    static func checkEmail(_ text: Span<UInt8>) throws(Refusal) {
        let fits = unsafe text.withUnsafeBufferPointer { text in
            unsafe AddressPart.all.withUnsafeBufferPointer { unsafe isEmail(text, $0) }
        }
        if !fits { throw .notEmail }
    }

    /// - Parameter parts: for each byte, what it may be.
    @inline(__always)
    private static func isEmail(_ text: UnsafeBufferPointer<UInt8>, _ parts: UnsafeBufferPointer<UInt8>) -> Bool {
        let (count, dot) = (text.count, UInt8(ascii: "."))
        var (place, lastDot) = (0, -1)  // no dot at the start, none after another
        while place < count, unsafe parts[Int(text[place])] & AddressPart.local != 0 {
            if unsafe text[place] == dot {
                guard lastDot != place &- 1 else { return false }
                lastDot = place
            }
            place &+= 1
        }
        guard place > 0, lastDot != place &- 1, place < count, unsafe text[place] == UInt8(ascii: "@") else { return false }
        var (labels, labelStart) = (0, place)
        repeat {
            place &+= 1
            labelStart = place
            while place < count, unsafe parts[Int(text[place])] & AddressPart.label != 0 { place &+= 1 }
            guard place > labelStart, unsafe text[labelStart] != CellText.minus && text[place &- 1] != CellText.minus else { return false }
            labels &+= 1
        } while unsafe place < count && text[place] == dot
        return place == count && labels >= 2 && count &- labelStart >= 2
    }

    /// Checks that `text` is a phone number that ITU-T E.164 allows, with what people write between the digits.
    ///
    /// With a country code (`+358 …`, `00358 …`) it has 7 to 15 digits, the first of which is not 0; without one, 5 to 15. A trunk `(0)`
    /// behind a country code is not counted.
    ///
    /// - Throws: `notPhone`.
    static func checkPhone(_ text: Span<UInt8>) throws(Refusal) {
        let zero = UInt8(ascii: "0")
        let isInternational = text[0] == UInt8(ascii: "+")
        let count = text.count
        // The zeros are those before all other digits.
        var (digits, zeros) = (0, 0)
        var place = isInternational ? 1 : 0
        while place < count {
            if digits == zeros {
                while place < count, text[place] == zero {
                    zeros &+= 1
                    digits &+= 1
                    place &+= 1
                }
            }
            while place < count, CellText.isDigit(text[place]) {
                digits &+= 1
                place &+= 1
            }
            guard place < count else { break }
            let byte = text[place]
            if isInternational, place + 2 < text.count, byte == UInt8(ascii: "("), text[place + 1] == UInt8(ascii: "0"),
                text[place + 2] == UInt8(ascii: ")")
            {
                place &+= 3
            } else if byte == CellText.minus || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: ".")
            {
                place &+= 1
            } else {
                let blank = CellText.blankWidth(text, place, text.count)
                guard blank > 0 else { throw .notPhone }
                place &+= blank
            }
        }
        if isInternational {
            guard (7...15).contains(digits), zeros == 0 else { throw .notPhone }
        } else if digits >= 3, zeros >= 2 {
            guard (9...17).contains(digits), zeros == 2 else { throw .notPhone }
        } else {
            guard (5...15).contains(digits) else { throw .notPhone }
        }
    }
}

/// The values that a choice may have, ready to be compared with cells.
struct ChoiceReading: Sendable {
    private let choices: [[UInt8]]
    private let folded: [String: Int]

    init(_ choices: [String]) {
        self.choices = choices.map { Array($0.utf8) }
        folded = Dictionary(choices.enumerated().map { ($1.lowercased(), $0) }) { first, _ in first }
    }

    /// The bytes of the choice that `text` names, whatever its case.
    ///
    /// - Throws: `notChoice`.
    func value(_ text: Span<UInt8>) throws(Refusal) -> [UInt8] {
        for choice in choices where choice.count == text.count && (0..<text.count).allSatisfy({ choice[$0] == text[$0] }) { return choice }
        let word = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        guard let index = folded[word.lowercased()] else { throw .notChoice }
        return choices[index]
    }
}
