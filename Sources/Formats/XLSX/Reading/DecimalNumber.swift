/// A decimal number as its digits: `0.d₁d₂d₃… × 10^exponent`.
struct DecimalNumber {
    /// From 0 to 9, the first and the last not 0; none for zero.
    private(set) var digits: [UInt8] = []
    private(set) var exponent = 0
    private(set) var isNegative = false

    /// Digits past these change nothing that is asked of a number here.
    private static let keptDigits = 40

    /// Reads `text` as XML Schema writes a double (part 2, section 3.2.5); false where it is none.
    mutating func parse(_ text: ArraySlice<UInt8>) -> Bool {
        digits.removeAll(keepingCapacity: true)
        exponent = 0
        var rest = text
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var hasDigits = false
        var isPastPoint = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !isPastPoint {
                isPastPoint = true
            } else if byte &- 48 < 10 {
                hasDigits = true
                take(byte - 48, isPastPoint)
            } else {
                break
            }
            rest.removeFirst()
        }
        guard hasDigits else { return false }
        if let byte = rest.first {
            guard byte | 0x20 == UInt8(ascii: "e"), let power = power(rest.dropFirst()) else { return false }
            exponent += power
        }
        strip()
        return true
    }

    private mutating func take(_ digit: UInt8, _ isPastPoint: Bool) {
        if digit != 0 || !digits.isEmpty {
            if digits.count < Self.keptDigits { digits.append(digit) }
            if !isPastPoint { exponent += 1 }
        } else if isPastPoint {
            exponent -= 1
        }
    }

    private func power(_ text: ArraySlice<UInt8>) -> Int? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var value = 0
        for byte in rest {
            guard byte &- 48 < 10 else { return nil }
            value = min(value * 10 + Int(byte - 48), 100_000)
        }
        return isNegative ? -value : value
    }

    private mutating func strip() {
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { exponent = 0 }
    }

    /// Rounds to `count` significant digits, halves away from zero.
    mutating func round(to count: Int) {
        guard digits.count > count else { return }
        let roundsUp = digits[count] >= 5
        digits.removeLast(digits.count - count)
        if roundsUp {
            var place = count - 1
            while place >= 0, digits[place] == 9 {
                digits[place] = 0
                place -= 1
            }
            if place >= 0 {
                digits[place] += 1
            } else {
                digits[0] = 1
                exponent += 1
            }
        }
        strip()
    }

    /// Whether a double can hold a number of this size (IEEE 754, binary64); smaller ones are zero to it.
    var isFinite: Bool { exponent <= 309 }

    /// Appends the number with a point, without an exponent.
    func append(to target: inout [UInt8]) {
        guard !digits.isEmpty, exponent > -324 else {
            target.append(UInt8(ascii: "0"))
            return
        }
        if isNegative { target.append(UInt8(ascii: "-")) }
        if exponent <= 0 {
            target.append(contentsOf: [UInt8(ascii: "0"), UInt8(ascii: ".")])
            target.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -exponent))
        }
        for (index, digit) in digits.enumerated() {
            if index == exponent, index > 0 { target.append(UInt8(ascii: ".")) }
            target.append(digit + 48)
        }
        target.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, exponent - digits.count)))
    }

    /// The whole part and the rest, for numbers from 0 on that are below 10 to the power of 9.
    var parts: (whole: Int, fraction: Double)? {
        guard !isNegative || digits.isEmpty, exponent <= 9 else { return nil }
        var whole = 0
        for index in 0..<max(0, exponent) { whole = whole * 10 + (index < digits.count ? Int(digits[index]) : 0) }
        var fraction = 0.0
        var unit = exponent < 0 ? exponent < -18 ? 0 : Self.tenths[-exponent] : 1
        for digit in digits.dropFirst(max(0, exponent)).prefix(18) {
            unit /= 10
            fraction += Double(digit) * unit
        }
        return (whole, fraction)
    }

    private static let tenths: [Double] = (0...18).map { power in (0..<power).reduce(1.0) { value, _ in value / 10 } }
}
