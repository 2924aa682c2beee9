import Model
import Tabular

/// The dates of an RRULE that begins on a given day: a period (day, week, month or year) at a time, as bits of months and weeks.
///
/// A BY part that is missing takes its value from the first day, as RFC 5545 says; that day itself occurs only if the rule gives it.
/// BYWEEKNO alone means every day of those weeks.
struct RuleExpansion: Sendable {
    private let rule: RecurrenceRule
    private let start: Day
    private let filter: RuleFilter

    init(_ rule: RecurrenceRule, start: Day) {
        var rule = rule
        let parts = start.parts
        if rule.byWeekNumber.isEmpty, rule.byYearDay.isEmpty, rule.byMonthDay.isEmpty, rule.byDay.isEmpty {
            switch rule.frequency {
            case .yearly:
                if rule.byMonth.isEmpty { rule.byMonth = [parts.month] }
                rule.byMonthDay = [parts.day]
            case .monthly: rule.byMonthDay = [parts.day]
            case .weekly: rule.byDay = [.init(ordinal: 0, weekday: Weekday(rawValue: start.weekday) ?? .monday)]
            case .daily: break
            }
        }
        self.rule = rule
        self.start = start
        filter = RuleFilter(rule)
    }

    /// The first date at or after `day` (which is not before the start) and not after `end`.
    func first(onOrAfter day: Day, through end: Day) -> Day? {
        switch rule.frequency {
        case .yearly: yearly(day, through: end)
        case .monthly: monthly(day, through: end)
        case .weekly: weekly(day, through: end)
        case .daily: daily(day, through: end)
        }
    }

    /// The `number`th date from the start (1 is the first), if it comes by `end`.
    func date(number: Int, through end: Day) -> Day? {
        var found = first(onOrAfter: start, through: end)
        var index = 1
        while let day = found, index < number {
            found = first(onOrAfter: day.advanced(by: 1), through: end)
            index += 1
        }
        return found
    }

    private func yearly(_ day: Day, through end: Day) -> Day? {
        let (origin, last) = (start.parts.year, end.parts.year)
        let parts = day.parts
        var year = origin + (parts.year - origin).roundedUp(to: rule.interval)
        var (fromMonth, fromDay) = year == parts.year ? (parts.month, parts.day) : (1, 1)
        for _ in 0...400 where year <= last {
            if let found = firstDay(year: year, month: fromMonth, day: fromDay) { return found }
            year += rule.interval
            (fromMonth, fromDay) = (1, 1)
        }
        return nil
    }

    /// The first date in `year` at or after `day` of `month`.
    private func firstDay(year: Int, month: Int, day: Int) -> Day? {
        var chosen: [UInt32]?
        if !rule.bySetPosition.isEmpty {
            chosen = positions((1...12).map { filter.bits(year: year, month: $0) })
        }
        for candidate in month...12 {
            let bits = chosen?[candidate - 1] ?? filter.bits(year: year, month: candidate)
            if let found = bits.firstBit(from: candidate == month ? day : 1) { return Day(year: year, month: candidate, day: found) }
        }
        return nil
    }

    private func monthly(_ day: Day, through end: Day) -> Day? {
        let (origin, last) = (start.monthIndex, end.monthIndex)
        let current = day.monthIndex
        var month = origin + (current - origin).roundedUp(to: rule.interval)
        var from = month == current ? day.parts.day : 1
        for _ in 0...4800 where month <= last {
            let bits = filter.bits(year: month / 12, month: month % 12 + 1)
            let chosen = rule.bySetPosition.isEmpty || bits == 0 ? bits : positions([bits])[0]
            if let found = chosen.firstBit(from: from) { return Day(year: month / 12, month: month % 12 + 1, day: found) }
            month += rule.interval
            from = 1
        }
        return nil
    }

    private func weekly(_ day: Day, through end: Day) -> Day? {
        let origin = weekStart(of: start)
        let weeks = ((weekStart(of: day).number - origin.number) / 7).roundedUp(to: rule.interval)
        var week = origin.advanced(by: weeks * 7)
        for _ in 0...20_871 where week <= end {
            var bits: UInt32 = 0
            for offset in 0..<7 where filter.contains(weekday: (rule.weekStart.rawValue + offset - 1) % 7) {
                if rule.byMonth.isEmpty || filter.contains(month: week.advanced(by: offset).parts.month) { bits |= 1 << UInt32(offset) }
            }
            if !rule.bySetPosition.isEmpty { bits = positions([bits])[0] }
            if let found = bits.firstBit(from: max(0, day.number - week.number)) { return week.advanced(by: found) }
            week = week.advanced(by: 7 * rule.interval)
        }
        return nil
    }

    private func weekStart(of day: Day) -> Day {
        day.advanced(by: -((day.weekday - rule.weekStart.rawValue + 7) % 7))
    }

    /// A day is its own period here: the first of its set and the last.
    private func daily(_ day: Day, through end: Day) -> Day? {
        guard rule.bySetPosition.isEmpty || rule.bySetPosition.contains(where: { abs($0) == 1 }) else { return nil }
        let parts = day.parts
        var month = parts.year * 12 + parts.month - 1
        var from = parts.day
        let last = end.monthIndex
        while month <= last {
            let bits = filter.bits(year: month / 12, month: month % 12 + 1)
            if bits != 0, let first = Day(year: month / 12, month: month % 12 + 1, day: 1) {
                while let found = bits.firstBit(from: from) {
                    let elapsed = first.number + found - 1 - start.number
                    let wait = elapsed.roundedUp(to: rule.interval) - elapsed
                    if wait == 0 { return first.advanced(by: found - 1) }
                    from = min(found + wait, 32)
                }
            }
            month += 1
            from = 1
        }
        return nil
    }

    /// Those of the days in `sets`, taken together, that BYSETPOS picks by their place.
    private func positions(_ sets: [UInt32]) -> [UInt32] {
        let count = sets.reduce(0) { $0 + $1.nonzeroBitCount }
        var index = 0
        return sets.map { bits in
            var rest = bits
            var chosen: UInt32 = 0
            while rest != 0 {
                let lowest = rest & (~rest &+ 1)
                index += 1
                if rule.bySetPosition.contains(index) || rule.bySetPosition.contains(index - count - 1) { chosen |= lowest }
                rest ^= lowest
            }
            return chosen
        }
    }
}
