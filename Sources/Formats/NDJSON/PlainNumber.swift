/// Numbers of JSON written without their exponents.
enum PlainNumber {
    /// The most characters that a number written out may have.
    private static let lengthLimit = 40

    /// Appends the number from `start` to before `end`, which the grammar of RFC 8259 has let pass and which has an exponent.
    ///
    /// - Returns: false, with nothing appended, where it would be too long.
    static func append(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, to target: inout [UInt8]) -> Bool {
        var place = start
        let isNegative = unsafe base[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        var digits: [UInt8] = []
        var point = 0
        var isPastPoint = false
        while unsafe base[place] | 0x20 != UInt8(ascii: "e") {
            let byte = unsafe base[place]
            place += 1
            if byte == UInt8(ascii: ".") {
                isPastPoint = true
                continue
            }
            if byte != 48 || !digits.isEmpty { digits.append(byte) }
            if !isPastPoint, !digits.isEmpty { point += 1 }
            if isPastPoint, digits.isEmpty { point -= 1 }
        }
        while digits.last == 48 { digits.removeLast() }
        point += unsafe exponent(base, place + 1, end)
        if digits.isEmpty { point = 1 }
        guard digits.count <= lengthLimit, abs(point) <= lengthLimit, max(digits.count, point) - min(point, 0) <= lengthLimit else {
            return false
        }
        if isNegative, !digits.isEmpty { target.append(UInt8(ascii: "-")) }
        target.append(contentsOf: digits.prefix(max(0, point)))
        target.append(contentsOf: repeatElement(48, count: max(0, point - digits.count)))
        if point <= 0 { target.append(48) }
        guard point < digits.count else { return true }
        target.append(UInt8(ascii: "."))
        target.append(contentsOf: repeatElement(48, count: max(0, -point)))
        target.append(contentsOf: digits.dropFirst(max(0, point)))
        return true
    }

    private static func exponent(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var value = 0
        for index in start..<end {
            let byte = unsafe base[index]
            if byte &- 48 < 10 { value = min(value * 10 + Int(byte - 48), 100_000) }
        }
        return unsafe base[start] == UInt8(ascii: "-") ? -value : value
    }
}
