/// Numbers as a cell's XML holds them: exact digits, never through a binary fraction.
@safe enum CellNumber {
    /// Above this many digits a spreadsheet would lose some.
    static let exactLimit: UInt64 = 1_000_000_000_000_000
    /// The most bytes of a number.
    static let byteLimit = 32

    private static let powers: [UInt64] = (0...18).reduce(into: [1]) { powers, _ in powers.append((powers.last ?? 1) &* 10) }.dropLast()

    /// Writes the digits of `value`.
    @inline(__always)
    static func put(_ value: UInt64, _ target: inout UnsafeMutableRawPointer) {
        let count = digitCount(value)
        unsafe put(value, digits: count, &target)
    }

    /// Writes `value` with leading zeros up to `digits` digits.
    @inline(__always)
    static func put(_ value: UInt64, digits: Int, _ target: inout UnsafeMutableRawPointer) {
        var rest = value
        var place = digits
        while place > 0 {
            place -= 1
            let next = rest / 10
            unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: 48 + rest - next * 10), toByteOffset: place, as: UInt8.self)
            rest = next
        }
        unsafe target += digits
    }

    /// Writes `value` with its sign.
    @inline(__always)
    static func put(_ value: Int64, _ target: inout UnsafeMutableRawPointer) {
        if value < 0 { unsafe put(UInt8(ascii: "-"), &target) }
        unsafe put(value.magnitude, &target)
    }

    /// Writes `value` divided by ten to the power of `scale` (0 to 18).
    @inline(__always)
    static func put(_ value: Int64, scale: Int, _ target: inout UnsafeMutableRawPointer) {
        guard scale > 0 else { return unsafe put(value, &target) }
        if value < 0 { unsafe put(UInt8(ascii: "-"), &target) }
        let power = powers[scale]
        let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: power)
        unsafe put(whole, &target)
        unsafe put(UInt8(ascii: "."), &target)
        unsafe put(fraction, digits: scale, &target)
    }

    /// Writes a moment of a day as the part of the day that has gone, to eleven digits: less than a microsecond's rounding.
    static func putDayFraction(microseconds: UInt64, _ target: inout UnsafeMutableRawPointer) {
        guard microseconds > 0 else { return }
        let dayLength: UInt64 = 86_400_000_000
        let product = microseconds.multipliedFullWidth(by: 100_000_000_000)
        var (digits, rest) = dayLength.dividingFullWidth(product)
        if rest >= dayLength / 2 { digits += 1 }
        var count = 11
        while digits % 10 == 0, count > 1 {
            digits /= 10
            count -= 1
        }
        unsafe put(UInt8(ascii: "."), &target)
        unsafe put(digits, digits: count, &target)
    }

    /// `value` divided by ten to the power of `scale`.
    static func text(_ value: Int128, scale: Int) -> String {
        guard scale > 0 else { return "\(value)" }
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (value < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    /// The number of decimal digits of `value`.
    @inline(__always)
    static func digitCount(_ value: UInt64) -> Int {
        if value < 10 { return 1 }
        if value < 100 { return 2 }
        if value < 1000 { return 3 }
        if value < 10_000 { return 4 }
        if value < 100_000 { return 5 }
        var count = 5
        var rest = value / 100_000
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return count
    }

    @inline(__always)
    private static func put(_ byte: UInt8, _ target: inout UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: byte, as: UInt8.self)
        unsafe target += 1
    }
}
