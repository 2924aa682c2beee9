internal import Model
internal import NDJSON
internal import Tabular

/// Reads JSON objects, one a line, from a text in any encoding.
struct NDJSONTableReader: TableReader {
    /// The longest line that is taken, in bytes.
    private static let recordLimit = 16 << 20

    private var text: TextReader
    private var records: NDJSONReader
    private let survey: ContentSurvey
    private var isFinished = false

    /// - Throws: `IngestError`, `DropFailure`.
    init(_ content: any Content, _ survey: ContentSurvey, columns: [String]) throws {
        self.survey = survey
        text = try TextReader(content, survey, chunkSize: DelimitedReader.chunkSize)
        records = NDJSONReader(columns: columns, recordLimit: NDJSONTableReader.recordLimit)
    }

    var check: RowValidator.ByteCheck { survey.hasNUL || text.hasMetUndefined ? .strange : .none }
    /// The names of members that no column is named after.
    var unknownColumns: [String] { records.unknownKeys }

    mutating func next() throws -> TextBlock? {
        do {
            while true {
                if let block = try records.next() { return block }
                if isFinished { return nil }
                if let chunk = try text.next() {
                    records.feed(chunk)
                } else {
                    records.finish()
                    isFinished = true
                }
            }
        } catch let error as NDJSONError {
            throw DropFailure(
                Message(.ingestRowTooLong, ["line": .integer(error.line), "limit": .integer(NDJSONTableReader.recordLimit >> 20)]))
        }
    }
}
