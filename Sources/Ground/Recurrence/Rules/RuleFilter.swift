import Model
import Tabular

/// The days of a month that all BY parts of an RRULE but BYSETPOS let through.
struct RuleFilter: Sendable {
    private let rule: RecurrenceRule
    /// Bit 1 for January to bit 12 for December; nil: every month.
    private let months: UInt32?
    /// Bit 0 for Monday to bit 6 for Sunday: the weekdays without an ordinal.
    private let weekdays: UInt32
    private let ordinals: [RecurrenceRule.WeekdayPart]
    /// Whether ordinals count within the year rather than within the month.
    private let ordinalsOfYear: Bool
    private let positiveDays: UInt32
    private let negativeDays: [Int]

    init(_ rule: RecurrenceRule) {
        self.rule = rule
        months = rule.byMonth.isEmpty ? nil : rule.byMonth.reduce(0) { $0 | 1 << UInt32($1) }
        weekdays = rule.byDay.reduce(0) { $1.ordinal == 0 ? $0 | 1 << UInt32($1.weekday.rawValue - 1) : $0 }
        ordinals = rule.byDay.filter { $0.ordinal != 0 }
        ordinalsOfYear = rule.frequency == .yearly && rule.byMonth.isEmpty
        positiveDays = rule.byMonthDay.reduce(0) { $1 > 0 ? $0 | 1 << UInt32($1) : $0 }
        negativeDays = rule.byMonthDay.filter { $0 < 0 }
    }

    /// Whether BYMONTH lets `month` (1-12) through.
    func contains(month: Int) -> Bool { months.map { $0 & 1 << UInt32(month) != 0 } ?? true }

    /// Whether BYDAY names the weekday (0 is Monday) without an ordinal.
    func contains(weekday: Int) -> Bool { weekdays & 1 << UInt32(weekday) != 0 }

    /// The days of `month` (1-12) of `year`: bit 1 is the first.
    func bits(year: Int, month: Int) -> UInt32 {
        guard contains(month: month), let first = Day(year: year, month: month, day: 1) else { return 0 }
        let length = Day.length(ofMonth: month, year: year)
        var bits = UInt32.monthBits(length: length)
        if !rule.byMonthDay.isEmpty {
            bits &= negativeDays.reduce(positiveDays) { -$1 <= length ? $0 | 1 << UInt32(length + 1 + $1) : $0 }
        }
        if !rule.byDay.isEmpty { bits &= weekdayBits(year: year, first: first, length: length) }
        if !rule.byYearDay.isEmpty { bits &= yearDayBits(year: year, first: first, length: length) }
        if !rule.byWeekNumber.isEmpty { bits &= weekNumberBits(first: first, length: length) }
        return bits
    }

    private func weekdayBits(year: Int, first: Day, length: Int) -> UInt32 {
        // The seven bits of a week, turned so that bit 0 is the weekday of the first, repeated over the month.
        let turn = UInt32(first.weekday - 1)
        let week = UInt64((weekdays >> turn | weekdays << (7 - turn)) & 0x7F)
        var bits = UInt32(truncatingIfNeeded: (week | week << 7 | week << 14 | week << 21 | week << 28) << 1)
        for part in ordinals {
            let (rangeStart, rangeLength) = ordinalsOfYear ? Self.year(year) : (first, length)
            let ahead = (part.weekday.rawValue - rangeStart.weekday + 7) % 7
            let last = ahead + (rangeLength - 1 - ahead) / 7 * 7
            let offset = part.ordinal > 0 ? ahead + (part.ordinal - 1) * 7 : last + (part.ordinal + 1) * 7
            guard offset >= 0, offset < rangeLength else { continue }
            let day = rangeStart.number + offset - first.number + 1
            if day >= 1, day <= length { bits |= 1 << UInt32(day) }
        }
        return bits
    }

    private func yearDayBits(year: Int, first: Day, length: Int) -> UInt32 {
        let (newYear, yearLength) = Self.year(year)
        return rule.byYearDay.reduce(0) { bits, number in
            let offset = number > 0 ? number - 1 : yearLength + number
            let day = newYear.number + offset - first.number + 1
            return offset >= 0 && offset < yearLength && day >= 1 && day <= length ? bits | 1 << UInt32(day) : bits
        }
    }

    private func weekNumberBits(first: Day, length: Int) -> UInt32 {
        (1...length).reduce(0) { bits, day in
            let (number, count) = weekNumber(first.advanced(by: day - 1))
            let isListed = rule.byWeekNumber.contains(number) || rule.byWeekNumber.contains(number - count - 1)
            return isListed ? bits | 1 << UInt32(day) : bits
        }
    }

    /// The number of the week in which `day` lies, and how many weeks its year has: week 1 is the first with four days in the year.
    private func weekNumber(_ day: Day) -> (number: Int, count: Int) {
        // A week belongs to the year of its fourth day.
        let weekStart = day.advanced(by: -((day.weekday - rule.weekStart.rawValue + 7) % 7))
        let fourth = weekStart.advanced(by: 3)
        let (newYear, length) = Self.year(fourth.parts.year)
        let number = (fourth.number - newYear.number) / 7 + 1
        let weeksLeft = (length - 1 - (fourth.number - newYear.number)) / 7
        return (number, number + weeksLeft)
    }

    private static func year(_ year: Int) -> (first: Day, length: Int) {
        (Day(year: year, month: 1, day: 1) ?? Day(number: 0), Day.isLeap(year) ? 366 : 365)
    }
}
