/// The escapes `_xHHHH_` of characters that XML cannot hold (ECMA-376 part 1, section 22.9.2.19, ST_Xstring).
enum XStringEscapes {
    private static let length = 7

    /// Puts the characters in the place of the escapes in `bytes` from `start` on; halves of surrogate pairs without the other one
    /// become U+FFFD.
    static func decode(_ bytes: inout [UInt8], from start: Int) {
        guard var place = bytes[start...].firstIndex(of: UInt8(ascii: "_")) else { return }
        var target = place
        while place < bytes.count {
            guard var scalar = unit(bytes, place) else {
                bytes[target] = bytes[place]
                (place, target) = (place + 1, target + 1)
                continue
            }
            place += length
            if scalar & 0xFC00 == 0xD800, let low = unit(bytes, place), low & 0xFC00 == 0xDC00 {
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                place += length
            }
            // What is written is never longer than the escape that has been read.
            for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
                bytes[target] = byte
                target += 1
            }
        }
        bytes.removeLast(bytes.count - target)
    }

    /// The UTF-16 unit that the escape at `place` stands for, if one stands there.
    private static func unit(_ bytes: [UInt8], _ place: Int) -> UInt32? {
        guard place + length <= bytes.count, bytes[place] == UInt8(ascii: "_"), bytes[place + 1] == UInt8(ascii: "x"),
            bytes[place + 6] == UInt8(ascii: "_")
        else { return nil }
        var value: UInt32 = 0
        for byte in bytes[place + 2..<place + 6] {
            switch byte {
            case 48...57: value = value << 4 | UInt32(byte - 48)
            case 65...70: value = value << 4 | UInt32(byte - 55)
            case 97...102: value = value << 4 | UInt32(byte - 87)
            default: return nil
            }
        }
        return value
    }
}
