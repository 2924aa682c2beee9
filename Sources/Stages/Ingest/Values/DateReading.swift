internal import Tabular

/// Dates and moments in Finnish, Swedish, English and ISO forms.
///
/// `2026-12-31`, `20261231`, `31.12.2026`, `31. joulukuuta 2026`, `31 Dec 2026`, `December 31, 2026`; and `31/12/2026` or `12/31/2026`, which
/// the column decides on where both are dates.
struct DateReading: Sendable {
    /// Whether a date that can start with the day or the month starts with the day.
    let prefersDay: Bool

    /// The number of the day that `text` names.
    ///
    /// - Throws: `notDate`, `noSuchDate`.
    @inline(__always)
    func day(_ text: Span<UInt8>, row: Int, _ evidence: inout FormatEvidence) throws(Refusal) -> Int64 {
        let (day, length) = try leadingDay(text, row: row, &evidence)
        if length < text.count { return try midnight(text, day, length) }
        return Int64(day.number)
    }

    /// A date with a time of zero, as spreadsheets write dates, is a date.
    private func midnight(_ text: Span<UInt8>, _ day: Day, _ length: Int) throws(Refusal) -> Int64 {
        guard let time = try? time(text, from: length), time.seconds == 0, time.fraction == 0, time.offset == nil else { throw .notDate }
        return Int64(day.number)
    }

    /// The microseconds of the moment that `text` names: RFC 3339, or a date in any form with a local time.
    ///
    /// The local time is `hh:mm`, `hh:mm:ss`, `h.mm`, `h.mm.ss`, or any of them with AM or PM; none is midnight.
    ///
    /// - Parameter local: the moment at which the clocks of the workspace's zone show a time, in seconds since the day's midnight.
    /// - Throws: `notInstant`, `noSuchDate`.
    func instant(
        _ text: Span<UInt8>, row: Int, _ evidence: inout FormatEvidence, local: (Day, Int) -> Instant
    ) throws(Refusal) -> Int64 {
        let (day, length): (Day, Int)
        do { (day, length) = try leadingDay(text, row: row, &evidence) } catch { throw error == .noSuchDate ? error : .notInstant }
        guard length < text.count else { return local(day, 0).microseconds }
        let time = try time(text, from: length)
        guard let offset = time.offset else { return local(day, time.seconds).microseconds + time.fraction }
        return Int64(day.number * 86_400 + time.seconds - offset) * 1_000_000 + time.fraction
    }

