package import Tabular

/// A day of the week, Monday first (ISO 8601).
package enum Weekday: Int, Hashable, Sendable, CaseIterable, Comparable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    package static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

/// A time of day on the wall clock, to the minute.
package struct LocalTime: Hashable, Sendable, Comparable {
    /// Minutes since midnight, 0 to 1439.
    package var minutes: Int

    package init(minutes: Int) { self.minutes = minutes }

    /// The time that `HH:MM` names, or nil.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    /// `HH:MM`.
    package var text: String { "\(minutes < 600 ? "0" : "")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)" }

    package static func < (left: LocalTime, right: LocalTime) -> Bool { left.minutes < right.minutes }
}

/// When something occurs: `timing:` of a schedule (product.md section 3), as a value without a clock.
package struct Timing: Hashable, Sendable {
    /// Which days of a month.
    package enum MonthDays: Hashable, Sendable {
        /// Days of the month, 1-31; 0 stands for `last`.
        case days([Int])
        /// The `week`th `weekday` of the month; 0 stands for `last`.
        case weekday(week: Int, Weekday)
    }

    /// Which days, or for ``hourly`` which moments.
    package enum Pattern: Hashable, Sendable {
        /// Every `every` elapsed hours from `from` at `start`.
        case hourly(every: Int, start: LocalTime)
        /// Every `every` days from `from`.
        case daily(every: Int)
        /// Monday to Friday.
        case weekdays
        /// Weeks start on Monday and are counted from the week of `from`.
        case weekly(every: Int, on: [Weekday])
        case monthly(every: Int, MonthDays)
        case yearly(every: Int, month: Int, MonthDays)
        /// An RFC 5545 RRULE value, without `RRULE:`.
        case rule(String)
    }

    /// Which times of those days.
    package enum Times: Hashable, Sendable {
        case at([LocalTime])
        /// Every `every` hours from `first` to `last`, both ends included.
        case everyHours(every: Int, first: LocalTime, last: LocalTime)
        /// So early that the run is done by this time.
        case before(LocalTime)
    }

    package enum ShortMonths: String, Hashable, Sendable, CaseIterable {
        /// A day that a month lacks means its last day.
        case last
        case skip
    }

    package enum Holidays: String, Hashable, Sendable, CaseIterable {
        case run, skip
        case nextWorkingDay = "next-working-day"
        case previousWorkingDay = "previous-working-day"
    }

    /// What becomes of runs that fell due while nothing was running.
    package enum Missed: String, Hashable, Sendable, CaseIterable {
        case runOnce = "run-once"
        case skip
        case runAll = "run-all"
    }

    package var pattern: Pattern
    /// Ignored by ``Pattern/hourly(every:start:)``.
    package var times: Times
    /// Nil: the day on which the schedule was created.
    package var from: Day?
    /// Inclusive.
    package var until: Day?
    /// An IANA name; nil: the workspace's.
    package var timeZone: String?
    package var shortMonths: ShortMonths
    package var holidays: Holidays
    /// The country whose holidays count, such as `fi`.
    package var holidayCalendar: String?
    package var missed: Missed

    package init(
        pattern: Pattern, times: Times = .at([LocalTime(minutes: 0)]), from: Day? = nil, until: Day? = nil, timeZone: String? = nil,
        shortMonths: ShortMonths = .last, holidays: Holidays = .run, holidayCalendar: String? = nil, missed: Missed = .runOnce
    ) {
        self.pattern = pattern
        self.times = times
        self.from = from
        self.until = until
        self.timeZone = timeZone
        self.shortMonths = shortMonths
        self.holidays = holidays
        self.holidayCalendar = holidayCalendar
        self.missed = missed
    }
}
