/// Reads a time from left to right.
struct TimeCursor {
    private let text: [UInt8]
    private var place = 0

    /// A cursor at `start` of `text`; a copy, since moments are few and short.
    init(_ text: Span<UInt8>, from start: Int) {
        self.text = (start..<text.count).map { text[$0] }
    }

    var isAtEnd: Bool { place == text.count }

    mutating func take() -> UInt8? {
        guard place < text.count else { return nil }
        place += 1
        return text[place - 1]
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard place < text.count, text[place] == byte else { return false }
        place += 1
        return true
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool { skip(UInt8(ascii: character)) }

    /// Whether there were any; a comma may stand before them.
    mutating func skipBlanks() -> Bool {
        _ = skip(UInt8(ascii: ","))
        let start = place
        while place < text.count {
            let width = CellText.blankWidth(text.span, place, text.count)
            if width == 0 { break }
            place += width
        }
        return place > start
    }

    /// Whether AM or PM follows, and which.
    mutating func halfOfDay() -> Bool? {
        var next = self
        _ = next.skipBlanks()
        guard let letter = next.take(), [0x61, 0x70].contains(letter | 0x20), let other = next.take(), other | 0x20 == 0x6D else {
            return nil
        }
        self = next
        return letter | 0x20 == 0x70
    }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var (value, found) = (0, 0)
        while found < digits.upperBound, place < text.count, CellText.isDigit(text[place]) {
            value = value * 10 + Int(text[place] - 48)
            place += 1
            found += 1
        }
        return digits.contains(found) ? value : nil
    }

    mutating func microseconds() -> Int64? {
        var (value, found): (Int64, Int) = (0, 0)
        while place < text.count, CellText.isDigit(text[place]) {
            if found < 6 { value = value * 10 + Int64(text[place] - 48) }
            place += 1
            found += 1
        }
        guard found > 0 else { return nil }
        for _ in min(found, 6)..<6 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        guard let sign = take(), sign == UInt8(ascii: "+") || sign == CellText.minus,
            let hours = number(digits: 2...2), hours < 24, skip(":"), let minutes = number(digits: 2...2), minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == CellText.minus ? -1 : 1)
    }
}
