internal import CSV
internal import Model
internal import Tabular

/// Reads delimited records from a text in any encoding.
struct DelimitedReader: TableReader {
    /// The bytes read at a time; about as many rows as a batch has.
    static let chunkSize = 1 << 19
    /// The longest row that is taken, in bytes; it bounds the memory that a file without line ends can claim.
    private static let recordLimit = 16 << 20

    private var text: TextReader
    private var records: CSVReader
    private var lines: LineSkipper
    private let survey: ContentSurvey
    private var isFinished = false

    /// - Throws: `IngestError`, `DropFailure`.
    init(_ content: any Content, _ survey: ContentSurvey, _ layout: TableLayout, chunkSize: Int = DelimitedReader.chunkSize) throws {
        self.survey = survey
        text = try TextReader(content, survey, chunkSize: chunkSize)
        records = CSVReader(dialect: layout.dialect, recordLimit: DelimitedReader.recordLimit, firstLine: layout.skippedLines + 1)
        lines = LineSkipper(count: layout.skippedLines)
    }

    var check: RowValidator.ByteCheck {
        if !survey.fitsEncoding { return .utf8 }
        return survey.hasNUL || text.hasMetUndefined ? .strange : .none
    }

    var unknownColumns: [String] { [] }

    mutating func next() throws -> TextBlock? {
        do {
            while true {
                if let block = try records.next() { return block }
                if isFinished { return nil }
                if let chunk = try text.next() {
                    records.feed(lines.skip(chunk))
                } else {
                    records.finish()
                    isFinished = true
                }
            }
        } catch let error as CSVError {
            guard case .recordTooLong(let limit) = error.code else { throw error }
            throw DropFailure(Message(.ingestRowTooLong, ["line": .integer(error.line), "limit": .integer(limit >> 20)]))
        }
    }
}

/// Passes over the first lines of a text that arrives in chunks.
struct LineSkipper {
    private var count: Int
    private var isAfterCR = false

    init(count: Int) { self.count = count }

    /// What of `chunk` comes after the lines.
    mutating func skip(_ chunk: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard count > 0 || isAfterCR else { return chunk }
        var place = chunk.startIndex
        while place < chunk.endIndex, count > 0 || isAfterCR {
            let byte = chunk[place]
            if isAfterCR {
                isAfterCR = false
                if byte == 10 {
                    place += 1
                    continue
                }
                if count == 0 { break }
            }
            if byte == 10 || byte == 13 {
                count -= 1
                isAfterCR = byte == 13
            }
            place += 1
        }
        return chunk[place...]
    }
}

extension MessageKey {
    static let ingestRowTooLong: MessageKey = "ingest.row-too-long"
}
