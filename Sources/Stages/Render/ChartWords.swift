import Localization
import Model
import Tabular

/// The words of a list's charts.
struct ChartWords {
    let localizer: Localizer

    /// What the chart shows: `Ostot yhteensä: Kaupunki`.
    func title(_ numbers: ChartNumbers) -> String {
        if let label = numbers.chart.label { return label.text(in: localizer.language) }
        return localizer.text(.chartTitle, ["measure": .text(measure(numbers)), "grouping": .text(grouping(numbers))])
    }

    /// What is counted or summed.
    func measure(_ numbers: ChartNumbers) -> String {
        numbers.measure.map { $0.label.text(in: localizer.language) } ?? localizer.text(.chartCount)
    }

    /// What makes the groups.
    func grouping(_ numbers: ChartNumbers) -> String { numbers.grouping.label.text(in: localizer.language) }

    /// What a number is about.
    func name(_ name: ChartNumbers.Name) -> String {
        switch name {
        case .value(let value): localizer.text(of: value)
        case .none: localizer.text(.listNoValue)
        case .others: localizer.text(.chartOthers)
        case .period(let day, let period): self.name(of: day, period)
        }
    }

    private func name(of start: Day, _ period: ListChart.Period) -> String {
        let (year, month, _) = start.parts
        switch period {
        case .day: return localizer.day(start)
        case .week:
            // The week belongs to the year of its Thursday (ISO 8601).
            let thursday = Day(number: start.number + 3)
            let first = Day(year: thursday.parts.year, month: 1, day: 1) ?? thursday
            let week = (thursday.number - first.number) / 7 + 1
            return localizer.text(.chartWeek, ["week": .text("\(week)"), "year": .text("\(thursday.parts.year)")])
        case .month: return localizer.month(month, year: year)
        case .quarter: return localizer.text(.chartQuarter, ["quarter": .text("\((month + 2) / 3)"), "year": .text("\(year)")])
        case .year: return "\(year)"
        }
    }
}

extension MessageKey {
    static let chartCount: MessageKey = "list.chart.count"
    static let chartOthers: MessageKey = "list.chart.others"
    static let chartQuarter: MessageKey = "list.chart.quarter"
    static let chartTitle: MessageKey = "list.chart.title"
    static let chartWeek: MessageKey = "list.chart.week"
}
