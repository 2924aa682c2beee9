import Archive

/// The tokens of PDF (ISO 32000-1, 7.3) and of content streams.
extension ByteBuffer {
    /// Adds one byte.
    @inline(__always)
    func put(_ byte: UInt8) {
        reserve(1)
        unsafe start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Adds the ASCII text of a literal.
    @inline(__always)
    func put(_ literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        reserve(length)
        unsafe (start + count).copyMemory(from: literal.utf8Start, byteCount: length)
        count += length
    }

    /// Adds a text as it is.
    func put(_ text: String) {
        for byte in text.utf8 { put(byte) }
    }

    /// Adds a whole number.
    func put(_ number: Int) {
        reserve(20)
        var rest = number.magnitude
        if number < 0 { put(UInt8(ascii: "-")) }
        var digits = 1
        var limit: UInt = 10
        while rest >= limit, digits < 19 {
            digits += 1
            limit *= 10
        }
        for place in stride(from: digits - 1, through: 0, by: -1) {
            unsafe start.storeBytes(of: UInt8(48 + rest % 10), toByteOffset: count + place, as: UInt8.self)
            rest /= 10
        }
        count += digits
    }

    /// Adds a number of hundredths, without needless zeros.
    func put(hundredths number: Int) {
        if number < 0 { put(UInt8(ascii: "-")) }
        let value = Int(number.magnitude)
        put(value / 100)
        let rest = value % 100
        guard rest != 0 else { return }
        put(UInt8(ascii: "."))
        put(UInt8(48 + rest / 10))
        if rest % 10 != 0 { put(UInt8(48 + rest % 10)) }
    }

    /// Adds a length or a coordinate in points, to the hundredth, and a space.
    @inline(__always)
    func put(points: Double) {
        put(hundredths: Int((points * 100).rounded()))
        put(UInt8(ascii: " "))
    }

    /// Adds a number with up to `digits` decimals.
    func put(_ number: Double, digits: Int) {
        var factor = 1
        for _ in 0..<digits { factor *= 10 }
        let scaled = Int((number * Double(factor)).rounded())
        if scaled < 0 { put(UInt8(ascii: "-")) }
        let value = Int(scaled.magnitude)
        put(value / factor)
        var rest = value % factor
        guard rest != 0 else { return }
        put(UInt8(ascii: "."))
        var place = factor / 10
        while rest > 0 {
            put(UInt8(48 + rest / place))
            rest %= place
            place /= 10
        }
    }

    /// Adds a reference to an object.
    func put(reference number: Int) {
        put(number)
        put(" 0 R")
    }

    /// Adds four hexadecimal digits.
    @inline(__always)
    func put(hexadecimal value: UInt16) {
        reserve(4)
        var word: UInt32 = 0
        for shift: UInt32 in [0, 4, 8, 12] {
            let digit = UInt32(value) >> (12 - shift) & 15
            word |= (digit &+ (digit < 10 ? 48 : 55)) << (shift * 2)
        }
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt32.self)
        count += 4
    }

    /// Adds a text string (7.9.2.2): UTF-16 with a mark, in hexadecimal.
    func put(textString text: String) {
        put("<FEFF")
        for unit in text.utf16 { put(hexadecimal: unit) }
        put(">")
    }

    /// Adds a byte string of `bytes`, escaped.
    func put(literalString bytes: some Sequence<UInt8>) {
        put("(")
        for byte in bytes {
            if byte == 0x28 || byte == 0x29 || byte == 0x5C { put(UInt8(0x5C)) }
            put(byte)
        }
        put(")")
    }

    /// Adds the bytes of another buffer.
    func put(_ other: ByteBuffer) {
        reserve(other.count)
        unsafe (start + count).copyMemory(from: other.start, byteCount: other.count)
        count += other.count
    }
}
