import Localization
import Model
import OPC
import Tabular
import XLSX

/// A workbook of one list, or of several.
final class XLSXBook {
    let renderer: ListRenderer
    private let title: LocalizedText
    private let name: String
    private let path: String
    private var writer: XLSXWriter?
    private var sources: [(source: ListSource, rowCount: Int)] = []
    private let start = ContinuousClock.now

    init(_ renderer: ListRenderer, title: LocalizedText, name: String, path: String) {
        self.renderer = renderer
        self.title = title
        self.name = name
        self.path = path
        let language = renderer.localizer.language
        let properties = DocumentProperties(
            title: title.text(in: language), creator: "Ajastin", created: renderer.created.isoUTC, language: language.rawValue)
        writer = XLSXWriter(path: path, workbook: WorkbookOptions(properties: properties))
    }

    func startList(_ source: ListSource, _ columns: [SheetColumn]) throws {
        let calendar = renderer.calendar
        let design = source.list.design
        let isFormatted = design.layout == .formatted
        var options = SheetOptions(
            name: source.list.label.text(in: renderer.localizer.language), isFormatted: isFormatted,
            groupLevels: isFormatted ? source.groups.count : 0, hasTotals: isFormatted && !design.summary.totals.isEmpty
        ) { calendar.offset(at: $0) }
        if design.orientation != .automatic { options.isLandscape = design.orientation == .landscape }
        try RenderError.mapping(path) { try writer?.startList(options, columns: columns) }
    }

    func append(_ batch: Batch, _ summaries: [SummaryRow]) throws {
        try RenderError.mapping(path) { try writer?.append(batch, summaries: summaries) }
    }

    /// Ends the list that was started last.
    func endList(_ source: ListSource, rowCount: Int, totals: [Int: SummaryCell]?) throws {
        if let totals { try RenderError.mapping(path) { try writer?.appendTotals(totals) } }
        sources.append((source, rowCount))
    }

    /// Adds what the lists tell of themselves, and writes the file.
    func finish() throws -> RenderedFile {
        try RenderError.mapping(path) { try finishFile() }
    }

    private func finishFile() throws -> RenderedFile {
        let formatted = sources.filter { $0.source.list.design.layout == .formatted }
        if !formatted.isEmpty {
            try writer?.add(AboutPage(renderer, title: title).page(formatted))
            for (source, _) in formatted {
                if let page = SummaryPage(renderer).page(source, isAlone: sources.count == 1) { try writer?.add(page) }
            }
        }
        let receipt = try (writer.take() ?? XLSXWriter(path: path)).finish()
        return RenderedFile(
            name: name, path: path, format: .xlsx, size: receipt.bytes, rowCount: sources.reduce(0) { $0 + $1.rowCount },
            cellCount: receipt.cells, seconds: start.secondsAgo, notes: receipt.notes)
    }
}

extension XLSXReceipt {
    fileprivate var notes: [Message] {
        [
            (MessageKey.noteCut, cutTexts), (.noteDates, datesAsText), (.noteNumbers, numbersAsText), (.noteLinks, linksLeftOut),
        ]
        .filter { $0.1 > 0 }.map { Message($0.0, ["count": .integer($0.1)]) }
    }
}

extension MessageKey {
    static let noteCut: MessageKey = "list.note.cut"
    static let noteDates: MessageKey = "list.note.dates"
    static let noteNumbers: MessageKey = "list.note.numbers"
    static let noteLinks: MessageKey = "list.note.links"
}