    /// The time of day that follows a date: seconds since midnight, microseconds of the second, and seconds east of UTC if given.
    private func time(_ text: Span<UInt8>, from start: Int) throws(Refusal) -> (seconds: Int, fraction: Int64, offset: Int?) {
        var cursor = TimeCursor(text, from: start)
        guard cursor.skip("T") || cursor.skip("t") || cursor.skipBlanks(),
            var hour = cursor.number(digits: 1...2), hour < 24, let mark = cursor.take(),
            mark == UInt8(ascii: ":") || mark == UInt8(ascii: "."),
            let minute = cursor.number(digits: 2...2), minute < 60
        else { throw .notInstant }
        var second = 0
        var fraction: Int64 = 0
        if cursor.skip(mark) {
            guard let seconds = cursor.number(digits: 2...2), seconds < 60 else { throw .notInstant }
            second = seconds
            if cursor.skip(UInt8(ascii: ".")) || cursor.skip(UInt8(ascii: ",")) {
                guard let micros = cursor.microseconds() else { throw .notInstant }
                fraction = micros
            }
        }
        if let isAfternoon = cursor.halfOfDay() {
            guard (1...12).contains(hour) else { throw .notInstant }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        let seconds = hour * 3600 + minute * 60 + second
        if cursor.isAtEnd { return (seconds, fraction, nil) }
        guard let offset = cursor.offset(), cursor.isAtEnd else { throw .notInstant }
        return (seconds, fraction, offset)
    }

    /// The day at the start of `text`, and the number of bytes that name it.
    @inline(__always)
    private func leadingDay(_ text: Span<UInt8>, row: Int, _ evidence: inout FormatEvidence) throws(Refusal) -> (Day, Int) {
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
        if let day = try pointedDay(text) { return (day, count) }
        return try otherDay(text, row: row, &evidence)
    }

    /// The day of a date such as `1.12.2026`, which is most of those that are not ISO's; nil for another form.
    ///
    /// - Throws: `noSuchDate`.
    @inline(__always)
    private func pointedDay(_ text: Span<UInt8>) throws(Refusal) -> Day? {
        let (count, point) = (text.count, UInt8(ascii: "."))
        // The year has four digits and a point before it, so the places of the others are known by the length.
        guard count >= 8, count <= 10, text[count &- 5] == point else { return nil }
        let dayWidth = 2 &- (text[1] == point ? 1 : 0)
        let monthWidth = count &- 6 &- dayWidth
        guard text[dayWidth] == point, monthWidth == 1 || monthWidth == 2 else { return nil }
        guard let day = DateReading.number(text, 0, dayWidth), let month = DateReading.number(text, dayWidth &+ 1, monthWidth),
            let century = DateReading.number(text, count &- 4, 2), let year = DateReading.number(text, count &- 2, 2)
        else { return nil }
        return try DateReading.day(century &* 100 &+ year, month, day)
    }

    /// The number of one or two digits at `place`; told without a branch, since how many they are cannot be foreseen.
    @inline(__always)
    private static func number(_ text: Span<UInt8>, _ place: Int, _ width: Int) -> Int? {
        let (first, last) = (text[place] &- 48, text[place &+ width &- 1] &- 48)
        guard first < 10, last < 10 else { return nil }
        return Int(first) &* 10 &* (width &- 1) &+ Int(last)
    }

    private func otherDay(_ text: Span<UInt8>, row: Int, _ evidence: inout FormatEvidence) throws(Refusal) -> (Day, Int) {
        var cursor = DateCursor(text)
        guard let first = cursor.part() else { throw .notDate }
        if case .digits(let number, 8) = first {
            return (try DateReading.day(number / 10_000, number / 100 % 100, number % 100), cursor.place)
        }
        guard let mark = cursor.mark(), let second = cursor.part(), let end = cursor.mark(), let third = cursor.part() else {
            throw .notDate
        }
        switch (first, second, third) {
        case (.digits(let year, 4), .digits(let month, 1...2), .digits(let day, 1...2)) where mark == end && mark != .blank:
            return (try DateReading.day(year, month, day), cursor.place)
        case (.digits(let day, 1...2), .month(let month), .digits(let year, 4)),
            (.month(let month), .digits(let day, 1...2), .digits(let year, 4)):
            return (try DateReading.day(year, month, day), cursor.place)
        case (.digits(let left, 1...2), .digits(let right, 1...2), .digits(let year, 4)) where mark == end && mark != .blank:
            if mark == .point { return (try DateReading.day(year, right, left), cursor.place) }
            return (try either(text, row, (year, left, right), &evidence), cursor.place)
        default: throw .notDate
        }
    }

    /// The day of a date whose first two numbers are the day and the month, or the other way round.
    private func either(
        _ text: Span<UInt8>, _ row: Int, _ parts: (year: Int, left: Int, right: Int), _ evidence: inout FormatEvidence
    ) throws(Refusal) -> Day {
        let dayFirst = Day(year: parts.year, month: parts.right, day: parts.left)
        let monthFirst = Day(year: parts.year, month: parts.left, day: parts.right)
        switch (dayFirst, monthFirst) {
        case (let dayFirst?, let monthFirst?):
            if dayFirst != monthFirst { evidence.noteAmbiguous(text, row: row) }
            return prefersDay ? dayFirst : monthFirst
        case (let day?, nil):
            evidence.note(isFirst: true)
            return day
        case (nil, let day?):
            evidence.note(isFirst: false)
            return day
        case (nil, nil): throw .noSuchDate
        }
    }

    @inline(__always)
    private static func day(_ year: Int, _ month: Int, _ day: Int) throws(Refusal) -> Day {
        guard let day = Day(year: year, month: month, day: day) else { throw .noSuchDate }
        return day
    }
}
