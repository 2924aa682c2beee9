internal import Archive
internal import Model
internal import Tabular

/// Finds out how a table is laid out and which fields its columns fill.
struct TableInspection {
    let layout: TableLayout
    let mapping: HeaderMapping
    /// The header as it was written, in UTF-8; nil where there is none, or it is no text.
    let rawHeader: [UInt8]?
    /// The first records, those above the rows included.
    let sample: TextBlock

    init(layout: TableLayout, mapping: HeaderMapping, rawHeader: [UInt8]?, sample: TextBlock) {
        self.layout = layout
        self.mapping = mapping
        self.rawHeader = rawHeader
        self.sample = sample
    }

    /// - Parameter moreColumns: members of JSON objects that were met only after the start.
    /// - Throws: `DropFailure` for a table without a header or rows that fit the module; `IngestError`.
    init(
        _ table: DroppedTable, source: SourceDefinition, names: HeaderNames, language: Language, moreColumns: [String],
        temporaryFolder: String
    ) throws {
        switch table.kind {
        case .text: self = try TextInspection.inspect(table, source: source, names: names)
        case .ndjson:
            self = try TableInspection.inspectLines(table, names: names, language: language, moreColumns: moreColumns)
        case .workbook(let bytes):
            self = try TableInspection.inspectSheet(
                table, bytes, source: source, names: names, language: language, temporaryFolder: temporaryFolder)
        }
    }

    private static func inspectSheet(
        _ table: DroppedTable, _ bytes: any ByteSource, source: SourceDefinition, names: HeaderNames, language: Language,
        temporaryFolder: String
    ) throws -> TableInspection {
        let reading = source.reading
        var layout = TableLayout.forRejects(.workbook(sheet: reading.sheet), language: source.language ?? language)
        layout.skippedBottom = reading.skippedBottom
        layout.fieldCount = reading.hasHeader ? 0 : reading.positions.count
        var reader = try WorkbookReader(
            bytes, sheet: reading.sheet, width: layout.fieldCount, name: table.name, temporaryFolder: temporaryFolder)
        guard let block = try reader.next() else { throw DropFailure(Message(.ingestEmpty)) }
        let skipped = block.records.prefix { $0.line <= reading.skippedTop ?? 0 }.count
        let mapping: HeaderMapping
        if reading.hasHeader {
            let found = reading.skippedTop == nil ? names.header(in: block, depth: TextInspection.headerDepth) ?? 0 : skipped
            guard found < block.records.count else { throw DropFailure(Message(.ingestNoHeader)) }
            var headers = HeaderNames.texts(block, found)
            while headers.last?.isEmpty == true { headers.removeLast() }
            mapping = try HeaderMapping(headers: headers, names: names)
            layout.firstRow = found + 1
        } else {
            mapping = HeaderMapping(positions: reading.positions, module: names.module)
            layout.firstRow = skipped
        }
        layout.fieldCount = mapping.headers.count
        var padded = try WorkbookReader(
            bytes, sheet: reading.sheet, width: layout.fieldCount, name: table.name, temporaryFolder: temporaryFolder)
        return TableInspection(layout: layout, mapping: mapping, rawHeader: nil, sample: try padded.next() ?? block)
    }

    private static func inspectLines(
        _ table: DroppedTable, names: HeaderNames, language: Language, moreColumns: [String]
    ) throws -> TableInspection {
        var keys = moreColumns
        if keys.isEmpty {
            var reader = try NDJSONTableReader(table.content, table.survey, columns: [])
            guard try reader.next() != nil else { throw DropFailure(Message(.ingestEmpty)) }
            keys = reader.unknownColumns
        }
        let layout = TableLayout.forRejects(.ndjson(columns: keys), language: language)
        let mapping = try HeaderMapping(headers: keys, names: names)
        var reader = try NDJSONTableReader(table.content, table.survey, columns: keys)
        guard let block = try reader.next() else { throw DropFailure(Message(.ingestEmpty)) }
        return TableInspection(layout: layout, mapping: mapping, rawHeader: nil, sample: block)
    }
}
