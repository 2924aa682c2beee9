internal import CSV
internal import Foundation
internal import Model
internal import Tabular

/// Reads and validates a file's rows on a thread of its own, a few blocks ahead of whoever takes them.
struct RowFeed: Sendable {
    /// The bytes read at a time; about as many rows as a batch has.
    private static let chunkSize = 1 << 19
    /// The longest row that is taken, in bytes; it bounds the memory that a file without line ends can claim.
    private static let recordLimit = 32 << 20

    private let file: DroppedFile
    private let survey: FileSurvey
    private let dialect: CSVDialect
    private let validator: RowValidator

    init(_ file: DroppedFile, _ survey: FileSurvey, _ plan: DropPlan, _ validator: RowValidator) {
        self.file = file
        self.survey = survey
        dialect = plan.dialect
        self.validator = validator
    }

    /// Lends `body` the queue of rows and stops reading when `body` returns.
    func withRows<Result>(_ body: (BoundedQueue<ValidatedRows>) throws -> Result) throws -> Result {
        let queue = BoundedQueue<ValidatedRows>(capacity: 4)
        let thread = Thread {
            do {
                try self.produce { queue.push($0) }
                queue.finish()
            } catch {
                queue.finish(throwing: error)
            }
        }
        thread.name = "ingest-reader"
        thread.start()
        defer { queue.cancel() }
        return try body(queue)
    }

    /// Gives every block of rows to `push` until it returns false.
    func produce(_ push: (ValidatedRows) -> Bool) throws {
        var text = TextReader(file, survey, chunkSize: RowFeed.chunkSize)
        var reader = CSVReader(dialect: dialect, recordLimit: RowFeed.recordLimit)
        var first = 1  // the header
        var isFinished = false
        do {
            while true {
                while let block = try reader.next() {
                    guard push(validator.validate(block, from: first, check: check(text))) else { return }
                    first = 0
                }
                if isFinished { return }
                if let chunk = try text.next() {
                    reader.feed(chunk)
                } else {
                    reader.finish()
                    isFinished = true
                }
            }
        } catch let error as CSVError {
            guard case .recordTooLong(let limit) = error.code else { throw error }
            throw DropFailure(Message(.ingestRowTooLong, ["line": .integer(error.line), "limit": .integer(limit >> 20)]))
        }
    }

    private func check(_ text: TextReader) -> RowValidator.ByteCheck {
        if !survey.fitsEncoding { return .utf8 }
        return survey.hasNUL || text.hasMetUndefined ? .strange : .none
    }
}

extension MessageKey {
    static let ingestRowTooLong: MessageKey = "ingest.row-too-long"
}
