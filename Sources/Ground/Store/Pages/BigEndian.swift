/// Integers of SQLite's file format.
extension UnsafeRawBufferPointer {
    @inline(__always)
    func integer16(_ offset: Int) -> Int { unsafe Int(self[offset]) << 8 | Int(self[offset + 1]) }

    @inline(__always)
    func integer32(_ offset: Int) -> UInt32 {
        unsafe UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The variable-length integer at `offset`, which goes on behind it (https://sqlite.org/fileformat2.html#varint); nil where it is cut off.
    @inline(__always)
    func variableInteger(_ offset: inout Int) -> Int64? {
        guard offset < count else { return nil }
        let first = unsafe self[offset]
        offset += 1
        if first < 0x80 { return Int64(first) }
        return unsafe longInteger(first, &offset)
    }

    private func longInteger(_ first: UInt8, _ offset: inout Int) -> Int64? {
        var value = UInt64(first & 0x7F)
        for place in 1..<9 {
            guard offset < count else { return nil }
            let byte = unsafe self[offset]
            offset += 1
            // The ninth byte has eight bits of the value.
            if place == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { break }
        }
        return Int64(bitPattern: value)
    }
}
