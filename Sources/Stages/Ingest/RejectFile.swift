internal import CSV
internal import Files
internal import Model
internal import Tabular

/// Writes the rows that were not taken, in the sender's encoding and dialect: the original columns, then `line` and `reason`.
///
/// The file is made at the first rejected row, under a temporary name; the caller publishes it.
struct RejectFile: ~Copyable {
    /// The rows written.
    private(set) var count = 0
    /// Where the rows are until the file is published.
    let temporaryPath: String

    private let plan: DropPlan
    private let hasMark: Bool
    private let encoder: TextEncoder
    private let language: Language
    private let render: (Message) -> String
    private var writer: CSVWriter
    private var output: OutputFile?

    /// - Parameters:
    ///   - language: that of the sender.
    ///   - render: the text of a reason, in that language.
    init(
        temporaryPath: String, plan: DropPlan, survey: ContentSurvey, language: Language, render: @escaping (Message) -> String
    ) {
        self.temporaryPath = temporaryPath
        self.plan = plan
        let isText = plan.table.form == .delimited
        encoder = TextEncoder(isText ? survey.encoding : .utf8)
        hasMark = survey.markLength > 0 || !isText
        self.language = language
        self.render = render
        writer = CSVWriter(style: CSVStyle(dialect: plan.table.dialect, lineEnd: plan.table.lineEnd))
    }

    /// Adds `rows` of `block`, which are in the order of their records.
    ///
    /// - Throws: `unwritable`.
    mutating func append(_ rows: [RejectedRow], of block: TextBlock) throws(IngestError) {
        var text: [UInt8] = []
        if count == 0 { appendHeader(to: &text) }
        for row in rows {
            let record = block.records[row.record]
            let notes = [String(record.line), render(row.reason)]
            if record.fault == nil, record.fieldCount == columnCount, !record.raw.isEmpty, !plan.mapping.isCorrection {
                appendLine(block.raw(row.record), notes, to: &text)
            } else {
                appendMisshapen(block, row.record, notes, to: &text)
            }
        }
        count += rows.count
        do {
            if output == nil {
                try Folder.create(Folder.parent(of: temporaryPath))
                var file = try OutputFile(creating: temporaryPath, mode: 0o640)
                if hasMark { try file.write(encoder.mark) }
                output = consume file
            }
            try output?.write(encoder.encode(text[...]))
        } catch {
            throw .unwritable(temporaryPath, error.reason)
        }
    }

    /// Closes the file.
    ///
    /// - Throws: `unwritable`.
    mutating func finish() throws(IngestError) {
        guard let file = output.take() else { return }
        do { try file.close() } catch { throw .unwritable(temporaryPath, error.reason) }
    }

    /// The sender's own columns: a corrected file brings the two of the first one along.
    private var columnCount: Int { plan.mapping.headers.count - (plan.mapping.isCorrection ? 2 : 0) }

    private mutating func appendHeader(to text: inout [UInt8]) {
        if let raw = plan.rawHeader, !plan.mapping.isCorrection, plan.table.form == .delimited {
            appendLine(raw[...], RejectColumns.headers(language), to: &text)
        } else {
            writer.append(plan.mapping.headers.prefix(columnCount) + RejectColumns.headers(language), to: &text)
        }
    }

    /// A row with as many fields as the header: its very bytes, and the notes.
    private mutating func appendLine(_ raw: ArraySlice<UInt8>, _ notes: [String], to text: inout [UInt8]) {
        text.append(contentsOf: raw)
        text.append(plan.table.dialect.delimiter)
        writer.append(notes, to: &text)
    }

    /// A row with too few or too many fields: filled up, so that the notes stand in their columns; what is too much follows them.
    ///
    /// Where quotes make no sense they are taken for what they are, characters.
    private mutating func appendMisshapen(_ block: TextBlock, _ index: Int, _ notes: [String], to text: inout [UInt8]) {
        let record = block.records[index]
        var fields: [ArraySlice<UInt8>]
        if record.fault == nil {
            fields = block.fields[record.firstField..<(record.firstField + record.fieldCount)].map { block.bytes[$0.range] }
        } else {
            // A line that is no JSON has no columns: it stands in the first, whole.
            fields =
                plan.table.form == .delimited
                ? block.raw(index).split(separator: plan.table.dialect.delimiter, omittingEmptySubsequences: false) : [block.raw(index)]
        }
        let expected = columnCount
        if plan.mapping.isCorrection, fields.count == expected + 2 { fields.removeLast(2) }
        fields += Array(repeating: [], count: max(0, expected - fields.count))
        fields.insert(contentsOf: notes.map { Array($0.utf8)[...] }, at: expected)
        writer.append(fields, to: &text)
    }
}
