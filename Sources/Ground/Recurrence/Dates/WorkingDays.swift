package import Tabular

/// The days on which people work: Monday to Friday without public holidays.
package struct WorkingDays: Hashable, Sendable {
    /// Nil: no holidays are known.
    private let holidays: HolidayCalendar?

    package init(holidays: HolidayCalendar?) { self.holidays = holidays }

    /// Whether people work on `day`.
    package func contains(_ day: Day) -> Bool { holidays?.isWorkingDay(day) ?? (day.weekday <= 5) }

    /// The first working day from `day` on.
    package func first(from day: Day) -> Day {
        var day = day
        while !contains(day) { day = day.advanced(by: 1) }
        return day
    }

    /// The `count`th working day after `day`; for 0, the first from `day` on.
    package func day(_ count: Int, after day: Day) -> Day {
        guard count > 0 else { return first(from: day) }
        var day = day
        for _ in 0..<count { day = first(from: day.advanced(by: 1)) }
        return day
    }
}
