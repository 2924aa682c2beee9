import Model
import Tabular

/// The dates of a timing before holidays are looked at: found by arithmetic from the date asked about, however long ago it began.
struct DateCycle: Sendable {
    private enum Pattern: Sendable {
        case daily(every: Int)
        case weekdays
        /// `days` has bit 0 for Monday to bit 6 for Sunday.
        case weekly(every: Int, days: UInt8)
        case monthly(every: Int, MonthDates)
        case yearly(every: Int, month: Int, MonthDates)
        case rule(RuleExpansion)
    }

    private let pattern: Pattern
    private let start: Day
    private var end: Day

    /// The cycle of a pattern that begins at `start`, up to and including `end`; nil for hourly timings, which have moments, not dates.
    init?(_ timing: Timing, start: Day, end: Day, rule: RecurrenceRule?) {
        self.start = start
        self.end = end
        switch timing.pattern {
        case .hourly: return nil
        case .daily(let every): pattern = .daily(every: every)
        case .weekdays: pattern = .weekdays
        case .weekly(let every, let on):
            pattern = .weekly(every: every, days: on.reduce(0) { $0 | 1 << UInt8($1.rawValue - 1) })
        case .monthly(let every, let days):
            pattern = .monthly(every: every, MonthDates(days, shortMonths: timing.shortMonths))
        case .yearly(let every, let month, let days):
            pattern = .yearly(every: every, month: month, MonthDates(days, shortMonths: timing.shortMonths))
        case .rule:
            guard let rule else { return nil }
            let expansion = RuleExpansion(rule, start: start)
            pattern = .rule(expansion)
            if let count = rule.count { self.end = expansion.date(number: count, through: end) ?? end }
        }
    }

    /// The first date of the cycle at or after `day`.
    func first(onOrAfter day: Day) -> Day? {
        let day = max(day, start)
        guard day <= end else { return nil }
        let found: Day? =
            switch pattern {
            case .daily(let every): Day(number: start.number + (day.number - start.number).roundedUp(to: every))
            case .weekdays: day.weekday <= 5 ? day : day.startOfWeek.advanced(by: 7)
            case .weekly(let every, let days): weekly(day, every: every, days: days)
            case .monthly(let every, let dates): monthly(day, every: every, dates: dates)
            case .yearly(let every, let month, let dates): yearly(day, every: every, month: month, dates: dates)
            case .rule(let expansion): expansion.first(onOrAfter: day, through: end)
            }
        return found.flatMap { $0 <= end ? $0 : nil }
    }

    private func weekly(_ day: Day, every: Int, days: UInt8) -> Day? {
        guard days != 0 else { return nil }
        let origin = start.startOfWeek
        let monday = day.startOfWeek
        let weeks = ((monday.number - origin.number) / 7).roundedUp(to: every)
        let week = Day(number: origin.number + weeks * 7)
        let passed = week == monday ? day.weekday - 1 : 0
        let rest = days >> UInt8(passed)
        guard rest == 0 else { return week.advanced(by: passed + rest.trailingZeroBitCount) }
        return week.advanced(by: every * 7 + days.trailingZeroBitCount)
    }

    private func monthly(_ day: Day, every: Int, dates: MonthDates) -> Day? {
        let origin = start.monthIndex
        let parts = day.parts
        let current = parts.year * 12 + parts.month - 1
        var month = origin + (current - origin).roundedUp(to: every)
        var from = month == current ? parts.day : 1
        // After 400 years the same months come again.
        for _ in 0..<4800 where month <= end.monthIndex {
            if let found = dates.bits(year: month / 12, month: month % 12 + 1).firstBit(from: from) {
                return Day(year: month / 12, month: month % 12 + 1, day: found)
            }
            month += every
            from = 1
        }
        return nil
    }

    private func yearly(_ day: Day, every: Int, month: Int, dates: MonthDates) -> Day? {
        let origin = start.parts.year
        let parts = day.parts
        var year = origin + (parts.year - origin).roundedUp(to: every)
        var from = year > parts.year || parts.month < month ? 1 : parts.month == month ? parts.day : 32
        for _ in 0...400 where year <= end.parts.year {
            if from <= 31, let found = dates.bits(year: year, month: month).firstBit(from: from) {
                return Day(year: year, month: month, day: found)
            }
            year += every
            from = 1
        }
        return nil
    }
}

extension Day {
    /// Months since January of the year 0.
    var monthIndex: Int {
        let parts = parts
        return parts.year * 12 + parts.month - 1
    }
}

extension Int {
    /// The smallest multiple of `step` that is not below this number, which is not negative.
    func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }
}
