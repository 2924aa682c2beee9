internal import CScan

/// Addresses of e-mail: a local part, one @, and a domain of at least two labels.
enum EmailReading {
    /// What a byte may be in an address without quotes.
    private enum Part {
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

    /// Checks that the bytes of `range` are one address.
    ///
    /// - Throws: `notEmail`.
    @inline(__always)
    static func check(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Refusal) {
        let fits = unsafe bytes.withUnsafeBufferPointer { bytes in
            let cell = unsafe UnsafeBufferPointer(rebasing: bytes[range])
            if range.count < 64, range.lowerBound + 64 <= bytes.count, let start = cell.baseAddress,
                let answer = unsafe isPlain(start, range.count)
            {
                return answer
            }
            return unsafe Part.all.withUnsafeBufferPointer { unsafe isAddress(cell, $0) }
        }
        if !fits { throw .notEmail }
    }

    /// Whether a text is an address, by its bits; nil where it has other than letters, digits, hyphens, dots and one @.
    ///
    /// - Parameters:
    ///   - start: 64 bytes, of which the first ones are the text.
    ///   - count: how many, at most 63.
    @inline(__always)
    private static func isPlain(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool? {
        let found = unsafe cscan_address(start)
        let end: UInt64 = 1 &<< UInt64(count)
        let text = end &- 1
        let (at, dots, hyphens) = (found.at & text, found.dots & text, found.hyphens & text)
        guard (at | dots | hyphens | found.letters) & text == text, at != 0, at & (at &- 1) == 0 else { return nil }
        // None of them stands at the start, at the end, or beside another one.
        let marks = dots | at
        guard marks & (marks &<< 1 | 1) == 0, marks & (end &>> 1) == 0 else { return false }
        let domain = text & ~(at | at &- 1)
        let (domainHyphens, domainDots) = (hyphens & domain, dots & domain)
        guard domainDots != 0, domainHyphens & (marks &<< 1 | marks &>> 1 | end &>> 1) == 0 else { return false }
        return count &- (64 &- domainDots.leadingZeroBitCount) >= 2
    }

    /// - Parameter parts: for each byte, what it may be.
    private static func isAddress(_ text: UnsafeBufferPointer<UInt8>, _ parts: UnsafeBufferPointer<UInt8>) -> Bool {
        let (count, dot) = (text.count, UInt8(ascii: "."))
        var (place, lastDot) = (0, -1)  // no dot at the start, none after another
        while place < count, unsafe parts[Int(text[place])] & Part.local != 0 {
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
            while place < count, unsafe parts[Int(text[place])] & Part.label != 0 { place &+= 1 }
            guard place > labelStart, unsafe text[labelStart] != CellText.minus && text[place &- 1] != CellText.minus else { return false }
            labels &+= 1
        } while unsafe place < count && text[place] == dot
        return place == count && labels >= 2 && count &- labelStart >= 2
    }
}
