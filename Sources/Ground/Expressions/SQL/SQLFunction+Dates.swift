import Tabular

/// What `datedif` counts, by Excel's names.
enum DateDifference: String, Sendable, CaseIterable {
    case years = "y"
    case months = "m"
    case days = "d"
    /// Months without whole years.
    case monthsOfYear = "ym"
    /// Days without whole months.
    case daysOfMonth = "md"
    /// Days without whole years.
    case daysOfYear = "yd"
}

/// A number that a date has in it.
enum DatePart: Sendable, CaseIterable {
    case year, month, day

    /// Where it stands in yyyy-mm-dd: from which place, and how many digits.
    var place: (start: Int, count: Int) {
        switch self {
        case .year: (1, 4)
        case .month: (6, 2)
        case .day: (9, 2)
        }
    }
}

extension SQLFunction {
    /// Functions of dates; null for one outside the years 0 to 9999.
    static let dates = [
        makeDate, dateValue, dateFormat, weekday, isoWeek, addMonths, endOfMonth, dateDifference, addWorkdays, workdaysBetween,
    ]

    /// `ajastin_date(year, month, day)`; months and days beyond their year or month count on, as in Excel.
    static let makeDate = strict("ajastin_date", 3) { arguments in
        let (year, month, day) = (arguments.integer(0), arguments.integer(1), arguments.integer(2))
        guard [year, month, day].allSatisfy({ $0.magnitude < 4_000_000 }) else { return nil }
        return firstOfMonth(Int(year) * 12 + Int(month) - 1).flatMap { value($0.advanced(by: Int(day) - 1)) }
    }

    /// The date that a text is: 2026-01-31 or 31.1.2026.
    static let dateValue = strict("ajastin_date_value", 1) { arguments in
        let text = arguments.text(0).trimmingPrefix { $0 == " " }
        if let day = Day(iso: text) { return value(day) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count), parts[2].utf8.count == 4,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let day = Int(parts[0]), let month = Int(parts[1]),
            let year = Int(parts[2])
        else { return nil }
        return Day(year: year, month: month, day: day).flatMap(value)
    }

    /// `ajastin_date_format(day, format)`.
    static let dateFormat = strict("ajastin_date_format", 2) { arguments in
        guard let day = arguments.day(0), let format = DateFormat(arguments.text(1)) else { return nil }
        return .text(format.text(day))
    }

    /// `ajastin_weekday(day, kind)`: from Sunday = 1 (kind 1), Monday = 1 (2) or Monday = 0 (3).
    static let weekday = strict("ajastin_weekday", 2) { arguments in
        arguments.day(0).map { day in
            switch arguments.integer(1) {
            case 1: .integer(Int64(day.weekday % 7 + 1))
            case 2: .integer(Int64(day.weekday))
            default: .integer(Int64(day.weekday - 1))
            }
        }
    }

    /// The number of the week (ISO 8601): that of its Thursday.
    static let isoWeek = strict("ajastin_iso_week", 1) { arguments in
        arguments.day(0).flatMap { day in
            let thursday = day.startOfWeek.advanced(by: 3)
            return Day(year: thursday.parts.year, month: 1, day: 1).map { .integer(Int64($0.distance(to: thursday) / 7 + 1)) }
        }
    }

    /// `ajastin_add_months(day, months)`: the same day so many months later, or the last one of a month that lacks it.
    static let addMonths = strict("ajastin_add_months", 2) { arguments in
        guard let day = arguments.day(0), arguments.integer(1).magnitude < 200_000 else { return nil }
        return shifted(day, months: Int(arguments.integer(1))).flatMap(value)
    }

    /// `ajastin_end_of_month(day, months)`: the last day of the month so many months later.
    static let endOfMonth = strict("ajastin_end_of_month", 2) { arguments in
        guard let day = arguments.day(0), arguments.integer(1).magnitude < 200_000 else { return nil }
        return firstOfMonth(monthNumber(day) + Int(arguments.integer(1)) + 1).flatMap { value($0.advanced(by: -1)) }
    }

    /// `ajastin_date_difference(from, to, unit)`: null where `to` is the earlier.
    static let dateDifference = strict("ajastin_date_difference", 3) { arguments in
        guard let from = arguments.day(0), let to = arguments.day(1), let unit = DateDifference(rawValue: arguments.text(2)), from <= to
        else {
            return nil
        }
        let months = wholeMonths(from, to)
        switch unit {
        case .years: return .integer(Int64(months / 12))
        case .months: return .integer(Int64(months))
        case .days: return .integer(Int64(from.distance(to: to)))
        case .monthsOfYear: return .integer(Int64(months % 12))
        case .daysOfMonth: return shifted(from, months: months).map { .integer(Int64($0.distance(to: to))) }
        case .daysOfYear: return shifted(from, months: months / 12 * 12).map { .integer(Int64($0.distance(to: to))) }
        }
    }

    /// `ajastin_add_workdays(day, count)`: the day so many Mondays to Fridays later, or earlier.
    static let addWorkdays = strict("ajastin_add_workdays", 2) { arguments in
        guard let day = arguments.day(0), arguments.integer(1).magnitude < 4_000_000 else { return nil }
        let count = Int(arguments.integer(1))
        let step = count.signum()
        guard count != 0 else { return value(day) }
        var current = day
        // A weekend counts as the working day beside it from which the count starts.
        while current.weekday > 5 { current = current.advanced(by: -step) }
        // Whole weeks at once; of the rest each day is looked at.
        current = current.advanced(by: count / 5 * 7)
        var rest = abs(count % 5)
        while rest > 0 {
            current = current.advanced(by: step)
            if current.weekday <= 5 { rest -= 1 }
        }
        return value(current)
    }

    /// `ajastin_workdays_between(from, to)`: the Mondays to Fridays from the one to the other, both included; negative backwards.
    static let workdaysBetween = strict("ajastin_workdays_between", 2) { arguments in
        guard let from = arguments.day(0), let to = arguments.day(1) else { return nil }
        func workdays(_ first: Day, _ last: Day) -> Int {
            let length = first.distance(to: last) + 1
            let rest = (0..<length % 7).filter { first.advanced(by: $0).weekday <= 5 }.count
            return length / 7 * 5 + rest
        }
        return .integer(Int64(from <= to ? workdays(from, to) : -workdays(to, from)))
    }

    // MARK: Helpers

    private static func value(_ day: Day) -> SQLValue? { (0...9999).contains(day.parts.year) ? .text(day.iso) : nil }

    /// Months counted from January of the year 0.
    private static func monthNumber(_ day: Day) -> Int { day.parts.year * 12 + day.parts.month - 1 }

    private static func firstOfMonth(_ number: Int) -> Day? {
        let year = number >= 0 ? number / 12 : (number - 11) / 12
        return Day(year: year, month: number - year * 12 + 1, day: 1)
    }

    private static func shifted(_ day: Day, months: Int) -> Day? {
        guard let first = firstOfMonth(monthNumber(day) + months) else { return nil }
        let length = Day.length(ofMonth: first.parts.month, year: first.parts.year)
        return first.advanced(by: min(day.parts.day, length) - 1)
    }

    /// How many whole months lie between: a month is whole on the day of its beginning, or on its last where it lacks that.
    private static func wholeMonths(_ from: Day, _ to: Day) -> Int {
        let months = monthNumber(to) - monthNumber(from)
        guard let reached = shifted(from, months: months) else { return months }
        return reached <= to ? months : months - 1
    }
}
