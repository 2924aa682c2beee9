internal import Tabular

/// Dates and moments in Finnish and ISO forms.
enum DateReading {
    /// The number of the day that `text` names: `2026-12-31` or `31.12.2026`.
    ///
    /// - Throws: `notDate`, `noSuchDate`.
    static func day(_ text: Span<UInt8>) throws(Refusal) -> Int64 {
        let (day, length) = try leadingDay(text)
        guard length == text.count else { throw .notDate }
        return Int64(day.number)
    }

    /// The microseconds of the moment that `text` names: RFC 3339, or a date in either form with a local time.
    ///
    /// The local time is `hh:mm`, `hh:mm:ss`, `h.mm` or `h.mm.ss`; none is midnight.
    ///
    /// - Parameter local: the moment at which the clocks of the workspace's zone show a time, in seconds since the day's midnight.
    /// - Throws: `notInstant`, `noSuchDate`.
    static func instant(_ text: Span<UInt8>, local: (Day, Int) -> Instant) throws(Refusal) -> Int64 {
        let (day, length): (Day, Int)
        do { (day, length) = try leadingDay(text) } catch { throw error == .noSuchDate ? error : .notInstant }
        guard length < text.count else { return local(day, 0).microseconds }
        var cursor = TimeCursor(text, from: length)
        guard cursor.skip("T") || cursor.skip("t") || cursor.skipBlank(),
            let hour = cursor.number(digits: 1...2), hour < 24, let mark = cursor.take(),
            mark == UInt8(ascii: ":") || mark == UInt8(ascii: "."),
            let minute = cursor.number(digits: 2...2), minute < 60
        else { throw .notInstant }
        var second = hour * 3600 + minute * 60
        var fraction: Int64 = 0
        if cursor.skip(mark) {
            guard let seconds = cursor.number(digits: 2...2), seconds < 60 else { throw .notInstant }
            second += seconds
            if cursor.skip(UInt8(ascii: ".")) || cursor.skip(UInt8(ascii: ",")) {
                guard let micros = cursor.microseconds() else { throw .notInstant }
                fraction = micros
            }
        }
        if cursor.isAtEnd { return local(day, second).microseconds + fraction }
        guard let offset = cursor.offset(), cursor.isAtEnd else { throw .notInstant }
        return Int64(day.number * 86_400 + second - offset) * 1_000_000 + fraction
    }

    /// The day at the start of `text`, and the number of bytes that name it.
    @inline(__always)
    private static func leadingDay(_ text: Span<UInt8>) throws(Refusal) -> (Day, Int) {
        let count = text.count
        if count >= 10, text[4] == CellText.minus, text[7] == CellText.minus {
            var year = 0
            for index in 0..<4 {
                guard CellText.isDigit(text[index]) else { throw .notDate }
                year = year &* 10 &+ Int(text[index] &- 48)
            }
            let tail = (text[5] &- 48, text[6] &- 48, text[8] &- 48, text[9] &- 48)
            guard tail.0 < 10, tail.1 < 10, tail.2 < 10, tail.3 < 10 else { throw .notDate }
            guard let day = Day(year: year, month: Int(tail.0 &* 10 &+ tail.1), day: Int(tail.2 &* 10 &+ tail.3)) else { throw .noSuchDate }
            return (day, 10)
        }
        var place = 0
        @inline(__always)
        func number(_ most: Int) -> Int? {
            var (value, digits) = (0, 0)
            while place < count, digits < most, CellText.isDigit(text[place]) {
                value = value &* 10 &+ Int(text[place] &- 48)
                place &+= 1
                digits &+= 1
            }
            return digits > 0 ? value : nil
        }
        @inline(__always)
        func skipPoint() -> Bool {
            guard place < count, text[place] == UInt8(ascii: ".") else { return false }
            place &+= 1
            return true
        }
        guard let dayOfMonth = number(2), skipPoint(), let month = number(2), skipPoint() else { throw .notDate }
        let start = place
        guard let year = number(4), place - start == 4 else { throw .notDate }
        guard let day = Day(year: year, month: month, day: dayOfMonth) else { throw .noSuchDate }
        return (day, place)
    }
}
