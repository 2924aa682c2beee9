/// Reads delimited records from bytes that arrive in chunks of any size.
///
/// Where a record's quotes make no sense, only the physical line that holds the quote is given up, as a record with a
/// fault; reading goes on with the next line. A quote that opens after such a line is closed before the place where the
/// faulty one was given up, so no byte is looked at more than a few times.
package struct CSVReader {
    /// The longest record that a reader takes unless told otherwise, in bytes.
    package static let defaultRecordLimit = 64 << 20

    private let recordLimit: Int
    private var parser: RecordParser
    /// What has been fed and does not make a whole record yet.
    private var pending: [UInt8] = []
    /// How many bytes ``pending`` must hold before another look at it is worth while: looking only after it has
    /// doubled keeps the time for long records linear.
    private var threshold = 1

    /// A reader at the start of a text; a byte order mark is the caller's to remove.
    ///
    /// - Parameter recordLimit: the longest record taken, in bytes.
    package init(dialect: CSVDialect, recordLimit: Int = CSVReader.defaultRecordLimit) {
        self.recordLimit = recordLimit
        parser = RecordParser(dialect: dialect, recordLimit: recordLimit)
    }

    /// Takes the next bytes and gives the records that have become whole, if any.
    ///
    /// - Throws: `recordTooLong`.
    package mutating func feed(_ chunk: ArraySlice<UInt8>) throws(CSVError) -> CSVBlock? {
        pending.append(contentsOf: chunk)
        guard pending.count >= threshold else { return nil }
        return try takeRecords(isFinal: false)
    }

    /// Says that no bytes follow and gives the records that are left, if any.
    ///
    /// - Throws: `recordTooLong`.
    package mutating func finish() throws(CSVError) -> CSVBlock? {
        try takeRecords(isFinal: true)
    }

    private mutating func takeRecords(isFinal: Bool) throws(CSVError) -> CSVBlock? {
        var text = pending
        pending = []
        let outcome = unsafe text.withUnsafeBufferPointer { unsafe parser.parse($0, isFinal: isFinal) }
        guard case .consumed(let consumed) = outcome else {
            throw CSVError(code: .recordTooLong(limit: recordLimit), line: parser.line)
        }
        let rest = text.count - consumed
        threshold = max(rest + 1, min(rest * 2, recordLimit + 2))
        guard !parser.records.isEmpty else {
            pending = consumed == 0 ? text : Array(text[consumed...])
            parser.removeAll()
            return nil
        }
        pending.reserveCapacity(text.count)
        pending.append(contentsOf: text[consumed...])
        text.append(contentsOf: parser.unescaped)
        let block = CSVBlock(bytes: text, fields: parser.fields, records: parser.records)
        parser.removeAll()
        return block
    }
}
