package import Tabular

/// Writes a report of one list as a tagged PDF, whatever its number of rows.
///
/// What stays in memory is one page, and eight bytes for each object of the file (some ten a row). Rows arrive in batches; groups begin and are summed up between them. The widths of the columns come from the first rows. The same
/// rows and texts make the same bytes where the same fonts are installed. The file takes its name when it is whole: a writer that is
/// let go of before ``finish()`` leaves nothing.
package struct PDFWriter: ~Copyable {
    private let composer: ReportComposer
    private let types: [ColumnType]
    private let title: String

    /// The most columns of a table.
    package static let columnLimit = 100

    /// A writer of a report that will be at `path`, in a folder that exists.
    ///
    /// - Throws: `columnCount`, `font`, `logo`, `write`.
    package init(
        path: String, report: PDFReport, look: PDFLook = PDFLook(), columns: [PDFColumn], cells: PDFCellStyle
    ) throws(PDFError) {
        guard (1...Self.columnLimit).contains(columns.count) else {
            throw PDFError(.columnCount, report.title, reason: "\(columns.count)")
        }
        composer = try ReportComposer(path: path, report: report, look: look, columns: columns, cells: cells)
        types = columns.map(\.type)
        title = report.title
    }

    /// Adds rows of `batch`, which has the table's columns: all of them, or those of a range.
    ///
    /// - Throws: `columnTypes`, `part`, `write`.
    package mutating func append(_ batch: Batch, rows: Range<Int>? = nil) throws(PDFError) {
        guard batch.isWhole(types) else { throw PDFError(.columnTypes, title) }
        let rows = (rows ?? 0..<batch.rowCount).clamped(to: 0..<batch.rowCount)
        guard !rows.isEmpty else { return }
        try composer.add(.rows(batch, rows))
    }

    /// Begins a group with a heading and a bookmark; it ends where the next group of its level or of one further out begins.
    ///
    /// - Parameter level: 0 for the outermost.
    /// - Throws: `part`, `write`.
    package mutating func beginGroup(_ title: String, level: Int = 0) throws(PDFError) {
        try composer.add(.group(title, level: max(level, 0)))
    }

    /// Adds a row that sums up those before it.
    ///
    /// - Throws: `part`, `write`.
    package mutating func append(_ summary: PDFSummaryRow) throws(PDFError) {
        try composer.add(.summary(summary))
    }

    /// Writes the report and says what it holds.
    ///
    /// - Throws: `font`, `part`, `write`; then there is nothing at the path that was not there before.
    package consuming func finish() throws(PDFError) -> PDFReceipt {
        try composer.finish()
    }

    /// Writes all rows of `rows` to a new report at `path`.
    ///
    /// - Throws: ``PDFError``, and whatever the cursor throws.
    package static func write(
        to path: String, report: PDFReport, look: PDFLook = PDFLook(), columns: [PDFColumn], cells: PDFCellStyle, rows: BatchCursor
    ) throws -> PDFReceipt {
        var writer = try PDFWriter(path: path, report: report, look: look, columns: columns, cells: cells)
        while let batch = try rows.next() { try writer.append(batch) }
        return try writer.finish()
    }
}
