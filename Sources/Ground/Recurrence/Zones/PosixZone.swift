import Tabular

/// The TZ text at the end of a TZif file, such as `EET-2EEST,M3.5.0/3,M10.5.0/4` (POSIX, with the hours beyond a day of RFC 8536).
struct PosixZone: Hashable, Sendable {
    /// The day on which a change happens, and the time of that day in seconds (which may lie days away).
    private struct Change: Hashable, Sendable {
        enum Date: Hashable, Sendable {
            /// `Mm.w.d`: the `week`th `weekday` (0 = Sunday) of a month; week 5 is the last.
            case weekday(month: Int, week: Int, weekday: Int)
            /// `Jn`: day of the year from 1, where 29 February is never counted.
            case withoutLeapDay(Int)
            /// `n`: day of the year from 0.
            case fromZero(Int)
        }

        var date: Date
        var seconds: Int

        /// Seconds on the wall clock, as if it were UTC.
        func local(year: Int) -> Int { day(year: year) * 86_400 + seconds }

        private func day(year: Int) -> Int {
            switch date {
            case .weekday(let month, let week, let weekday):
                let first = Self.firstDay(year: year, month: month)
                let ahead = ((weekday == 0 ? 7 : weekday) - first.weekday + 7) % 7
                let length = Day.length(ofMonth: month, year: year)
                let offset = ahead + (week - 1) * 7
                return first.number + (offset < length ? offset : offset - 7)
            case .withoutLeapDay(let number):
                return Self.firstDay(year: year, month: 1).number + number - (Day.isLeap(year) && number >= 60 ? 0 : 1)
            case .fromZero(let number):
                return Self.firstDay(year: year, month: 1).number + number
            }
        }

        private static func firstDay(year: Int, month: Int) -> Day {
            Day(year: year, month: month, day: 1) ?? Day(number: 0)  // always a day: the parser checks months
        }
    }

    /// Seconds east of UTC in standard time.
    let standardOffset: Int
    private let daylight: Daylight?

    private struct Daylight: Hashable, Sendable {
        var offset: Int
        var start: Change
        var end: Change
    }

    /// The changes of offset in `year`, ascending; empty where there is no daylight saving.
    func transitions(year: Int) -> [(instant: Int, offset: Int)] {
        guard let daylight else { return [] }
        let toDaylight = (instant: daylight.start.local(year: year) - standardOffset, offset: daylight.offset)
        let toStandard = (instant: daylight.end.local(year: year) - daylight.offset, offset: standardOffset)
        return toDaylight.instant <= toStandard.instant ? [toDaylight, toStandard] : [toStandard, toDaylight]
    }

    /// The zone that `text` describes, or nil where it is malformed.
    init?(_ text: some Collection<UInt8>) {
        var scanner = Scanner(rest: Array(text)[...])
        guard scanner.name(), let standard = scanner.time(hours: 24) else { return nil }
        standardOffset = -standard
        guard !scanner.rest.isEmpty else {
            daylight = nil
            return
        }
        guard scanner.name() else { return nil }
        var offset = standardOffset + 3600
        if scanner.rest.first != UInt8(ascii: ",") {
            guard let given = scanner.time(hours: 24) else { return nil }
            offset = -given
        }
        guard let start = scanner.change(), let end = scanner.change(), scanner.rest.isEmpty else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    /// Takes the pieces of a TZ text off its front.
    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }

        /// Skips an abbreviation: letters, or anything in angle brackets.
        mutating func name() -> Bool {
            if take("<") {
                guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(close + 1)...]
                return true
            }
            let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
            rest.removeFirst(letters.count)
            return letters.count >= 3
        }

        mutating func number(in range: ClosedRange<Int>) -> Int? {
            var value: Int?
            while let byte = rest.first, byte >= 48, byte <= 57, value ?? 0 < 1000 {
                value = (value ?? 0) * 10 + Int(byte - 48)
                rest.removeFirst()
            }
            return value.flatMap { range.contains($0) ? $0 : nil }
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time(hours: Int) -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard let hour = number(in: 0...hours) else { return nil }
            var seconds = hour * 3600
            for unit in [60, 1] where take(":") {
                guard let value = number(in: 0...59) else { return nil }
                seconds += value * unit
            }
            return sign * seconds
        }

        /// `,date[/time]`, at 02:00 where no time is given.
        mutating func change() -> Change? {
            guard take(",") else { return nil }
            let date: Change.Date
            if take("M") {
                guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."), let weekday = number(in: 0...6)
                else { return nil }
                date = .weekday(month: month, week: week, weekday: weekday)
            } else if take("J") {
                guard let day = number(in: 1...365) else { return nil }
                date = .withoutLeapDay(day)
            } else {
                guard let day = number(in: 0...365) else { return nil }
                date = .fromZero(day)
            }
            guard take("/") else { return Change(date: date, seconds: 7200) }
            return time(hours: 167).map { Change(date: date, seconds: $0) }
        }
    }
}
