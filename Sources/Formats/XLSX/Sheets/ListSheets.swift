import Archive
import Tabular
import XML

/// One list of a workbook: its rows on a sheet, or on several when there are more than one takes.
struct ListSheets {
    private struct PendingBlock {
        let sheet: Int
        let result: PendingResult
    }

    let options: SheetOptions
    let columns: [SheetColumn]
    private let styles: [CellStyles]
    private let layout: RowLayout
    private(set) var sheets: [SheetStream]
    private(set) var totals: SummaryRow?
    private var pending: [PendingBlock] = []
    /// The first block, which is encoded without a thread when it stays the only one.
    private var first: RowBlock?
    private var workers: BlockWorkers?
    private let path: String
    private let workerCount: Int
    /// The tables of its sheets, by their names.
    private(set) var tables: [String]

    /// - Parameters:
    ///   - path: where the workbook will be.
    ///   - taken: the names of sheets and of tables that the workbook has already.
    init(
        _ options: SheetOptions, _ columns: [SheetColumn], path: String, workerCount: Int, styles part: inout StylesPart,
        taken: (sheets: [String], tables: [String])
    ) throws(XLSXError) {
        guard (1...16_384).contains(columns.count) else { throw .columnCount(columns.count, sheet: options.name) }
        self.options = options
        self.path = path
        self.workerCount = max(1, workerCount)
        var columns = columns
        if options.isFormatted {
            // The columns of a table are known by their headings.
            for (index, heading) in TableName.columns(columns.map(\.header)).enumerated() { columns[index].header = heading }
        }
        self.columns = columns
        styles = columns.map { $0.styles(options, in: &part) }
        layout = RowLayout(columns, styles: styles, options: options)
        sheets = [SheetStream(name: SheetName.make(options.name, taken: taken.sheets), columnCount: columns.count)]
        tables = [TableName.make(options.name, taken: taken.tables)]
        if hasTable { part.hasTables = true }
    }

    /// Whether its rows are tables: not in groups, whose summaries stand between the rows.
    var hasTable: Bool { options.isFormatted && options.groupLevels == 0 }

    /// Whether the sheet at `index` has a table, which takes a row at least.
    func hasTable(_ index: Int) -> Bool { hasTable && sheets[index].tally.rows > 0 }

    /// Adds the rows of `batch`, with rows that sum them up between them.
    mutating func append(
        _ batch: Batch, _ summaries: [SummaryRow], taken: (sheets: [String], tables: [String])
    ) throws(XLSXError) {
        guard batch.isWhole(columns.map(\.type)) else { throw .columnTypes(sheet: options.name) }
        var start = 0
        var rest = summaries[...]
        while start < batch.rowCount || !rest.isEmpty {
            if sheets[sheets.count - 1].nextNumber > options.maximumRowCount { startSheet(taken: taken) }
            let current = sheets.count - 1
            let firstNumber = sheets[current].nextNumber
            var end = start
            var placed: [PlacedSummary] = []
            while sheets[current].nextNumber <= options.maximumRowCount {
                if let summary = rest.first, summary.after <= end {
                    placed.append(sheets[current].place(rest.removeFirst()))
                    continue
                }
                let room = options.maximumRowCount - sheets[current].nextNumber + 1
                let count = min(min(rest.first?.after ?? .max, batch.rowCount) - end, room)
                guard count > 0 else { break }
                end += count
                sheets[current].nextNumber += count
            }
            try encode(RowBlock(batch: batch, rows: start..<end, firstNumber: firstNumber, summaries: placed), sheet: current)
            start = end
        }
    }

    /// Ends the list with a totals row.
    mutating func appendTotals(_ row: SummaryRow, taken: (sheets: [String], tables: [String])) throws(XLSXError) {
        if sheets[sheets.count - 1].nextNumber > options.maximumRowCount { startSheet(taken: taken) }
        let current = sheets.count - 1
        var row = row
        row.after = 0
        var placed = sheets[current].place(row)
        if hasTable, sheets.count == 1 {
            placed.table = tables[0]
            placed.headings = columns.map(\.header)
        }
        totals = row
        let none = Batch(columns.map(\.type))
        try encode(RowBlock(batch: none, rows: 0..<0, firstNumber: placed.number, summaries: [placed]), sheet: current)
    }

    /// Waits until all rows are encoded.
    mutating func finish() throws(XLSXError) {
        if let first { try sheets[0].append(BlockEncoder(layout).encode(first), path: path) }
        first = nil
        while !pending.isEmpty { try takeOldest() }
        workers = nil
    }

    /// What stands around the rows of the sheet at `index`.
    func part(_ index: Int, isFirst: Bool, table: String?) -> SheetPart {
        let lengths = columns.indices.map { column in sheets.map { $0.tally.contentLengths[column] }.max() ?? 0 }
        let widths = columns.indices.map { ColumnWidth.of(columns[$0], contentLength: lengths[$0]) }
        return SheetPart(
            columns: columns, widths: options.isFormatted ? widths : [], options: options, isFirst: isFirst,
            rowCount: sheets[index].nextNumber - 1, name: sheets[index].name, headerStyles: styles.map(\.header),
            links: sheets[index].tally.links, table: table)
    }

    private mutating func startSheet(taken: (sheets: [String], tables: [String])) {
        let name = SheetName.make(options.name, taken: taken.sheets + sheets.map(\.name))
        sheets.append(SheetStream(name: name, columnCount: columns.count, startsList: false))
        tables.append(TableName.make(options.name, taken: taken.tables + tables))
    }

    private mutating func encode(_ block: RowBlock, sheet: Int) throws(XLSXError) {
        guard let workers else {
            guard let first else {
                first = block
                return
            }
            if block.rows.isEmpty, sheet == 0 {
                self.first = first.followed(by: block.summaries)
                return
            }
            let workers = BlockWorkers(layout, count: workerCount)
            self.workers = workers
            pending.append(PendingBlock(sheet: 0, result: workers.encode(first)))
            self.first = nil
            pending.append(PendingBlock(sheet: sheet, result: workers.encode(block)))
            return
        }
        pending.append(PendingBlock(sheet: sheet, result: workers.encode(block)))
        while pending.count > 2 * workerCount { try takeOldest() }
    }

    private mutating func takeOldest() throws(XLSXError) {
        let oldest = pending.removeFirst()
        guard let block = try oldest.result.take() else { return }
        try sheets[oldest.sheet].append(block, path: path)
    }
}
