import Expressions
package import Model
package import Store
package import Tabular

extension ListQuery {
    /// The numbers of the list's charts, all over the same rows as the list.
    package func charts(_ language: Language, in calendar: LocalCalendar, from snapshot: StoreTransaction) throws -> [ChartNumbers] {
        try list.design.summary.charts.compactMap { chart in
            guard let grouping = field(chart.grouping.key) else { return nil }
            var measure: FieldDefinition?
            if case .sum(let key) = chart.measure { measure = field(key) }
            let rows = records(language)
            let points =
                switch chart.grouping {
                case .values: try values(of: chart, grouping, measure, rows, snapshot)
                case .periods(_, let period): try ChartNumbers.periods(period, grouping, measure, rows, calendar, snapshot)
                }
            return ChartNumbers(chart: chart, measure: measure, grouping: grouping, points: points)
        }
    }

    /// The largest groups, then the rest as one.
    private func values(
        of chart: ListChart, _ grouping: FieldDefinition, _ measure: FieldDefinition?, _ rows: RecordQuery, _ snapshot: StoreTransaction
    ) throws -> [ChartNumbers.Point] {
        var points: [ChartNumbers.Point] = []
        var rest: Int64?
        try snapshot.records.withGroups(of: rows, by: grouping, summing: measure) { group in
            if points.count < chart.limit {
                points.append(ChartNumbers.Point(name: .of(group.value, grouping), number: group.number))
            } else {
                rest = (rest ?? 0) &+ group.number
            }
        }
        return points + (rest.map { [ChartNumbers.Point(name: .others, number: $0)] } ?? [])
    }
}

extension ChartNumbers {
    /// More periods than these are not drawn one by one; longer ones take their place.
    private static let periodLimit = 120

    /// A number for each period between the first and the last, also where there are no rows.
    fileprivate static func periods(
        _ period: ListChart.Period, _ grouping: FieldDefinition, _ measure: FieldDefinition?, _ rows: RecordQuery,
        _ calendar: LocalCalendar, _ snapshot: StoreTransaction
    ) throws -> [Point] {
        var days: [Day: Int64] = [:]
        try snapshot.records.withGroups(of: rows, by: grouping, summing: measure) { group in
            guard case .text(let text) = group.value else { return }
            let day = grouping.type == .date ? Day(iso: text) : Instant(iso: text).map { calendar.day(at: $0) }
            if let day { days[day, default: 0] &+= group.number }
        }
        guard let first = days.keys.min(), let last = days.keys.max() else { return [] }
        let lengths = ListChart.Period.allCases
        let drawn = lengths[(lengths.firstIndex(of: period) ?? 0)...].first { starts(of: $0, first, last) != nil } ?? .year
        var numbers: [Day: Int64] = [:]
        for (day, number) in days { numbers[drawn.start(of: day), default: 0] &+= number }
        let shown = starts(of: drawn, first, last) ?? numbers.keys.sorted()
        return shown.map { Point(name: .period($0, drawn), number: numbers[$0] ?? 0) }
    }

    /// The first days of the periods from `first` to `last`; nil where there are too many.
    private static func starts(of period: ListChart.Period, _ first: Day, _ last: Day) -> [Day]? {
        var starts: [Day] = []
        var start = period.start(of: first)
        while start <= last {
            guard starts.count < periodLimit else { return nil }
            starts.append(start)
            start = period.next(after: start)
        }
        return starts
    }
}

extension ChartNumbers.Name {
    fileprivate static func of(_ value: SQLValue, _ field: FieldDefinition) -> ChartNumbers.Name {
        switch (value, field.type) {
        case (.integer(let number), .boolean): .value(.boolean(number != 0))
        case (.integer(let number), .decimal): .value(.decimal(unscaled: number, scale: field.scale))
        case (.integer(let number), _): .value(.integer(number))
        case (.text(let text), .date): Day(iso: text).map { .value(.day($0)) } ?? .none
        case (.text(let text), .instant): Instant(iso: text).map { .value(.instant($0)) } ?? .none
        case (.text(let text), .list): .value(.list(ItemList.items(of: text)))
        case (.text(""), _), (.null, _): .none
        case (.text(let text), _): .value(.text(text))
        }
    }
}

extension ListChart.Period {
    /// The first day of the period in which `day` falls; weeks start on Monday.
    package func start(of day: Day) -> Day {
        let (year, month, _) = day.parts
        switch self {
        case .day: return day
        case .week: return Day(number: day.number - (day.number % 7 + 7 + 3) % 7)
        case .month: return Day(year: year, month: month, day: 1) ?? day
        case .quarter: return Day(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? day
        case .year: return Day(year: year, month: 1, day: 1) ?? day
        }
    }

    /// The first day of the period after that which starts on `start`.
    func next(after start: Day) -> Day {
        switch self {
        case .day: Day(number: start.number + 1)
        case .week: Day(number: start.number + 7)
        case .month: self.start(of: Day(number: start.number + 31))
        case .quarter: self.start(of: Day(number: start.number + 93))
        case .year: self.start(of: Day(number: start.number + 366))
        }
    }
}
