import Model

extension RecurrenceRule {
    /// The pattern that means the same as this rule, where a plain one does, so that it can be told in words.
    var plainPattern: Timing.Pattern? {
        guard count == nil, until == nil, byWeekNumber.isEmpty, byYearDay.isEmpty, bySetPosition.isEmpty else { return nil }
        let weekdays = byDay.filter { $0.ordinal == 0 }.map(\.weekday)
        switch frequency {
        case .daily:
            return byMonth.isEmpty && byMonthDay.isEmpty && byDay.isEmpty ? .daily(every: interval) : nil
        case .weekly:
            guard byMonth.isEmpty, !weekdays.isEmpty, interval == 1 || weekStart == .monday else { return nil }
            return .weekly(every: interval, on: weekdays)
        case .monthly:
            guard byMonth.isEmpty, let days = plainDays else { return nil }
            return .monthly(every: interval, days)
        case .yearly:
            guard byMonth.count == 1, let days = plainDays else { return nil }
            return .yearly(every: interval, month: byMonth[0], days)
        }
    }

    /// Days that every month has, the last day, or one weekday by its place.
    private var plainDays: Timing.MonthDays? {
        if byDay.isEmpty, !byMonthDay.isEmpty, byMonthDay.allSatisfy({ (1...28).contains($0) || $0 == -1 }) {
            return .days(byMonthDay.map { max(0, $0) })
        }
        guard byMonthDay.isEmpty, byDay.count == 1, (1...4).contains(byDay[0].ordinal) || byDay[0].ordinal == -1 else { return nil }
        return .weekday(week: max(0, byDay[0].ordinal), byDay[0].weekday)
    }
}
