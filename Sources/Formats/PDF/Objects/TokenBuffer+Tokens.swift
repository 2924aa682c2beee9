/// The tokens of PDF (ISO 32000-1, 7.3) and of content streams.
extension TokenBuffer {
    /// Adds a text as it is.
    func put(text: String) {
        for byte in text.utf8 { put(byte) }
    }

    /// Adds a whole number.
    func put(_ number: Int) {
        if number < 0 { put(UInt8(ascii: "-")) }
        let rest = number.magnitude
        guard rest >= 10 else { return put(UInt8(48 &+ rest)) }
        putDigits(rest)
    }

    private func putDigits(_ number: UInt) {
        var rest = number
        var digits = 2
        var limit: UInt = 100
        while rest >= limit, digits < 19 {
            digits &+= 1
            limit &*= 10
        }
        unsafe extend(digits) { target in
            var place = digits
            while place > 0 {
                place &-= 1
                let next = rest / 10
                unsafe target[place] = UInt8(truncatingIfNeeded: 48 &+ rest &- next &* 10)
                rest = next
            }
        }
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

    /// The hundredths of a length in points; what is no number or far off any page is brought near.
    @inline(__always)
    static func hundredths(_ points: Double) -> Int {
        points.isFinite ? Int((min(max(points, -20_000), 20_000) * 100).rounded()) : 0
    }

    /// Adds a length or a coordinate in points, to the hundredth, and a space.
    @inline(__always)
    func put(points: Double) {
        put(hundredths: Self.hundredths(points))
        put(UInt8(ascii: " "))
    }

    /// Adds a number with up to `digits` decimals.
    func put(_ number: Double, digits: Int) {
        var factor = 1
        for _ in 0..<digits { factor *= 10 }
        let scaled = number.isFinite ? Int((min(max(number, -1e6), 1e6) * Double(factor)).rounded()) : 0
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

    /// Adds an array of references to objects.
    func put(references numbers: some Sequence<Int>) {
        put("[")
        for number in numbers {
            put(reference: number)
            put(" ")
        }
        put("]")
    }

    /// Adds four hexadecimal digits.
    @inline(__always)
    func put(hexadecimal value: UInt16) {
        // The digits side by side in the bytes of a word, the highest first.
        let value = UInt32(value)
        let digits = value >> 12 | (value >> 8 & 15) << 8 | (value >> 4 & 15) << 16 | (value & 15) << 24
        let letters = ((digits &+ 0x0606_0606) >> 4) & 0x0101_0101
        let word = digits &+ 0x3030_3030 &+ letters &* 7
        unsafe extend(4) { target in
            unsafe UnsafeMutableRawPointer(target).storeBytes(of: word.littleEndian, as: UInt32.self)
        }
    }

    /// Adds a text string (7.9.2.2): UTF-16 with a mark, in hexadecimal.
    func put(textString text: String) {
        put("<FEFF")
        for unit in text.utf16 { put(hexadecimal: unit) }
        put(">")
    }

    /// Adds the key that tells what text an element's content stands for.
    func put(actualText text: String) {
        put("/ActualText")
        put(textString: text)
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
}
