import Localization
import Model
import Tabular
import XLSX

/// The sheet with the charts of a list, each beside the numbers that it is drawn from.
struct SummaryPage {
    private let renderer: ListRenderer
    private let words: ChartWords

    init(_ renderer: ListRenderer) {
        self.renderer = renderer
        words = ChartWords(localizer: renderer.localizer)
    }

    /// Nil where the list has no charts.
    ///
    /// - Parameter isAlone: whether it is the workbook's only list, so that the sheet's name need not say which.
    func page(_ source: ListSource, isAlone: Bool) -> SheetPage? {
        guard !source.charts.isEmpty else { return nil }
        let label = source.list.label.text(in: renderer.localizer.language)
        var rows: [[PageCell]] = [[.title(label)], []]
        var charts: [SheetChart] = []
        for numbers in source.charts {
            let title = words.title(numbers)
            let top = rows.count
            let format = code(numbers)
            rows.append([.heading(words.grouping(numbers)), .heading(words.measure(numbers))])
            for point in numbers.points {
                rows.append([
                    .text(words.name(point.name)), .number(unscaled: point.number, scale: numbers.measure?.scale ?? 0, format: format),
                ])
            }
            let height = max(16, min(30, numbers.points.count + 3))
            if !numbers.points.isEmpty {
                charts.append(
                    SheetChart(
                        title: title, kind: kind(numbers), rows: top + 1..<rows.count, names: 0, numbers: 1, format: format, column: 3,
                        row: top, width: 9, height: height))
            }
            while rows.count < top + height + 1 { rows.append([]) }
        }
        let name = renderer.localizer.text(.summarySheet)
        return SheetPage(name: isAlone ? name : "\(name) \(label)", widths: [28, 16, 3], rows: rows, charts: charts)
    }

    private func kind(_ numbers: ChartNumbers) -> SheetChart.Kind {
        switch numbers.chart.kind {
        case .lines: return .line
        case .shares: return .pie
        case .bars:
            if case .periods = numbers.chart.grouping { return .columns }
            return .bars
        }
    }

    private func code(_ numbers: ChartNumbers) -> String {
        guard let measure = numbers.measure else { return "#,##0" }
        return UnitFormat.code(UnitFormat.number(scale: measure.scale), unit: measure.unit, renderer.localizer.style)
    }
}

extension MessageKey {
    static let summarySheet: MessageKey = "list.summary"
}
