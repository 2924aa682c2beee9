/// Writes the values of cells as texts.
struct CellValue {
    private let formats: [CellFormat]
    private let dates: SerialDate
    private var number = DecimalNumber()

    /// The digits that Excel keeps of a number ("Excel specifications and limits").
    private static let significantDigits = 15

    init(formats: [CellFormat], countsFrom1904: Bool) {
        self.formats = formats
        dates = SerialDate(countsFrom1904: countsFrom1904)
    }

    /// What a number in the cell format `style` means.
    func format(_ style: Int) -> CellFormat { style < formats.count ? formats[style] : .number }

    /// Appends the number that `text` is, by its format a date or a time; a text that is no number as it is.
    ///
    /// - Returns: whether it is a number.
    mutating func appendNumber(_ text: [UInt8], style: Int, to target: inout [UInt8]) -> Bool {
        let format = format(style)
        if format == .number, isShortInteger(text) {
            target.append(contentsOf: text)
            return true
        }
        let trimmed = text.trimmed
        guard number.parse(trimmed), number.isFinite else {
            target.append(contentsOf: trimmed)
            return false
        }
        if format != .number, dates.append(number, as: format, to: &target) { return true }
        number.round(to: Self.significantDigits)
        number.append(to: &target)
        return true
    }

    /// Appends the boolean that `text` is; other texts as they are.
    ///
    /// - Returns: whether it is one.
    func appendBoolean(_ text: [UInt8], to target: inout [UInt8]) -> Bool {
        let trimmed = text.trimmed
        if trimmed.elementsEqual("1".utf8) || trimmed.elementsEqual("true".utf8) {
            target.append(contentsOf: "true".utf8)
        } else if trimmed.elementsEqual("0".utf8) || trimmed.elementsEqual("false".utf8) {
            target.append(contentsOf: "false".utf8)
        } else {
            target.append(contentsOf: trimmed)
            return false
        }
        return true
    }

    /// Appends a date that is written out (ECMA-376 part 1, section 18.18.11, type `d`), its midnight left out where the format shows
    /// dates alone.
    ///
    /// - Returns: whether it looks like one.
    func appendDate(_ text: [UInt8], style: Int, to target: inout [UInt8]) -> Bool {
        let trimmed = text.trimmed
        let isPlain = trimmed.first.map { $0 &- 48 < 10 } ?? false
        let midnight = trimmed.dropFirst(10)
        let isMidnight = midnight.starts(with: "T00:00:00".utf8) && midnight.dropFirst(9).allSatisfy { ".0Z".utf8.contains($0) }
        target.append(contentsOf: isMidnight && format(style) == .date ? trimmed.prefix(10) : trimmed)
        return isPlain
    }

    /// Whether `text` is a whole number as it is to be written.
    @inline(__always)
    private func isShortInteger(_ text: [UInt8]) -> Bool {
        let start = text.first == UInt8(ascii: "-") ? 1 : 0
        guard text.count - start <= Self.significantDigits, text.count > start else { return false }
        if text[start] == 48 { return text.count == 1 }
        for index in start..<text.count where text[index] &- 48 > 9 { return false }
        return true
    }
}

extension [UInt8] {
    /// Without the white space of XML at the ends.
    fileprivate var trimmed: ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        var rest = self[...]
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}
