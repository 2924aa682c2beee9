internal import CSV
internal import Model
internal import Tabular

/// How a file is read: found from its start before any of its rows.
struct DropPlan: Sendable {
    let dialect: CSVDialect
    let mapping: HeaderMapping
    let usesCRLF: Bool
    /// The header as it was written, in UTF-8.
    let rawHeader: [UInt8]

    /// How much of a file is looked at, in bytes.
    private static let sampleSize = 1 << 18

    /// - Throws: ``DropFailure`` for a file that has no header or one that does not fit the module; ``IngestError``.
    init(_ file: DroppedFile, _ survey: FileSurvey, source: SourceDefinition, module: ModuleDefinition) throws {
        switch survey.form {
        case .utf16: throw DropFailure(Message(.ingestUTF16))
        case .packed: throw DropFailure(Message(.ingestPacked))
        case .text: break
        }
        var reader = TextReader(file, survey, chunkSize: DropPlan.sampleSize)
        let sample = try reader.next() ?? []
        let isWhole = try reader.next()?.isEmpty ?? true
        dialect = CSVDialect.detect(in: sample, isWhole: isWhole)
        var records = CSVReader(dialect: dialect)
        records.feed(sample)
        if isWhole { records.finish() }
        guard let block = try records.next() else { throw DropFailure(Message(isWhole ? .ingestEmpty : .ingestNoHeader)) }
        guard block.records[0].fault == nil else { throw DropFailure(Message(.ingestHeaderQuote)) }
        let headers = (0..<block.records[0].fieldCount).map { column in
            let range = block.fields[column].range
            return String(decoding: block.bytes[CellText.trimmed(range, of: block.bytes.span)], as: UTF8.self)
        }
        guard headers.contains(where: { !$0.isEmpty }) else { throw DropFailure(Message(.ingestNoHeader)) }
        mapping = try HeaderMapping(headers: headers, source: source, module: module)
        rawHeader = Array(block.raw(0))
        usesCRLF = block.bytes[block.records[0].raw.upperBound...].starts(with: [13, 10])
    }
}

extension MessageKey {
    static let ingestUTF16: MessageKey = "ingest.utf-16"
    static let ingestPacked: MessageKey = "ingest.packed"
    static let ingestEmpty: MessageKey = "ingest.empty"
    static let ingestNoHeader: MessageKey = "ingest.no-header"
    static let ingestHeaderQuote: MessageKey = "ingest.header-quote"
}
