import Archive
import Glibc
import OPC
package import Tabular
import XML

/// Writes a workbook of one list, whatever its number of rows, in constant memory.
///
/// Rows arrive in batches. From the second batch on, threads encode and deflate them side by side, and the results gather in a
/// nameless temporary file until ``finish()`` puts the workbook together. The same rows make the same bytes. A null or an empty text
/// is no cell. Rows beyond ``SheetOptions/maximumRowCount`` go on over further sheets with the header row repeated.
package struct XLSXWriter: ~Copyable {
    private struct PendingBlock {
        let sheet: Int
        let result: PendingResult
    }

    private let path: String
    private let workbook: WorkbookOptions
    private let options: SheetOptions
    private let columns: [SheetColumn]
    private let styles: StylesPart
    private let headerStyles: [Int]
    private let layout: RowLayout
    private var sheets: [SheetStream]
    private var pending: [PendingBlock] = []
    /// The first block, which is encoded without a thread when it stays the only one.
    private var first: RowBlock?
    private var workers: BlockWorkers?

    /// A writer of a workbook that will be at `path`, in a folder that exists.
    ///
    /// - Throws: `columnCount`.
    package init(path: String, workbook: WorkbookOptions = WorkbookOptions(), sheet: SheetOptions, columns: [SheetColumn]) throws(XLSXError)
    {
        guard (1...16_384).contains(columns.count) else { throw .columnCount(columns.count, sheet: sheet.name) }
        self.path = path
        self.workbook = workbook
        options = sheet
        self.columns = columns
        var styles = StylesPart()
        let isFormatted = sheet.isFormatted
        headerStyles = columns.map { column in
            guard isFormatted else { return 0 }
            return styles.index(of: StylesPart.Format(alignment: column.headerAlignment, isHeader: true))
        }
        let cellStyles = columns.map { column in
            styles.index(
                of: StylesPart.Format(
                    formatCode: column.formatCode(isFormatted: isFormatted), alignment: isFormatted ? column.alignment : .general))
        }
        self.styles = styles
        layout = RowLayout(columns, styles: cellStyles, zoneOffset: sheet.zoneOffset)
        sheets = [SheetStream(name: SheetName.make(sheet.name), columnCount: columns.count)]
    }

    /// Adds the rows of `batch`, which has the sheet's columns.
    ///
    /// - Throws: `columnTypes`, `part`, `write`.
    package mutating func append(_ batch: Batch) throws(XLSXError) {
        guard batch.isWhole(columns.map(\.type)) else { throw .columnTypes(sheet: options.name) }
        var start = 0
        while start < batch.rowCount {
            if sheets[sheets.count - 1].nextNumber > options.maximumRowCount {
                let name = SheetName.make(options.name, taken: sheets.map(\.name))
                sheets.append(SheetStream(name: name, columnCount: columns.count))
            }
            let number = sheets[sheets.count - 1].nextNumber
            let count = min(batch.rowCount - start, options.maximumRowCount - number + 1)
            try encode(RowBlock(batch: batch, rows: start..<start + count, firstNumber: number), sheet: sheets.count - 1)
            sheets[sheets.count - 1].nextNumber += count
            start += count
        }
    }

    /// Writes the workbook and says what it holds.
    ///
    /// - Throws: `part`, `write`; then there is nothing at the path that was not there before.
    package consuming func finish() throws(XLSXError) -> XLSXReceipt {
        if let first { try sheets[0].append(BlockEncoder(layout).encode(first), path: path) }
        while !pending.isEmpty { try takeOldest() }
        let package = try package()
        do { try package.write(to: path) } catch { throw XLSXError(error) }
        return receipt()
    }

    /// Writes all rows of `rows` to a new workbook at `path`.
    ///
    /// - Throws: ``XLSXError``, and whatever the cursor throws.
    package static func write(
        to path: String, workbook: WorkbookOptions = WorkbookOptions(), sheet: SheetOptions, columns: [SheetColumn], rows: BatchCursor
    ) throws -> XLSXReceipt {
        var writer = try XLSXWriter(path: path, workbook: workbook, sheet: sheet, columns: columns)
        while let batch = try rows.next() { try writer.append(batch) }
        return try writer.finish()
    }

    private mutating func encode(_ block: RowBlock, sheet: Int) throws(XLSXError) {
        guard let workers else {
            guard let first else {
                first = block
                return
            }
            let workers = BlockWorkers(layout, count: max(1, workbook.workerCount))
            self.workers = workers
            pending.append(PendingBlock(sheet: 0, result: workers.encode(first)))
            self.first = nil
            pending.append(PendingBlock(sheet: sheet, result: workers.encode(block)))
            return
        }
        pending.append(PendingBlock(sheet: sheet, result: workers.encode(block)))
        while pending.count > 2 * workbook.workerCount { try takeOldest() }
    }

    private mutating func takeOldest() throws(XLSXError) {
        let oldest = pending.removeFirst()
        guard let block = try oldest.result.take() else { return }
        try sheets[oldest.sheet].append(block, path: path)
    }

    private func package() throws(XLSXError) -> OPCPackage {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        let link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        let deflater = Deflater()
        var links: [OPCRelationship] = []
        var parts: [OPCPart] = []
        for (index, sheet) in sheets.enumerated() {
            let name = "worksheets/sheet\(index + 1).xml"
            links.append(OPCRelationship(id: "rId\(index + 1)", type: link + "worksheet", target: name))
            let content = try sheet.finish(sheetPart(sheet, isFirst: index == 0), deflater)
            parts.append(OPCPart(name: "xl/" + name, contentType: kind + "worksheet+xml", content: .deflated(content)))
        }
        links.append(OPCRelationship(id: "rId\(sheets.count + 1)", type: link + "styles", target: "styles.xml"))
        do throws(XMLError) {
            let book = OPCPart(
                name: "xl/workbook.xml", contentType: kind + "sheet.main+xml", content: .memory(try workbookPart().xml()),
                relationships: links)
            let style = OPCPart(name: "xl/styles.xml", contentType: kind + "styles+xml", content: .memory(try styles.xml()))
            return OPCPackage(mainPart: book.name, parts: [book, style] + parts, properties: workbook.properties)
        } catch {
            throw XLSXError(error)
        }
    }

    private func workbookPart() -> WorkbookPart {
        WorkbookPart(
            sheets: sheets.map { sheet in
                let last = "$\(CellReference.letters(columns.count - 1))$\(sheet.nextNumber - 1)"
                return WorkbookPart.Sheet(
                    name: sheet.name, filterRange: options.isFormatted ? "$A$1:\(last)" : nil, repeatsHeader: options.isFormatted)
            })
    }

    private func sheetPart(_ sheet: SheetStream, isFirst: Bool) -> SheetPart {
        let lengths = columns.indices.map { index in sheets.map { $0.tally.contentLengths[index] }.max() ?? 0 }
        return SheetPart(
            columns: columns,
            widths: options.isFormatted ? columns.indices.map { ColumnWidth.of(columns[$0], contentLength: lengths[$0]) } : [],
            isFormatted: options.isFormatted, isFirst: isFirst, rowCount: sheet.nextNumber - 1, name: sheet.name, headerStyles: headerStyles
        )
    }

    private func receipt() -> XLSXReceipt {
        var receipt = XLSXReceipt()
        receipt.sheets = sheets.count
        for tally in sheets.map(\.tally) {
            receipt.rows += tally.rows
            receipt.cells += tally.cells
            receipt.cutTexts += tally.cutTexts
            receipt.datesAsText += tally.datesAsText
            receipt.numbersAsText += tally.numbersAsText
        }
        var status = stat()
        if unsafe stat(path, &status) == 0 { receipt.bytes = status.st_size }
        return receipt
    }
}
