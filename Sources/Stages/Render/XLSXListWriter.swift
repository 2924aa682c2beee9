import Localization
import Model
import Tabular
import XLSX

/// Writes a customer list into a workbook, dressed for the reader's locale when it is formatted.
final class XLSXListWriter: ListWriter {
    private let book: XLSXBook
    private let source: ListSource
    private let columns: [RenderColumn]
    private let endsBook: Bool
    private var isStarted = false
    private var rowCount = 0

    init(_ book: XLSXBook, _ source: ListSource, _ columns: [RenderColumn], endsBook: Bool) {
        self.book = book
        self.source = source
        self.columns = columns
        self.endsBook = endsBook
    }

    func append(_ batch: Batch, _ breaks: [RowBreak]) throws {
        // The first rows show what columns hold codes.
        try start(with: batch)
        rowCount += batch.rowCount
        try book.append(batch, breaks.flatMap { place in place.summaries.map { $0.row(after: place.after) } })
    }

    func finish(_ end: RowEnd) throws -> RenderedFile? {
        try start(with: nil)
        if !end.summaries.isEmpty { try book.append(Batch(columns.map(\.type)), end.summaries.map { $0.row(after: 0) }) }
        try book.endList(source, rowCount: rowCount, totals: end.totals?.row(after: 0).cells)
        return endsBook ? try book.finish() : nil
    }

    private func start(with batch: Batch?) throws {
        guard !isStarted else { return }
        isStarted = true
        try book.startList(source, columns.enumerated().map { index, column in sheetColumn(column, batch?.columns[index]) })
    }

    private func sheetColumn(_ column: RenderColumn, _ cells: Column?) -> SheetColumn {
        let isFormatted = source.list.design.layout == .formatted
        let type = column.field.type
        return SheetColumn(
            isFormatted ? column.label : column.field.key, column.type, numberFormat: column.workbookCode(book.renderer.localizer.style),
            width: column.width.map(Double.init), isCode: type == .phone || type == .postalCode || cells?.holdsCodes == true,
            links: type == .email ? .mail : type == .text && cells?.holdsWebAddresses == true ? .web : .none)
    }
}

extension Column {
    /// Whether a text among these rows is made of digits, as postal codes and phone numbers are: the text format keeps it so when a
    /// reader edits the cell.
    fileprivate var holdsCodes: Bool {
        guard type.isText else { return false }
        return (0..<count).contains { row in
            let range = text.range(row)
            return !range.isEmpty && text.bytes[range].allSatisfy { (48...57).contains($0) || $0 == 43 || $0 == 32 }
        }
    }
}

extension Column {
    /// Whether a text among these rows is a web address; only such columns share the few links that a sheet may have.
    fileprivate var holdsWebAddresses: Bool {
        guard type.isText else { return false }
        let start = Array("http".utf8)
        return (0..<count).contains { row in text.bytes[text.range(row)].starts(with: start) }
    }
}

extension Summary {
    /// As a row of a sheet.
    fileprivate func row(after count: Int) -> SummaryRow {
        var cells = numbers.mapValues { SummaryCell.number($0.function.summary, value: $0.value, scale: $0.scale) }
        if let place { cells[place] = .text(label) }
        return SummaryRow(after: count, level: level, cells: cells)
    }
}

extension ListTotal.Function {
    fileprivate var summary: SummaryFunction {
        switch self {
        case .sum: .sum
        case .average: .average
        case .count: .count
        case .minimum: .minimum
        case .maximum: .maximum
        }
    }
}
