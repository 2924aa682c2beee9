/// Reads UTF-8 character by character.
enum UTF8Decoding {
    /// The character at `place`, which moves behind it; nil where the bytes are not well-formed.
    @inline(__always)
    static func next(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32? {
        let first = unsafe bytes[place]
        if first < 0x80 {
            place &+= 1
            return UInt32(first)
        }
        return unsafe nextLong(bytes, &place, first)
    }

    private static func nextLong(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ first: UInt8) -> UInt32? {
        let count: Int
        var character: UInt32
        let least: UInt32
        switch first {
        case 0xC2...0xDF: (count, character, least) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (count, character, least) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (count, character, least) = (4, UInt32(first & 0x07), 0x1_0000)
        default: return nil
        }
        guard place + count <= bytes.count else { return nil }
        for offset in 1..<count {
            let byte = unsafe bytes[place + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            character = character << 6 | UInt32(byte & 0x3F)
        }
        guard character >= least, Unicode.Scalar(character) != nil else { return nil }
        place += count
        return character
    }
}
