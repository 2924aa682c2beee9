import Localization
import Model
import Tabular
import XLSX

/// The sheet on which a workbook says what it holds and where that comes from.
struct AboutPage {
    private let renderer: ListRenderer
    private let title: LocalizedText

    init(_ renderer: ListRenderer, title: LocalizedText) {
        self.renderer = renderer
        self.title = title
    }

    private var words: Localizer { renderer.localizer }

    func page(_ lists: [(source: ListSource, rowCount: Int)]) -> SheetPage {
        var rows: [[PageCell]] = [[.title(title.text(in: words.language))], []]
        for (source, rowCount) in lists {
            if lists.count > 1 { rows += [[], [.heading(source.list.label.text(in: words.language)), .heading("")]] }
            rows += about(source, rowCount)
        }
        if let facts = lists.first?.source.facts {
            if lists.count > 1 { rows.append([]) }
            if let schedule = facts.schedule { rows.append(row(.aboutSchedule, schedule.text(in: words.language))) }
            if let run = facts.run { rows.append(row(.aboutRun, "\(run)")) }
        }
        rows.append(row(.aboutCreated, words.instant(renderer.created)))
        return SheetPage(name: words.text(.aboutSheet), widths: [26, 76], rows: rows)
    }

    private func about(_ source: ListSource, _ rowCount: Int) -> [[PageCell]] {
        let facts = source.facts
        var rows = [
            row(.aboutSegment, facts.segment.text(in: words.language)),
            row(.aboutCriteria, facts.criteria ?? words.text(.aboutEverything, ["module": .label(facts.module)])),
            [.label(words.text(.aboutRows)), .text(words.integer(rowCount))],
        ]
        if let limit = source.list.design.limit, rowCount == limit, facts.memberCount != limit {
            rows.append(row(.aboutLimit, words.text(.aboutLimited, ["count": .integer(limit)])))
        }
        for (index, file) in facts.sources.enumerated() {
            let text = words.text(
                .aboutFile, ["file": .text(file.file), "source": .text(file.source), "time": .instant(file.receivedAt)])
            rows.append([.label(index == 0 ? words.text(.aboutSources) : ""), .text(text)])
        }
        return rows
    }

    private func row(_ key: MessageKey, _ text: String) -> [PageCell] { [.label(words.text(key)), .text(text)] }
}

extension MessageKey {
    static let aboutSheet: MessageKey = "list.about"
    static let aboutCreated: MessageKey = "list.about.created"
    static let aboutCriteria: MessageKey = "list.about.criteria"
    static let aboutEverything: MessageKey = "list.about.everything"
    static let aboutFile: MessageKey = "list.about.file"
    static let aboutLimit: MessageKey = "list.about.limit"
    static let aboutLimited: MessageKey = "list.about.limited"
    static let aboutRows: MessageKey = "list.about.rows"
    static let aboutRun: MessageKey = "list.about.run"
    static let aboutSchedule: MessageKey = "list.about.schedule"
    static let aboutSegment: MessageKey = "list.about.segment"
    static let aboutSources: MessageKey = "list.about.sources"
}
