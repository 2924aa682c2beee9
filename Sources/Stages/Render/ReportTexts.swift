import Localization
import Model
import PDF
import Tabular

/// What a report says beside its table.
struct ReportTexts {
    private let renderer: ListRenderer
    private let words: ChartWords

    init(_ renderer: ListRenderer) {
        self.renderer = renderer
        words = ChartWords(localizer: renderer.localizer)
    }

    private var localizer: Localizer { renderer.localizer }

    func report(_ source: ListSource) -> PDFReport {
        let facts = source.facts
        let language = localizer.language
        var told = [
            PDFFact(localizer.text(.aboutSegment), .text(facts.segment.text(in: language))),
            PDFFact(localizer.text(.aboutRows), .rowCount),
            PDFFact(localizer.text(.aboutCreated), .text(localizer.instant(renderer.created))),
        ]
        if let schedule = facts.schedule {
            let run = facts.run.map { " · \($0)" } ?? ""
            told.append(PDFFact(localizer.text(.aboutSchedule), .text(schedule.text(in: language) + run)))
        }
        let localizer = localizer
        return PDFReport(
            title: source.list.label.text(in: language),
            subtitles: [facts.criteria ?? localizer.text(.aboutEverything, ["module": .label(facts.module)])], facts: told,
            charts: source.charts.map(chart), language: language.rawValue, producer: "Ajastin", created: renderer.created,
            createdOffset: renderer.calendar.offset(at: renderer.created),
            words: PDFWords(
                page: { localizer.text(.reportPage, ["page": .integer($0), "count": .integer($1)]) },
                continued: { localizer.text(.reportContinued, ["group": .text($0)]) }, noRows: localizer.text(.reportEmpty)))
    }

    private func chart(_ numbers: ChartNumbers) -> PDFChart {
        let scale = numbers.measure?.scale ?? 0
        let divisor = (0..<scale).reduce(1.0) { value, _ in value * 10 }
        let sign = numbers.measure?.unit.map { "\u{A0}" + UnitFormat.sign($0) } ?? ""
        return PDFChart(
            title: words.title(numbers), kind: PDFChart.Kind(rawValue: numbers.chart.kind.rawValue) ?? .bars,
            points: numbers.points.map { point in
                PDFChart.Point(
                    words.name(point.name), Double(point.number) / divisor,
                    shown: localizer.decimal(unscaled: point.number, scale: scale) + sign)
            })
    }
}

extension MessageKey {
    static let reportPage: MessageKey = "list.report.page"
    static let reportContinued: MessageKey = "list.report.continued"
    static let reportEmpty: MessageKey = "list.report.empty"
}
