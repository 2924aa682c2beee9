/// Numbers in Finnish, Swedish, English and ISO forms: `1 234,50`, `1,234.50`, `1.234,50`, `−5`, `12,50 €`.
enum NumberReading {
    private static let powers: [UInt64] = (0...18).map { (0..<$0).reduce(into: UInt64(1)) { power, _ in power *= 10 } }

    /// The value of `text` times ten to the power of `scale`.
    ///
    /// - Parameter units: what may follow the number, in lower case.
    /// - Throws: `notDecimal`, `ambiguousNumber`, `tooManyDecimals`, `numberTooLarge`.
    @inline(__always)
    static func unscaled(_ text: Span<UInt8>, scale: Int, units: [[UInt8]]) throws(Refusal) -> Int64 {
        // Plain digits with at most one separator; everything else takes the careful way.
        let isNegative = text[0] == CellText.minus
        var value: UInt64 = 0
        var digits = 0
        var integerDigits = -1
        for index in (isNegative ? 1 : 0)..<text.count {
            let byte = text[index]
            if CellText.isDigit(byte) {
                value = value &* 10 &+ UInt64(byte &- 48)
                digits &+= 1
            } else if integerDigits < 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
                integerDigits = digits
            } else {
                return try carefully(text, scale: scale, units: units)
            }
        }
        let decimals = integerDigits < 0 ? 0 : digits &- integerDigits
        guard digits > 0, digits + scale <= 18, decimals <= scale, decimals != 3, integerDigits < 0 || decimals > 0, integerDigits != 0
        else {
            return try carefully(text, scale: scale, units: units)
        }
        let magnitude = Int64(bitPattern: value &* powers[scale &- decimals])
        return isNegative ? -magnitude : magnitude
    }

    /// The parts of a number, before its groups and decimals are looked at.
    private struct Parts {
        var isNegative = false
        /// Digits, separators `.` and `,`, and blanks as spaces.
        var body: [UInt8] = []
    }

    @inline(never)
    private static func carefully(_ text: Span<UInt8>, scale: Int, units: [[UInt8]]) throws(Refusal) -> Int64 {
        let parts = try parts(text, units: units)
        let (groups, decimals) = try split(parts.body, scale: scale)
        guard decimals.dropFirst(scale).allSatisfy({ $0 == 48 }) else { throw .tooManyDecimals }
        let kept = decimals.prefix(scale)
        var digits = groups.flatMap { $0 } + kept
        digits += Array(repeating: 48, count: scale - kept.count)
        var value: Int64 = 0
        for digit in digits {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.subtractingReportingOverflow(Int64(digit) - 48)
            guard !overflow, !carry else { throw .numberTooLarge }
            value = sum
        }
        // Collected below zero, since Int64 reaches further there.
        guard parts.isNegative || value != .min else { throw .numberTooLarge }
        return parts.isNegative ? value : -value
    }

    /// Takes the sign and the unit off.
    private static func parts(_ text: Span<UInt8>, units: [[UInt8]]) throws(Refusal) -> Parts {
        var bytes: [UInt8] = []
        var place = 0
        while place < text.count {
            let blank = CellText.blankWidth(text, place, text.count)
            if blank > 0 {
                bytes.append(CellText.space)
                place += blank
            } else if place + 2 < text.count, text[place] == 0xE2, text[place + 1] == 0x88, text[place + 2] == 0x92 {
                bytes.append(CellText.minus)  // U+2212, the minus sign of typographers
                place += 3
            } else {
                bytes.append(text[place])
                place += 1
            }
        }
        let lowered = CellText.lowercased(bytes.span)
        if let unit = units.first(where: { lowered.count > $0.count && lowered.suffix($0.count).elementsEqual($0) }) {
            bytes.removeLast(unit.count)
            while bytes.last == CellText.space { bytes.removeLast() }
        }
        var parts = Parts()
        if let sign = bytes.first, sign == CellText.minus || sign == UInt8(ascii: "+") {
            parts.isNegative = sign == CellText.minus
            bytes.removeFirst()
            while bytes.first == CellText.space { bytes.removeFirst() }
        }
        guard bytes.contains(where: CellText.isDigit),
            bytes.allSatisfy({ CellText.isDigit($0) || [0x20, UInt8(ascii: "."), UInt8(ascii: ",")].contains($0) })
        else { throw .notDecimal }
        parts.body = bytes
        return parts
    }

    /// The groups of the integer part, and the decimals.
    private static func split(_ body: [UInt8], scale: Int) throws(Refusal) -> (groups: [ArraySlice<UInt8>], decimals: ArraySlice<UInt8>) {
        let marks = body.indices.filter { body[$0] == UInt8(ascii: ".") || body[$0] == UInt8(ascii: ",") }
        let kinds = Set(marks.map { body[$0] })
        let hasSpaces = body.contains(CellText.space)
        var point: Int?
        var grouping = CellText.space
        if let last = marks.last, kinds.count == 2 {
            // The last mark is the decimal one, and the only one of its kind: 1,234.50 and 1.234,50.
            guard marks.count(where: { body[$0] == body[last] }) == 1, !hasSpaces else { throw .notDecimal }
            point = last
            grouping = body[marks[0]]
        } else if let only = marks.first, marks.count == 1 {
            let (before, after) = (body[..<only], body[(only + 1)...])
            if !hasSpaces, after.count == 3, (1...3).contains(before.count), before.first != 48, scale < 3 { throw .ambiguousNumber }
            point = only
        } else if let first = marks.first {
            guard !hasSpaces else { throw .notDecimal }
            grouping = body[first]
        }
        let integer = body[..<(point ?? body.endIndex)]
        let decimals = point.map { body[($0 + 1)...] } ?? []
        let groups = integer.split(separator: grouping, omittingEmptySubsequences: false)
        let isGrouped = groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        guard isGrouped, groups.allSatisfy({ $0.allSatisfy(CellText.isDigit) }), decimals.allSatisfy(CellText.isDigit),
            point == nil || !decimals.isEmpty
        else { throw .notDecimal }
        return (groups, decimals)
    }
}
