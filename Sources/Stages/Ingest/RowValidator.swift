internal import CSV
internal import Model
internal import Tabular

/// A row that is not taken.
struct RejectedRow: Sendable {
    /// Its place among the records of its block.
    let record: Int
    let reason: Message
}

/// The rows of one block, typed, with those that do not fit set apart.
struct ValidatedRows: Sendable {
    let block: TextBlock
    /// A column for each mapped field.
    var batch: Batch
    /// For each row of ``batch``, its place among the records of ``block``.
    var records: [Int] = []
    /// For each row of ``batch``, the hash of its values.
    var hashes: [Int64] = []
    /// For each row of ``batch``, the line on which it starts.
    var lines: [Int] = []
    var rejected: [RejectedRow] = []
    /// The keys of rejected rows, as far as they can be read; empty where the module has no key.
    var rejectedKeys: Column?
    /// For each column, what its values tell about how they are written; rows are lines.
    var evidence: [FormatEvidence] = []
    /// With the last rows: columns that turned up and are not read.
    var unknownColumns: [String] = []
}

/// Turns records into typed rows.
///
/// What is wrong first, in the order of the columns, is a row's reason.
struct RowValidator: Sendable {
    /// What must be checked of each cell's bytes before they are read.
    enum ByteCheck: Sendable {
        /// Nothing: the whole file was found to fit its encoding.
        case none
        /// NUL, and the marks of bytes that Windows-1252 lacks.
        case strange
        /// UTF-8, for a file that says to be and is not.
        case utf8
    }

    private let fieldCount: Int
    private let delimiter: UInt8
    private let padsRows: Bool
    private let readers: [ColumnReader]
    /// Tells rows that are read in this way from rows that are read in another.
    private let signature: UInt64

    init(_ plan: DropPlan, local: @escaping @Sendable (Day, Int) -> Instant) {
        fieldCount = plan.mapping.headers.count
        delimiter = plan.table.delimiter
        padsRows = plan.table.padsRows
        readers = zip(plan.mapping.mapped, plan.formats).map { ColumnReader($0, format: $1, local: local) }
        signature = RowValidator.signature(plan)
    }

    /// Everything on which it hangs what becomes of a text, in one number: by FNV-1a.
    private static func signature(_ plan: DropPlan) -> UInt64 {
        let columns = zip(plan.mapping.mapped, plan.formats).map { mapped, format in
            let field = mapped.field
            let parts = [
                field.key, field.type.rawValue, "\(field.scale)", field.unit ?? "", field.country ?? "", "\(mapped.isRequired)",
                "\(format?.isFirst ?? true)",
            ]
            return (parts + field.choices).joined(separator: "\u{0}")
        }
        return columns.joined(separator: "\u{1}").utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }

    /// The hashes of the texts that become values, of the records at `rows`.
    func hashes(of block: TextBlock, _ rows: Range<Int>) -> [Int64] {
        block.hashes(of: rows, columns: readers.map(\.mapped.column), seed: signature)
    }

    /// The fields of the batches' columns.
    var fields: [FieldDefinition] { readers.map(\.mapped.field) }

    /// Reads the records of `block` at these places, which ascend.
    ///
    /// - Parameter mayNeedNormalizing: what ``Normalization/mayBeNeeded(_:)`` says of the block, where somebody has asked already.
    func validate(
        _ block: TextBlock, _ range: some Collection<Int>, check: ByteCheck, mayNeedNormalizing: Bool? = nil
    ) -> ValidatedRows {
        var rows = ValidatedRows(block: block, batch: Batch([]))
        var (places, lines, firstFields): ([Int], [Int], [Int]) = ([], [], [])
        places.reserveCapacity(range.count)
        lines.reserveCapacity(range.count)
        firstFields.reserveCapacity(range.count)
        for index in range {
            let record = block.records[index]
            if let reason = misshape(record, block) {
                rows.rejected.append(RejectedRow(record: index, reason: reason))
            } else {
                places.append(index)
                lines.append(record.line)
                firstFields.append(record.firstField)
            }
        }
        (rows.records, rows.lines) = (places, lines)
        let source = ColumnReader.Rows(
            block: block, firstFields: firstFields, check: check,
            mayNeedNormalizing: mayNeedNormalizing ?? Normalization.mayBeNeeded(block.bytes))
        var refusals: [Int: Message] = [:]
        var evidence = [FormatEvidence](repeating: FormatEvidence(), count: readers.count)
        rows.batch = Batch(
            columns: readers.indices.map { readers[$0].column(of: source, refusals: &refusals, evidence: &evidence[$0]) })
        rows.batch.rowCount = rows.records.count
        rows.evidence = evidence.map { found in
            var byLine = FormatEvidence()
            byLine.add(found) { rows.lines[$0] }
            return byLine
        }
        rows.rejectedKeys = rejectedKeys(of: rows, refusals)
        if !refusals.isEmpty { setApart(refusals, in: &rows) }
        rows.hashes = block.hashes(of: rows.records, columns: readers.map(\.mapped.column), seed: signature)
        return rows
    }

