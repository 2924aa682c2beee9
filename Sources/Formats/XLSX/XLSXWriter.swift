import Archive
import Glibc
import OPC
public import Tabular
import XML

/// Writes a workbook of lists, whatever their numbers of rows, in constant memory.
///
/// Rows arrive in batches. From the second batch of a list on, threads encode and deflate them side by side, and the results gather in a
/// nameless temporary file until ``finish()`` puts the workbook together. The same rows make the same bytes. A null or an empty text
/// is no cell. Rows beyond ``SheetOptions/maximumRowCount`` go on over further sheets with the header row repeated.
public struct XLSXWriter: ~Copyable {
    /// What a sheet, or several that follow each other, come from.
    private enum Content {
        case list(Int)
        case page(SheetPage, name: String)
    }

    private let path: String
    private let workbook: WorkbookOptions
    private var styles = StylesPart()
    private var lists: [ListSheets] = []
    private var contents: [Content] = []

    /// A writer of a workbook that will be at `path`, in a folder that exists; it has no sheets yet.
    public init(path: String, workbook: WorkbookOptions = WorkbookOptions()) {
        self.path = path
        self.workbook = workbook
    }

    /// A writer of a workbook that starts with a list.
    ///
    /// - Throws: `columnCount`.
    public init(path: String, workbook: WorkbookOptions = WorkbookOptions(), sheet: SheetOptions, columns: [SheetColumn]) throws(XLSXError)
    {
        self.init(path: path, workbook: workbook)
        try startList(sheet, columns: columns)
    }

    /// Starts a list, whose rows follow; a list before it is at its end.
    ///
    /// - Throws: `columnCount`, and what is left to tell of the list before.
    public mutating func startList(_ sheet: SheetOptions, columns: [SheetColumn]) throws(XLSXError) {
        try finishList()
        let list = try ListSheets(
            sheet, columns, path: path, workerCount: workbook.workerCount, styles: &styles, taken: (sheetNames, lists.flatMap(\.tables)))
        contents.append(.list(lists.count))
        lists.append(list)
    }

    /// Adds the rows of `batch`, which has the list's columns.
    ///
    /// - Parameters:
    ///   - batch: rows with a column for each of the list's, of the same types.
    ///   - summaries: rows between them that sum them up, in their order; see ``SheetOptions/groupLevels``.
    /// - Throws: `columnTypes`, `part`, `write`.
    public mutating func append(_ batch: Batch, summaries: [SummaryRow] = []) throws(XLSXError) {
        guard let last = lists.indices.last else { throw .columnTypes(sheet: "") }
        let taken = (sheetNames, lists.dropLast().flatMap(\.tables))
        try lists[last].append(batch, summaries, taken: taken)
    }

    /// Ends the list with a totals row; see ``SheetOptions/hasTotals``.
    ///
    /// - Throws: `part`, `write`.
    public mutating func appendTotals(_ cells: [Int: SummaryCell]) throws(XLSXError) {
        guard let last = lists.indices.last else { return }
        let taken = (sheetNames, lists.dropLast().flatMap(\.tables))
        try lists[last].appendTotals(SummaryRow(after: 0, level: 0, cells: cells), taken: taken)
    }

    /// Adds a sheet that is set up cell by cell.
    ///
    /// - Throws: what is left to tell of the list before.
    public mutating func add(_ page: SheetPage) throws(XLSXError) {
        try finishList()
        contents.append(.page(page, name: SheetName.make(page.name, taken: sheetNames)))
    }

    /// Writes the workbook and says what it holds.
    ///
    /// - Throws: `part`, `write`; then there is nothing at the path that was not there before.
    public consuming func finish() throws(XLSXError) -> XLSXReceipt {
        try finishList()
        let package = try package()
        do { try package.write(to: path) } catch { throw XLSXError(error) }
        return receipt()
    }

    /// Writes all rows of `rows` to a new workbook at `path`.
    ///
    /// - Throws: ``XLSXError``, and whatever the cursor throws.
    public static func write(
        to path: String, workbook: WorkbookOptions = WorkbookOptions(), sheet: SheetOptions, columns: [SheetColumn], rows: BatchCursor
    ) throws -> XLSXReceipt {
        var writer = try XLSXWriter(path: path, workbook: workbook, sheet: sheet, columns: columns)
        while let batch = try rows.next() { try writer.append(batch) }
        return try writer.finish()
    }

    private var sheetNames: [String] {
        contents.flatMap { content in
            switch content {
            case .list(let index): lists[index].sheets.map(\.name)
            case .page(_, let name): [name]
            }
        }
    }

    private mutating func finishList() throws(XLSXError) {
        guard case .list(let index)? = contents.last else { return }
        try lists[index].finish()
    }

    private mutating func package() throws(XLSXError) -> OPCPackage {
        var parts = WorkbookParts(styles: styles)
        for content in contents {
            switch content {
            case .list(let index): try parts.add(lists[index])
            case .page(let page, let name): try parts.add(page, name: name)
            }
        }
        return try parts.package(workbook.properties)
    }

    private func receipt() -> XLSXReceipt {
        var receipt = XLSXReceipt()
        receipt.sheets = sheetNames.count
        for tally in lists.flatMap(\.sheets).map(\.tally) { receipt.add(tally) }
        var status = stat()
        if unsafe stat(path, &status) == 0 { receipt.bytes = status.st_size }
        return receipt
    }
}
