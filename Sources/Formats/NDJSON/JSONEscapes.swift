/// The escapes of strings (RFC 8259, section 7).
enum JSONEscapes {
    /// The length of the escape at `place`, a surrogate pair counting as one; 0 where it is none, or half a pair.
    static func length(_ base: UnsafePointer<UInt8>, _ place: Int, _ end: Int) -> Int {
        guard place + 1 < end else { return 0 }
        switch unsafe base[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard let unit = unsafe unit(base, place, end) else { return 0 }
            guard unit & 0xF800 == 0xD800 else { return 6 }
            guard unit & 0xFC00 == 0xD800, let low = unsafe self.unit(base, place + 6, end), low & 0xFC00 == 0xDC00 else { return 0 }
            return 12
        default: return 0
        }
    }

    /// Appends the characters from `start` to before `end`, whose escapes are all good, to `target`.
    static func decode(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, into target: inout [UInt8]) {
        var place = start
        while place < end {
            var run = place
            while run < end, unsafe base[run] != UInt8(ascii: "\\") { run += 1 }
            unsafe target.append(contentsOf: UnsafeBufferPointer(start: base + place, count: run - place))
            place = run
            guard place < end else { return }
            let length = unsafe length(base, place, end)
            unsafe append(base, place, end, to: &target)
            place += max(length, 1)
        }
    }

    private static func append(_ base: UnsafePointer<UInt8>, _ place: Int, _ end: Int, to target: inout [UInt8]) {
        switch unsafe base[place + 1] {
        case UInt8(ascii: "b"): target.append(0x08)
        case UInt8(ascii: "f"): target.append(0x0C)
        case UInt8(ascii: "n"): target.append(0x0A)
        case UInt8(ascii: "r"): target.append(0x0D)
        case UInt8(ascii: "t"): target.append(0x09)
        case UInt8(ascii: "u"):
            guard var value = unsafe unit(base, place, end) else { return }
            if value & 0xFC00 == 0xD800, let low = unsafe unit(base, place + 6, end) {
                value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
            }
            target.append(contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        case let byte: target.append(byte)
        }
    }

    /// The UTF-16 unit that `\uHHHH` at `place` stands for, if that stands there.
    private static func unit(_ base: UnsafePointer<UInt8>, _ place: Int, _ end: Int) -> UInt32? {
        guard place + 6 <= end, unsafe base[place] == UInt8(ascii: "\\"), unsafe base[place + 1] == UInt8(ascii: "u") else { return nil }
        var value: UInt32 = 0
        for index in place + 2..<place + 6 {
            let byte = unsafe base[index]
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
