import Tabular

/// A stretch of whole days that is counted from today.
struct Period: Hashable, Sendable {
    /// The canonical spelling of a period.
    enum Name: String, Hashable, Sendable, CaseIterable {
        case yesterday, today, tomorrow
        case lastWeek = "last_week"
        case thisWeek = "this_week"
        case nextWeek = "next_week"
        case lastMonth = "last_month"
        case thisMonth = "this_month"
        case nextMonth = "next_month"
        case lastQuarter = "last_quarter"
        case thisQuarter = "this_quarter"
        case nextQuarter = "next_quarter"
        case lastYear = "last_year"
        case thisYear = "this_year"
        case nextYear = "next_year"
        case lastDays = "last_days"
        case nextDays = "next_days"

        /// Whether the number of days follows in parentheses.
        var takesCount: Bool { self == .lastDays || self == .nextDays }
    }

    /// How many days ``Name/lastDays`` and ``Name/nextDays`` may span.
    static let counts = 1...36_500

    let name: Name
    /// The number of days, for the periods that take one.
    var count = 1

    /// The days before or after today, for a period that is a single day.
    var singleDayOffset: Int? {
        switch name {
        case .yesterday: -1
        case .today: 0
        case .tomorrow: 1
        default: nil
        }
    }

    /// The period's first and last day.
    ///
    /// Weeks start on Monday; `last_days(7)` is the seven days that end with today, `next_days(7)` those that begin with it.
    func days(today: Day) -> ClosedRange<Day> {
        switch name {
        case .yesterday: today.advanced(by: -1)...today.advanced(by: -1)
        case .today: today...today
        case .tomorrow: today.advanced(by: 1)...today.advanced(by: 1)
        case .lastWeek: Period.week(of: today.advanced(by: -7))
        case .thisWeek: Period.week(of: today)
        case .nextWeek: Period.week(of: today.advanced(by: 7))
        case .lastMonth: Period.months(1, shift: -1, from: today)
        case .thisMonth: Period.months(1, shift: 0, from: today)
        case .nextMonth: Period.months(1, shift: 1, from: today)
        case .lastQuarter: Period.months(3, shift: -1, from: today)
        case .thisQuarter: Period.months(3, shift: 0, from: today)
        case .nextQuarter: Period.months(3, shift: 1, from: today)
        case .lastYear: Period.months(12, shift: -1, from: today)
        case .thisYear: Period.months(12, shift: 0, from: today)
        case .nextYear: Period.months(12, shift: 1, from: today)
        case .lastDays: today.advanced(by: 1 - count)...today
        case .nextDays: today...today.advanced(by: count - 1)
        }
    }

    private static func week(of day: Day) -> ClosedRange<Day> { day.startOfWeek...day.startOfWeek.advanced(by: 6) }

    /// The stretch of `length` months, counted from January, that lies `shift` such stretches after today's.
    private static func months(_ length: Int, shift: Int, from today: Day) -> ClosedRange<Day> {
        let (year, month, _) = today.parts
        let first = (year * 12 + month - 1) / length * length + shift * length
        return firstDay(ofMonth: first)...firstDay(ofMonth: first + length).advanced(by: -1)
    }

    /// The first day of a month that is counted from January of the year 0.
    private static func firstDay(ofMonth month: Int) -> Day {
        Day(year: month / 12, month: month % 12 + 1, day: 1) ?? Day(number: 0)
    }
}
