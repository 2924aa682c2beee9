import Tabular

/// A report whose paper and columns are settled: the title stands, rows follow.
final class ReportLayout {
    let pages: PageSequence
    private let setter: TableSetter
    private let flow: TableFlow
    private let title: TitleBlock
    private let counts: [TitleBlock.CountPlace]
    /// Whether anything stands in the table.
    private(set) var hasContent = false

    init(
        report: PDFReport, look: PDFLook, logo: Logo?, columns: [PDFColumn], needs: [ColumnWidths.Need], formatter: CellFormatter,
        styles: TextStyles, file: ObjectFile, tree: StructureTree
    ) throws(PDFError) {
        let frame = Self.frame(look, needs)
        let widths = ColumnWidths(needs, available: frame.contentWidth)
        let (size, fitted) = widths.fitted(size: look.boundedTextSize, available: frame.contentWidth)
        pages = PageSequence(file: file, tree: tree, frame: frame)
        setter = TableSetter(
            columns: columns, formatter: formatter, styles: try TableStyles(styles, look: look, size: size), left: frame.left,
            widths: fitted, padding: widths.padding)
        try pages.next()
        title = try TitleBlock(report, look: look, logo: logo, pages: pages, styles: styles)
        let (end, counts) = try title.paint()
        self.counts = counts
        let y = try ChartSection(report.charts, pages: pages, styles: styles, look: look).paint(y: end)
        flow = try TableFlow(setter: setter, pages: pages, look: look, words: report.words, y: y)
    }

    /// Adds what comes next.
    func add(_ item: ReportComposer.Item) throws(PDFError) {
        hasContent = true
        switch item {
        case .group(let title, let level): try flow.add(setter.group(title, level: level))
        case .summary(let row): for row in setter.summary(row) { try flow.add(row) }
        case .rows(let batch, let rows):
            try BatchMemory.with(batch) { memory throws(PDFError) in
                for row in rows { try flow.add(setter.body(memory, row: row)) }
            }
        }
    }

    /// Adds a text in place of rows.
    func addNote(_ text: String) throws(PDFError) { try flow.add(setter.note(text)) }

    /// Ends the table and tells the number of rows where it belongs; returns the bookmarks.
    func finish(count: String) throws(PDFError) -> Outline {
        try flow.finish()
        try pages.end()
        try title.paint(count: count, at: counts)
        return flow.outline
    }

    /// Landscape where the columns would be cramped in portrait.
    private static func frame(_ look: PDFLook, _ needs: [ColumnWidths.Need]) -> PageFrame {
        switch look.orientation {
        case .portrait: return .portrait
        case .landscape: return .landscape
        case .automatic:
            let available = PageFrame.portrait.contentWidth
            let wanted = ColumnWidths(needs, available: available).wanted(size: look.boundedTextSize)
            return wanted.reduce(0, +) <= available ? .portrait : .landscape
        }
    }
}
