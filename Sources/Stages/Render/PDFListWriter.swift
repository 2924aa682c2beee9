import Files
import Localization
import Model
import PDF
import Tabular

/// Writes a customer list as a report: a title block, the charts that sum it up, and the table.
final class PDFListWriter: ListWriter {
    private let renderer: ListRenderer
    private let source: ListSource
    private let columns: [RenderColumn]
    private let name: String
    private let path: String
    private let start = ContinuousClock.now
    /// Made with the first rows, so that what is wrong with a look is told where files are written.
    private var writer: PDFWriter?

    init(_ renderer: ListRenderer, _ source: ListSource, _ columns: [RenderColumn], name: String, path: String) {
        self.renderer = renderer
        self.source = source
        self.columns = columns
        self.name = name
        self.path = path
    }

    func append(_ batch: Batch, _ breaks: [RowBreak]) throws {
        try open()
        let written = renderer.formatted(batch, columns)
        try RenderError.mapping(path) {
            var row = 0
            for place in breaks {
                if place.after > row { try writer?.append(written, rows: row..<place.after) }
                row = place.after
                for summary in place.summaries { try writer?.append(self.summary(summary, .subtotal)) }
                for heading in place.headings { try writer?.beginGroup(heading.text, level: heading.level - 1) }
            }
            if row < written.rowCount { try writer?.append(written, rows: row..<written.rowCount) }
        }
    }

    func finish(_ end: RowEnd) throws -> RenderedFile? {
        try open()
        return try RenderError.mapping(path) {
            for summary in end.summaries { try writer?.append(self.summary(summary, .subtotal)) }
            if let totals = end.totals { try writer?.append(summary(totals, .total)) }
            let receipt = try writer.take()?.finish() ?? PDFReceipt()
            var notes: [Message] = []
            if receipt.missingCharacters > 0 { notes.append(Message(.noteMissing, ["count": .integer(receipt.missingCharacters)])) }
            return RenderedFile(
                name: name, path: path, format: .pdf, size: receipt.bytes, rowCount: receipt.rows, cellCount: receipt.rows * columns.count,
                seconds: start.secondsAgo, notes: notes)
        }
    }

    private func open() throws {
        guard writer == nil else { return }
        let look = try renderer.reportLook(source.list.design.orientation)
        let report = ReportTexts(renderer).report(source)
        try RenderError.mapping(path) {
            writer = try PDFWriter(path: path, report: report, look: look, columns: columns.map(\.report), cells: renderer.reportCells)
        }
    }

    private func summary(_ summary: Summary, _ kind: PDFSummaryRow.Kind) -> PDFSummaryRow {
        var cells: [Int: PDFSummaryRow.Cell] = [:]
        for (place, number) in summary.numbers {
            let column = columns[place]
            let isOwn = number.function != .count && number.function != .average && column.format == nil
            if isOwn, let value = Int64(exactly: number.value) {
                cells[place] = .value(value)
            } else {
                let value = Int64(clamping: number.value)
                let own = number.function == .count || number.function == .average ? nil : renderer.text(of: value, column)
                cells[place] = .text(own ?? renderer.localizer.decimal(unscaled: value, scale: number.scale))
            }
        }
        return PDFSummaryRow(kind, label: summary.label, cells: cells)
    }
}

extension RenderColumn {
    /// The column as a report has it; one with a format of its own comes as text.
    fileprivate var report: PDFColumn {
        // About so many points to a character of the standard size.
        let points = width.map { Double($0) * 4.6 }
        guard format == nil else {
            return PDFColumn(label, .text, unit: unit, alignment: field.isNumber ? .right : .general, width: points)
        }
        return PDFColumn(label, type, unit: unit, width: points)
    }

    private var unit: String? { field.unit.map(UnitFormat.sign) }
}

extension ListRenderer {
    /// How values are written in reports.
    fileprivate var reportCells: PDFCellStyle {
        let calendar = calendar
        return PDFCellStyle(
            decimalSeparator: localizer.style.decimalSeparator, groupSeparator: localizer.style.groupSeparator,
            minus: localizer.style.minus, dayPattern: localizer.language == .fi ? .dotted : .slashed,
            timeSeparator: localizer.style.timeSeparator, trueWord: localizer.boolean(true), falseWord: localizer.boolean(false)
        ) { calendar.offset(at: $0) }
    }

    /// The workspace's look for a report.
    fileprivate func reportLook(_ orientation: PageOrientation) throws -> PDFLook {
        var made = PDFLook(orientation: PDFLook.Orientation(rawValue: orientation.rawValue) ?? .automatic)
        if !look.fonts.isEmpty { made.fontFamilies = look.fonts + PDFLook.defaultFamilies }
        if let ink = look.ink { made.ink = PDFLook.Color(ink) }
        if let accent = look.accent { made.accent = PDFLook.Color(accent) }
        if let logo = look.logo {
            guard let bytes = try InputFile.contents(of: logo) else { throw RenderError.logo(logo) }
            made.logo = bytes
        }
        return made
    }
}

extension MessageKey {
    static let noteMissing: MessageKey = "list.note.missing"
}
