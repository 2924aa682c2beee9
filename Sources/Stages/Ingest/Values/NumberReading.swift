/// Numbers in Finnish, Swedish, English and ISO forms: `1 234,50`, `1,234.50`, `1.234,50`, `−5`, `5-`, `(5)`, `12,50 €`.
///
/// What only one of the two decimal marks fits is read so; what both fit, such as `1.234`, is read as the column is.
struct NumberReading: Sendable {
    private static let powers: [UInt64] = (0...18).map { (0..<$0).reduce(into: UInt64(1)) { power, _ in power *= 10 } }

    /// Digits after the decimal mark that are kept.
    let scale: Int
    /// Whether only whole numbers make sense, so that `1.234` cannot be a fraction.
    let isInteger: Bool
    /// What may stand before or after the number, in lower case.
    let units: [[UInt8]]
    /// Whether a value that both marks fit has a decimal comma.
    let prefersComma: Bool

    /// The value of `text` times ten to the power of ``scale``.
    ///
    /// - Throws: `notDecimal`, `notInteger`, `tooManyDecimals`, `numberTooLarge`.
    @inline(__always)
    func unscaled(_ text: Span<UInt8>, row: Int, _ evidence: inout FormatEvidence) throws(Refusal) -> Int64 {
        // Plain digits with at most one separator; everything else takes the careful way.
        let isNegative = text[0] == CellText.minus
        var value: UInt64 = 0
        var digits = 0
        var integerDigits = -1
        var isComma = false
        for index in (isNegative ? 1 : 0)..<text.count {
            let byte = text[index]
            if CellText.isDigit(byte) {
                value = value &* 10 &+ UInt64(byte &- 48)
                digits &+= 1
            } else if integerDigits < 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
                integerDigits = digits
                isComma = byte == UInt8(ascii: ",")
            } else {
                return try carefully(text, row: row, &evidence)
            }
        }
        let decimals = integerDigits < 0 ? 0 : digits &- integerDigits
        guard digits > 0, digits + scale <= 18, decimals <= scale, decimals != 3, integerDigits < 0 || decimals > 0, integerDigits != 0
        else {
            return try carefully(text, row: row, &evidence)
        }
        if decimals > 0 { evidence.note(isFirst: isComma) }
        let magnitude = Int64(bitPattern: value &* NumberReading.powers[scale &- decimals])
        return isNegative ? -magnitude : magnitude
    }

    /// The value of a number that a program wrote, with a decimal point and without groups.
    func plain(_ text: Span<UInt8>) throws(Refusal) -> Int64 {
        var ignored = FormatEvidence()
        let reading = NumberReading(scale: scale, isInteger: isInteger, units: units, prefersComma: false)
        let (parts, isNegative) = try reading.parts(text)
        guard let number = NumberReading.split(parts, mark: UInt8(ascii: ".")), number.groups == 0 else {
            return try reading.unscaled(text, row: 0, &ignored)
        }
        return try value(number, isNegative: isNegative)
    }

    /// A number as one decimal mark has it.
    private struct Split: Equatable {
        var integer: [UInt8] = []
        var decimals: [UInt8] = []
        var groups = 0
    }

    @inline(never)
    private func carefully(_ text: Span<UInt8>, row: Int, _ evidence: inout FormatEvidence) throws(Refusal) -> Int64 {
        let (body, isNegative) = try parts(text)
        var comma = NumberReading.split(body, mark: UInt8(ascii: ","))
        var point = NumberReading.split(body, mark: UInt8(ascii: "."))
        if comma == nil, point == nil { throw isInteger ? .notInteger : .notDecimal }
        if isInteger {
            let (hadComma, hadPoint) = (comma != nil, point != nil)
            if comma?.decimals.contains(where: { $0 != 48 }) == true { comma = nil }
            if point?.decimals.contains(where: { $0 != 48 }) == true { point = nil }
            if comma == nil, point == nil, hadComma || hadPoint { throw .notInteger }
        }
        switch (comma, point) {
        case (let comma?, let point?):
            if comma.integer != point.integer || comma.decimals != point.decimals { evidence.noteAmbiguous(text, row: row) }
            return try value(prefersComma ? comma : point, isNegative: isNegative)
        case (let comma?, nil):
            evidence.note(isFirst: true)
            return try value(comma, isNegative: isNegative)
        case (nil, let point?):
            evidence.note(isFirst: false)
            return try value(point, isNegative: isNegative)
        case (nil, nil): throw .notDecimal
        }
    }

    private func value(_ number: Split, isNegative: Bool) throws(Refusal) -> Int64 {
        guard number.decimals.dropFirst(scale).allSatisfy({ $0 == 48 }) else { throw isInteger ? .notInteger : .tooManyDecimals }
        let kept = number.decimals.prefix(scale)
        var value: Int64 = 0
        for digit in number.integer + kept + Array(repeating: 48, count: scale - kept.count) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.subtractingReportingOverflow(Int64(digit) - 48)
            guard !overflow, !carry else { throw .numberTooLarge }
            value = sum
        }
        // Collected below zero, since Int64 reaches further there.
        guard isNegative || value != .min else { throw .numberTooLarge }
        return isNegative ? value : -value
    }

    /// The digits, marks and blanks (as spaces) of a number without its sign and unit.
    private func parts(_ text: Span<UInt8>) throws(Refusal) -> (body: [UInt8], isNegative: Bool) {
        var bytes = NumberReading.simplified(text)
        var isNegative = false
        func takeUnit() {
            let lowered = CellText.lowercased(bytes.span)
            if let unit = units.first(where: { lowered.count > $0.count && lowered.suffix($0.count).elementsEqual($0) }) {
                bytes.removeLast(unit.count)
            } else if let unit = units.first(where: { lowered.count > $0.count && lowered.starts(with: $0) }) {
                bytes.removeFirst(unit.count)
            }
            while bytes.last == CellText.space { bytes.removeLast() }
            while bytes.first == CellText.space { bytes.removeFirst() }
        }
        takeUnit()
        if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")"), bytes.count > 2 {
            bytes = Array(bytes[1..<(bytes.count - 1)])
            isNegative = true
        } else if let sign = bytes.first, sign == CellText.minus || sign == UInt8(ascii: "+") {
            isNegative = sign == CellText.minus
            bytes.removeFirst()
        } else if bytes.last == CellText.minus {
            bytes.removeLast()
            isNegative = true
        }
        takeUnit()
        guard bytes.contains(where: CellText.isDigit),
            bytes.allSatisfy({ CellText.isDigit($0) || [0x20, 0x27, UInt8(ascii: "."), UInt8(ascii: ",")].contains($0) })
        else { throw isInteger ? .notInteger : .notDecimal }
        return (bytes, isNegative)
    }

    /// `text` with every blank as a space, every minus sign as a hyphen and every apostrophe as the ASCII one.
    private static func simplified(_ text: Span<UInt8>) -> [UInt8] {
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
            } else if place + 2 < text.count, text[place] == 0xE2, text[place + 1] == 0x80, text[place + 2] == 0x99 {
                bytes.append(0x27)  // U+2019, which groups thousands in Switzerland
                place += 3
            } else {
                bytes.append(text[place])
                place += 1
            }
        }
        return bytes
    }

    /// The number that `body` is if `mark` is the decimal one; nil where it is none.
    private static func split(_ body: [UInt8], mark: UInt8) -> Split? {
        var number = Split()
        var integer = body[...]
        if let place = body.firstIndex(of: mark) {
            integer = body[..<place]
            let decimals = body[(place + 1)...]
            guard !decimals.isEmpty, decimals.allSatisfy(CellText.isDigit) else { return nil }
            number.decimals = Array(decimals)
        }
        if integer.isEmpty { return number.decimals.isEmpty ? nil : number }
        let marks = Set(integer.filter { !CellText.isDigit($0) })
        guard marks.count <= 1 else { return nil }
        if let grouping = marks.first {
            let groups = integer.split(separator: grouping, omittingEmptySubsequences: false)
            guard let first = groups.first, (1...3).contains(first.count), first.first != 48,
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
            number.groups = groups.count - 1
        }
        number.integer = integer.filter(CellText.isDigit)
        return number
    }
}
