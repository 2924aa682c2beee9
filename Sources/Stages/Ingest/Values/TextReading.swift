/// The kinds of text that have a form: addresses, phone numbers, choices.
enum TextReading {
    /// Whether `byte` may stand in the local part of an address without quotes, a bit for each ASCII character.
    ///
    /// These are the letters, digits and !#$%&'*+-/=?^_`{|}~. of a dot-atom (RFC 5322); RFC 6531 adds all beyond ASCII.
    @inline(__always)
    private static func isLocal(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte < 64 ? 0xA3FF_ECFA_0000_0000 as UInt64 : 0x7FFF_FFFF_C7FF_FFFE) >> UInt64(byte & 63) & 1 == 1
    }

    /// Whether `byte` may stand in a domain: letters, digits, hyphens and dots, and everything outside ASCII.
    @inline(__always)
    private static func isDomain(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte < 64 ? 0x03FF_6000_0000_0000 as UInt64 : 0x07FF_FFFE_07FF_FFFE) >> UInt64(byte & 63) & 1 == 1
    }

    /// Checks that `text` is one address: a local part, one @, and a domain of at least two labels.
    ///
    /// - Throws: `notEmail`.
    static func checkEmail(_ text: Span<UInt8>) throws(Refusal) {
        let count = text.count
        var place = 0
        var previous = UInt8(ascii: ".")  // no dot at the start, none after another
        while place < count, text[place] != UInt8(ascii: "@") {
            let byte = text[place]
            guard isLocal(byte), byte != UInt8(ascii: ".") || previous != byte else { throw .notEmail }
            previous = byte
            place &+= 1
        }
        guard place < count, place > 0, previous != UInt8(ascii: ".") else { throw .notEmail }
        place &+= 1
        var labelStart = place
        var labels = 0
        while place <= count {
            if place == count || text[place] == UInt8(ascii: ".") {
                guard place > labelStart, text[labelStart] != CellText.minus, text[place &- 1] != CellText.minus else { throw .notEmail }
                labels &+= 1
                if place == count, labels < 2 || place &- labelStart < 2 { throw .notEmail }
                labelStart = place &+ 1
            } else if !isDomain(text[place]) {
                throw .notEmail
            }
            place &+= 1
        }
    }

    /// Checks that `text` is a phone number that ITU-T E.164 allows, with what people write between the digits.
    ///
    /// With a country code (`+358 …`, `00358 …`) it has 7 to 15 digits, the first of which is not 0; without one, 5 to 15. A trunk `(0)`
    /// behind a country code is not counted.
    ///
    /// - Throws: `notPhone`.
    static func checkPhone(_ text: Span<UInt8>) throws(Refusal) {
        let isInternational = text[0] == UInt8(ascii: "+")
        var digits = 0
        var first: [UInt8] = []
        var place = isInternational ? 1 : 0
        while place < text.count {
            let byte = text[place]
            if CellText.isDigit(byte) {
                if digits < 3 { first.append(byte) }
                digits &+= 1
                place &+= 1
            } else if isInternational, place + 2 < text.count, byte == UInt8(ascii: "("), text[place + 1] == UInt8(ascii: "0"),
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
        let zero = UInt8(ascii: "0")
        if isInternational {
            guard (7...15).contains(digits), first.first != zero else { throw .notPhone }
        } else if first.count == 3, first[0] == zero, first[1] == zero {
            guard (9...17).contains(digits), first[2] != zero else { throw .notPhone }
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
