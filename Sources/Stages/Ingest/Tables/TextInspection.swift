internal import CSV
internal import Model
internal import Tabular

/// Finds out how a text is laid out, from its start and from pieces further on.
enum TextInspection {
    /// How much of the start of a text is looked at, in bytes.
    static let sampleSize = 1 << 18
    /// Among how many records the header is looked for.
    static let headerDepth = 50

    /// - Throws: `DropFailure` for a text without a header or rows that fit the module; `IngestError`.
    static func inspect(_ table: DroppedTable, source: SourceDefinition, names: HeaderNames) throws -> TableInspection {
        let reading = source.reading
        var text = try TextReader(table.content, table.survey, chunkSize: TextInspection.sampleSize)
        let start = Array(try text.next() ?? [])
        let rest = try text.next()
        let isWhole = rest?.isEmpty ?? true
        let separator = TextInspection.separatorLine(start)
        var layout = TableLayout()
        layout.skippedLines = reading.skippedTop ?? (separator == nil ? 0 : 1)
        layout.skippedBottom = reading.skippedBottom
        var lines = LineSkipper(count: layout.skippedLines)
        let sample = lines.skip(start[...])
        let known = CSVDialect.Known(
            delimiter: reading.delimiter ?? separator, quote: TextInspection.quote(reading.quote), escape: reading.escape,
            comment: reading.comment)
        let depth = reading.skippedTop == nil ? TextInspection.headerDepth : 1
        let pieces = isWhole ? [] : try TextInspection.pieces(&text)
        layout.dialect = CSVDialect.detect(in: sample, pieces: pieces.map { $0[...] }, isWhole: isWhole, known: known) { block in
            if let header = names.header(in: block, depth: depth) {
                return CSVDialect.Layout(firstRow: header + 1, fieldCount: block.records[header].fieldCount)
            }
            return reading.hasHeader ? nil : CSVDialect.Layout(firstRow: 0, fieldCount: reading.positions.count)
        }
        guard let block = layout.dialect.block(of: sample, isWhole: isWhole, firstLine: layout.skippedLines + 1) else {
            throw DropFailure(Message(isWhole ? .ingestEmpty : .ingestNoHeader))
        }
        let found = names.header(in: block, depth: depth)
        let mapping: HeaderMapping
        var rawHeader: [UInt8]?
        if found == nil, !reading.hasHeader {
            mapping = HeaderMapping(positions: reading.positions, module: names.module)
        } else {
            let header = found ?? 0
            guard block.records[header].fault == nil else { throw DropFailure(Message(.ingestHeaderQuote)) }
            let headers = HeaderNames.texts(block, header)
            guard headers.contains(where: { !$0.isEmpty }) else { throw DropFailure(Message(.ingestNoHeader)) }
            mapping = try HeaderMapping(headers: headers, names: names)
            rawHeader = Array(block.raw(header))
            layout.firstRow = header + 1
        }
        let end = block.bytes[block.records[max(0, layout.firstRow - 1)].raw.upperBound...]
        layout.lineEnd = end.starts(with: [13, 10]) ? .crlf : end.first == 13 ? .cr : .lf
        return TableInspection(layout: layout, mapping: mapping, rawHeader: rawHeader, sample: block)
    }

    private static func quote(_ quote: FileReading.Quote?) -> UInt8?? {
        switch quote {
        case nil: nil
        case .some(.none): .some(nil)
        case .byte(let byte): .some(byte)
        }
    }

    /// The delimiter that a first line such as `sep=;` names, as Excel writes and reads it.
    private static func separatorLine(_ text: [UInt8]) -> UInt8? {
        var line = text.prefix { $0 != 10 && $0 != 13 }
        if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\""), line.count > 2 { line = line.dropFirst().dropLast() }
        guard line.count == 5, CellText.lowercased(Array(line.prefix(4)).span) == Array("sep=".utf8) else { return nil }
        return line.last
    }

    /// Up to two pieces of the text after the start.
    private static func pieces(_ text: inout TextReader) throws -> [[UInt8]] {
        try (0..<2).compactMap { _ in try text.next().map { Array($0) } }
    }
}

extension MessageKey {
    static let ingestEmpty: MessageKey = "ingest.empty"
    static let ingestNoHeader: MessageKey = "ingest.no-header"
    static let ingestHeaderQuote: MessageKey = "ingest.header-quote"
}