    /// Why a record has not the shape of a row, if so.
    @inline(__always)
    private func misshape(_ record: TextRecord, _ block: TextBlock) -> Message? {
        if record.fault == nil, record.fieldCount == fieldCount { return nil }
        return misfit(record, block)
    }

    private func misfit(_ record: TextRecord, _ block: TextBlock) -> Message? {
        switch record.fault {
        case .quoteNotClosed: return Message(.ingestQuoteNotClosed)
        case .textAfterQuote: return Message(.ingestTextAfterQuote)
        case .malformed: return Message(.ingestMalformed)
        case nil:
            // Programs that end every line with a delimiter, or sheets with notes beside them, add what is empty or has no header.
            if record.fieldCount > fieldCount, padsRows || isEmpty(block, record, from: fieldCount) { return nil }
            return Message(.ingestFieldCount, ["found": .integer(record.fieldCount), "expected": .integer(fieldCount)])
        }
    }

    private func isEmpty(_ block: TextBlock, _ record: TextRecord, from first: Int) -> Bool {
        block.fields[(record.firstField + first)..<(record.firstField + record.fieldCount)].allSatisfy { $0.range.isEmpty }
    }

    /// The keys of the rows that `refusals` lists and of the misshapen ones.
    private func rejectedKeys(of rows: ValidatedRows, _ refusals: [Int: Message]) -> Column? {
        guard !refusals.isEmpty || !rows.rejected.isEmpty, let key = readers.firstIndex(where: \.mapped.isKey) else { return nil }
        var keys = rows.batch.columns[key].keeping(refusals.keys.sorted())
        // Of a misshapen row the key is legible where its place is before what is wrong; a key that it only seems to be does no harm.
        guard keys.type.isText else { return keys }
        for row in rows.rejected {
            let record = rows.block.records[row.record]
            let column = readers[key].mapped.column
            let bytes: ArraySlice<UInt8>
            if record.fault == nil, column < record.fieldCount {
                bytes = rows.block.bytes[rows.block.fields[record.firstField + column].range]
            } else {
                let parts = rows.block.raw(row.record).split(separator: delimiter, maxSplits: column + 1, omittingEmptySubsequences: false)
                guard column < parts.count else { continue }
                bytes = parts[column]
            }
            keys.validity.append(true)
            keys.text.append(bytes[CellText.trimmed(bytes.startIndex..<bytes.endIndex, of: rows.block.bytes.span)])
        }
        return keys
    }

    /// Moves the rows that `refusals` lists, by their place in the batch, to the rejected ones.
    private func setApart(_ refusals: [Int: Message], in rows: inout ValidatedRows) {
        let kept = rows.records.indices.filter { refusals[$0] == nil }
        rows.rejected += refusals.map { RejectedRow(record: rows.records[$0.key], reason: $0.value) }
        rows.rejected.sort { $0.record < $1.record }
        rows.batch = Batch(columns: rows.batch.columns.map { $0.keeping(kept) })
        rows.batch.rowCount = kept.count
        rows.records = kept.map { rows.records[$0] }
        rows.lines = kept.map { rows.lines[$0] }
    }
}

extension Column {
    /// The cells at `rows`, in that order.
    fileprivate func keeping(_ rows: [Int]) -> Column {
        var column = Column(type)
        for row in rows {
            if isNull(row) {
                column.appendNull()
            } else if type.isText {
                column.validity.append(true)
                column.text.append(text.bytes[text.range(row)])
            } else {
                column.append(fixed[row])
            }
        }
        return column
    }
}

extension MessageKey {
    static let ingestFieldCount: MessageKey = "ingest.reject.field-count"
    static let ingestQuoteNotClosed: MessageKey = "ingest.reject.quote-not-closed"
    static let ingestTextAfterQuote: MessageKey = "ingest.reject.text-after-quote"
    static let ingestMalformed: MessageKey = "ingest.reject.malformed"
}
