import Tabular

/// Sets rows in the columns of a table.
final class TableSetter {
    let columns: [PDFColumn]
    let styles: TableStyles
    /// The left edge and the width of each column, in points.
    let lefts: [Double]
    let widths: [Double]
    /// Left and right of a cell's text.
    let padding: Double
    private let formatter: CellFormatter
    private var isStriped = false

    init(
        columns: [PDFColumn], formatter: CellFormatter, styles: TableStyles, left: Double, widths: [Double], padding: Double
    ) {
        self.columns = columns
        self.formatter = formatter
        self.styles = styles
        self.widths = widths
        self.padding = padding
        lefts = widths.indices.map { left + widths[..<$0].reduce(0, +) }
    }

    /// The right edge of the last column.
    var right: Double { (lefts.last ?? 0) + (widths.last ?? 0) }

    /// The headings, one above each column, of no more lines than leave room for rows.
    func headings() -> [[SetText]] {
        zip(columns, widths).map { column, width in
            Array(styles.heading.lines(column.fullHeading, width: width - 2 * padding).prefix(Self.headingLineLimit))
        }
    }

    private static let headingLineLimit = 16

    /// A row of a batch.
    func body(_ batch: BatchMemory, row: Int) -> TableRow {
        var cells: [TableRow.Cell] = []
        cells.reserveCapacity(columns.count)
        var lineCount = 1
        for index in columns.indices {
            var cell = TableRow.Cell(lines: [], column: index)
            if !batch.hasValue(index, row: row) {
                // An empty cell is a cell too: what is read aloud stays under its heading.
            } else if columns[index].type.isText {
                if let bytes = unsafe batch.text(index, row: row) {
                    cell.lines = unsafe styles.body.lines(bytes, width: widths[index] - 2 * padding)
                    unsafe cell.link = CellLink.uri(bytes)
                    if cell.lines.contains(where: \.isRightToLeft) { cell.spoken = unsafe String(decoding: bytes, as: UTF8.self) }
                    lineCount = max(lineCount, cell.lines.count)
                }
            } else {
                formatter.write(batch.value(index, row: row), column: index)
                cell.lines = [unsafe styles.body.set(formatted)]
            }
            cells.append(cell)
        }
        defer { isStriped.toggle() }
        return TableRow(
            kind: .body(isStriped: isStriped), style: styles.body, cells: cells, lineCount: lineCount, padding: styles.padding,
            leading: styles.leading)
    }

    /// The heading of a group.
    func group(_ title: String, level: Int) -> TableRow {
        isStriped = false
        let style = level == 0 ? styles.group : styles.subgroup
        let lines = style.lines(title, width: right - lefts[0] - 2 * padding)
        return TableRow(
            kind: .group(level: level, title: title), style: style,
            cells: [.init(lines: lines, column: 0, span: columns.count, spoken: lines.contains(where: \.isRightToLeft) ? title : nil)],
            lineCount: lines.count, spaceAbove: level == 0 ? 9 : 4, padding: styles.padding + 0.5, leading: style.style.size * 1.25)
    }

    /// A row that sums up; where its first column has a value, its label stands in a row of its own above it.
    func summary(_ summary: PDFSummaryRow) -> [TableRow] {
        guard summary.cells[0] != nil, !summary.label.isEmpty else { return [summaryRow(summary)] }
        let label = PDFSummaryRow(summary.kind, label: summary.label, cells: [:])
        let values = PDFSummaryRow(summary.kind, label: "", cells: summary.cells)
        return [summaryRow(label), summaryRow(values)]
    }

    private func summaryRow(_ summary: PDFSummaryRow) -> TableRow {
        var cells: [TableRow.Cell] = []
        let first = summary.cells.keys.filter { columns.indices.contains($0) }.min() ?? columns.count
        if first > 0, !summary.label.isEmpty {
            let width = widths[..<first].reduce(0, +) - 2 * padding
            cells.append(.init(lines: styles.strong.lines(summary.label, width: width), column: 0, span: first))
        }
        for index in (cells.isEmpty ? 0 : first)..<columns.count {
            switch summary.cells[index] {
            case nil: cells.append(.init(lines: [], column: index))
            case .text(let text):
                cells.append(.init(lines: styles.strong.lines(text, width: widths[index] - 2 * padding), column: index))
            case .value(let value):
                formatter.write(value, column: index)
                cells.append(.init(lines: [unsafe styles.strong.set(formatted)], column: index))
            }
        }
        let lineCount = cells.map(\.lines.count).max() ?? 1
        isStriped = false
        return TableRow(
            kind: summary.kind == .total ? .total : .subtotal, style: styles.strong, cells: cells, lineCount: max(lineCount, 1),
            spaceAbove: summary.kind == .total ? 2 : 0, padding: styles.padding + (summary.kind == .total ? 1 : 0.5),
            leading: styles.leading)
    }

    /// What stands in place of rows.
    func note(_ text: String) -> TableRow {
        let lines = styles.note.lines(text, width: right - lefts[0] - 2 * padding)
        return TableRow(
            kind: .note, style: styles.note, cells: [.init(lines: lines, column: 0, span: columns.count)], lineCount: lines.count,
            padding: 10, leading: styles.leading)
    }

    /// The width that a cell takes.
    func width(_ cell: TableRow.Cell) -> Double {
        cell.span == 1 ? widths[cell.column] : widths[cell.column..<cell.column + cell.span].reduce(0, +)
    }

    private var formatted: UnsafeBufferPointer<UInt8> {
        unsafe formatter.text.bytes
    }
}
