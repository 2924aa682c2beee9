import Model
import Recurrence
import Tabular

/// The runs of a timing, found by asking of every day whether it is meant: slow, and close to the words of product.md section 3.
struct NaiveTiming {
    let timing: Timing
    let start: Day
    let zone: ZoneRules

    /// Every run whose date before holidays is from `timing.from` to `end`, ascending.
    func runs(through end: Day) -> [Instant] {
        var runs: Set<Instant> = []
        var day = start
        while day <= min(end, timing.until ?? end) {
            if isMeant(day), let date = afterHolidays(day) {
                for minutes in minutes { runs.insert(zone.instant(date, secondOfDay: minutes * 60)) }
            }
            day.number += 1
        }
        return runs.sorted()
    }

    private var minutes: [Int] {
        switch timing.times {
        case .at(let times): times.map(\.minutes)
        case .everyHours(let every, let first, let last):
            (0..<1440).filter { $0 >= first.minutes && $0 <= last.minutes && ($0 - first.minutes) % (every * 60) == 0 }
        case .before: [0]
        }
    }

    private func isMeant(_ day: Day) -> Bool {
        let (year, month, _) = day.parts
        let (startYear, startMonth, _) = start.parts
        switch timing.pattern {
        case .hourly, .rule: return false
        case .daily(let every): return (day.number - start.number) % every == 0
        case .weekdays: return day.weekday < 6
        case .weekly(let every, let on):
            let weeks = (day.startOfWeek.number - start.startOfWeek.number) / 7
            return weeks % every == 0 && on.contains { $0.rawValue == day.weekday }
        case .monthly(let every, let days):
            return ((year - startYear) * 12 + month - startMonth) % every == 0 && isMeant(day, days)
        case .yearly(let every, let month, let days):
            return (year - startYear) % every == 0 && day.parts.month == month && isMeant(day, days)
        }
    }

    private func isMeant(_ day: Day, _ days: Timing.MonthDays) -> Bool {
        let (year, month, dayOfMonth) = day.parts
        let length = Day.length(ofMonth: month, year: year)
        switch days {
        case .days(let numbers):
            return numbers.contains { number in
                number == dayOfMonth || number == 0 && dayOfMonth == length
                    || number > length && dayOfMonth == length && timing.shortMonths == .last
            }
        case .weekday(let week, let weekday):
            guard day.weekday == weekday.rawValue else { return false }
            return week == 0 ? dayOfMonth + 7 > length : (dayOfMonth + 6) / 7 == week
        }
    }

    private func afterHolidays(_ day: Day) -> Day? {
        guard timing.holidays != .run, Self.holidays.contains(day) else { return day }
        guard timing.holidays != .skip else { return nil }
        var date = day
        while date.weekday > 5 || Self.holidays.contains(date) { date.number += timing.holidays == .nextWorkingDay ? 1 : -1 }
        return date
    }

    /// The public holidays of Finland from 2026 to 2028, from the almanac of the University of Helsinki.
    static let holidays: Set<Day> = Set(
        """
        2026-01-01 2026-01-06 2026-04-03 2026-04-05 2026-04-06 2026-05-01 2026-05-14 2026-05-24 2026-06-19 2026-06-20 2026-10-31
        2026-12-06 2026-12-24 2026-12-25 2026-12-26
        2027-01-01 2027-01-06 2027-03-26 2027-03-28 2027-03-29 2027-05-01 2027-05-06 2027-05-16 2027-06-25 2027-06-26 2027-11-06
        2027-12-06 2027-12-24 2027-12-25 2027-12-26
        2028-01-01 2028-01-06 2028-04-14 2028-04-16 2028-04-17 2028-05-01 2028-05-25 2028-06-04 2028-06-23 2028-06-24 2028-11-04
        2028-12-06 2028-12-24 2028-12-25 2028-12-26
        """.split(whereSeparator: \.isWhitespace).compactMap { Day(iso: $0) })
}
