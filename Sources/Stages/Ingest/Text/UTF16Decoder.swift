/// UTF-16 (RFC 2781) to UTF-8, in pieces of any size.
///
/// A surrogate without its partner travels as the three bytes that would spell it, which UTF-8 never has; so does the odd byte at the end
/// of a file that was cut short.
struct UTF16Decoder: Sendable {
    let isBigEndian: Bool
    /// Whether something has been met that is no UTF-16.
    private(set) var hasMetUndefined = false
    private var oddByte: UInt8?
    private var highSurrogate: UInt16?

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    /// Adds the UTF-8 of `source` to `target`.
    mutating func decode(_ source: ArraySlice<UInt8>, into target: inout [UInt8]) {
        var rest = source
        if let odd = oddByte, let second = rest.popFirst() {
            oddByte = nil
            take(unit(odd, second), &target)
        }
        var place = rest.startIndex
        while place + 1 < rest.endIndex {
            let (first, second) = (rest[place], rest[place + 1])
            place += 2
            let value = unit(first, second)
            if value < 0x80, highSurrogate == nil { target.append(UInt8(truncatingIfNeeded: value)) } else { take(value, &target) }
        }
        if place < rest.endIndex { oddByte = rest[place] }
    }

    /// Adds what is left over at the end of the file.
    mutating func finish(into target: inout [UInt8]) {
        if let high = highSurrogate { lone(high, &target) }
        if let odd = oddByte { lone(0xDC00 | UInt16(odd), &target) }
        (highSurrogate, oddByte) = (nil, nil)
    }

    @inline(__always)
    private func unit(_ first: UInt8, _ second: UInt8) -> UInt16 {
        isBigEndian ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first)
    }

    private mutating func take(_ unit: UInt16, _ target: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if (0xDC00...0xDFFF).contains(unit) {
                let scalar = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                target += [
                    0xF0 | UInt8(scalar >> 18), 0x80 | UInt8(scalar >> 12 & 0x3F), 0x80 | UInt8(scalar >> 6 & 0x3F),
                    0x80 | UInt8(scalar & 0x3F),
                ]
                return
            }
            lone(high, &target)
        }
        switch unit {
        case 0..<0x80: target.append(UInt8(unit))
        case 0x80..<0x800: target += [0xC0 | UInt8(unit >> 6), 0x80 | UInt8(unit & 0x3F)]
        case 0xD800..<0xDC00: highSurrogate = unit
        case 0xDC00..<0xE000: lone(unit, &target)
        default: target += [0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F)]
        }
    }

    private mutating func lone(_ unit: UInt16, _ target: inout [UInt8]) {
        hasMetUndefined = true
        target += [0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F)]
    }
}
