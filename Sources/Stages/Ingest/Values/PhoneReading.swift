/// Phone numbers.
enum PhoneReading {
    /// Checks that `text` is a phone number that ITU-T E.164 allows, with what people write between the digits.
    ///
    /// With a country code (`+358 …`, `00358 …`) it has 7 to 15 digits, the first of which is not 0; without one, 5 to 15. A trunk `(0)`
    /// behind a country code is not counted.
    ///
    /// - Throws: `notPhone`.
    static func check(_ text: Span<UInt8>) throws(Refusal) {
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
            } else if byte == CellText.space || byte == CellText.minus || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
                || byte == UInt8(ascii: "/")
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
