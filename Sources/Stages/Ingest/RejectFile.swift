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
    private let survey: FileSurvey
    private let render: (Message) -> String
    private var writer: CSVWriter
    private var output: OutputFile?

    /// - Parameter render: the text of a reason, in the language of the sender.
    init(temporaryPath: String, plan: DropPlan, survey: FileSurvey, render: @escaping (Message) -> String) {
        self.temporaryPath = temporaryPath
        self.plan = plan
        self.survey = survey
        self.render = render
        writer = CSVWriter(style: CSVStyle(dialect: plan.dialect, lineEnd: plan.usesCRLF ? .crlf : .lf))
    }

    /// Adds `rows` of `block`, which are in the order of their records.
    ///
    /// - Throws: `unwritable`.
    mutating func append(_ rows: [RejectedRow], of block: TextBlock) throws(IngestError) {
        var text: [UInt8] = []
        if count == 0 { appendLine(plan.rawHeader[...], ["line", "reason"], to: &text) }
        for row in rows {
            let record = block.records[row.record]
            let notes = [String(record.line), render(row.reason)]
            if record.fault == nil, record.fieldCount == plan.mapping.headers.count {
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
                if survey.markLength > 0 { try file.write([0xEF, 0xBB, 0xBF]) }
                output = consume file
            }
            try output?.write(survey.encoding == .windows1252 ? Windows1252.encode(text[...]) : text)
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

    /// A row with as many fields as the header: its very bytes, and the notes.
    private mutating func appendLine(_ raw: ArraySlice<UInt8>, _ notes: [String], to text: inout [UInt8]) {
        text.append(contentsOf: raw)
        text.append(plan.dialect.delimiter)
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
            fields = block.raw(index).split(separator: plan.dialect.delimiter, omittingEmptySubsequences: false)
        }
        let expected = plan.mapping.headers.count
        fields += Array(repeating: [], count: max(0, expected - fields.count))
        fields.insert(contentsOf: notes.map { Array($0.utf8)[...] }, at: expected)
        writer.append(fields, to: &text)
    }
}
