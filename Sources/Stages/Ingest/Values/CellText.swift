/// The characters that surround, group and spell values, byte by byte.
enum CellText {
    static let space = UInt8(ascii: " ")
    static let minus = UInt8(ascii: "-")

    /// Whether `byte` is an ASCII digit.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// `text` without blanks around it: ASCII ones, no-break spaces (U+00A0) and narrow no-break spaces (U+202F).
    @inline(__always)
    static func trimmed(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
        guard !range.isEmpty else { return range }
        let (first, last) = (text[range.lowerBound], text[range.upperBound - 1])
        if first > 0x20, first != 0xC2, first != 0xE2, last > 0x20, last != 0xA0, last != 0xAF { return range }
        return trimmedSlowly(range, of: text)
    }

    private static func trimmedSlowly(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            let width = blankWidth(text, start, end)
            if width == 0 { break }
            start += width
        }
        while start < end {
            let widths = [1, 2, 3].filter { $0 <= end - start && blankWidth(text, end - $0, end) == $0 }
            guard let width = widths.first else { break }
            end -= width
        }
        return start..<end
    }

    /// The number of bytes of the blank at `place`, or 0 where there is none.
    static func blankWidth(_ text: Span<UInt8>, _ place: Int, _ end: Int) -> Int {
        switch text[place] {
        case 0x20, 0x09, 0x0A, 0x0D: 1
        case 0xC2 where place + 1 < end && text[place + 1] == 0xA0: 2
        // U+202F narrow no-break space, U+2009 thin space, U+2007 figure space.
        case 0xE2 where place + 2 < end && text[place + 1] == 0x80 && [0xAF, 0x89, 0x87].contains(text[place + 2]): 3
        default: 0
        }
    }

    /// The bytes of `text` with ASCII letters and Ä Ö Å in lower case.
    static func lowercased(_ text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for index in 0..<text.count {
            let byte = text[index]
            switch byte {
            case 65...90: bytes.append(byte + 32)
            case 0x84, 0x85, 0x96: bytes.append(bytes.last == 0xC3 ? byte + 32 : byte)
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
