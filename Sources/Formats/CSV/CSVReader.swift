public import Tabular

/// Reads delimited records from bytes that arrive in chunks of any size.
///
/// Where a record's quotes make no sense, only the physical line that holds the quote is given up, as a record with a
/// fault; reading goes on with the next line. A quote that opens after such a line is closed before the place where the
/// faulty one was given up, so no byte is looked at more than a few times.
public struct CSVReader {
    /// The longest record that a reader takes unless told otherwise, in bytes.
    public static let defaultRecordLimit = 64 << 20

    /// About how many bytes the records of a block stand in, unless one record is longer.
    private static let blockSize = 1 << 20

    /// How many bytes of fields with doubled quotes find room behind the text without moving it.
    private static let unescapedRoom = 4096

    private let recordLimit: Int
    private var parser: RecordParser
    /// What has been fed and not been given back as records yet.
    private var pending: [UInt8] = []
    /// How many bytes ``pending`` must hold before another look at it is worth while: looking only after it has
    /// doubled keeps the time for long records linear.
    private var threshold = 1
    private var isFinished = false

    /// A reader at the start of a text; a byte order mark is the caller's to remove.
    ///
    /// - Parameters:
    ///   - dialect: how the file is written.
    ///   - recordLimit: the longest record taken, in bytes.
    ///   - firstLine: the number of the line on which the text starts.
    public init(dialect: CSVDialect, recordLimit: Int = CSVReader.defaultRecordLimit, firstLine: Int = 1) {
        self.recordLimit = recordLimit
        parser = RecordParser(dialect: dialect, recordLimit: recordLimit, blockLimit: CSVReader.blockSize)
        parser.line = firstLine
    }

    /// Takes the next bytes; what has become whole is then given by ``next()``.
    public mutating func feed(_ chunk: ArraySlice<UInt8>) {
        // As much room as is needed and hardly more, so that one block's memory becomes the next one's; long records grow as arrays do.
        if pending.count < chunk.count { pending.reserveCapacity(pending.count + chunk.count + CSVReader.unescapedRoom) }
        pending.append(contentsOf: chunk)
    }

    /// Says that no bytes follow.
    public mutating func finish() {
        isFinished = true
    }

    /// The next block of records, or nil until more bytes have been fed.
    ///
    /// - Throws: `recordTooLong`.
    public mutating func next() throws(CSVError) -> TextBlock? {
        while !pending.isEmpty, isFinished || pending.count >= threshold {
            var text: [UInt8] = []
            swap(&text, &pending)
            let outcome = unsafe text.withUnsafeBufferPointer { unsafe parser.parse($0, isFinal: isFinished) }
            guard case .consumed(let consumed) = outcome else {
                throw CSVError(code: .recordTooLong(limit: recordLimit), line: parser.line)
            }
            let rest = text.count - consumed
            // Where a block was full, what follows may be whole too.
            threshold = consumed >= CSVReader.blockSize ? 1 : max(rest + 1, min(rest * 2, recordLimit + 2))
            if consumed == 0 {
                pending = text
                continue
            }
            pending.append(contentsOf: text[consumed...])
            guard !parser.records.isEmpty else { continue }
            defer { parser.removeAll() }
            return block(from: consume text, consumed: consumed)
        }
        return nil
    }

    /// The records just parsed, with the bytes that they stand in.
    private func block(from text: consuming [UInt8], consumed: Int) -> TextBlock {
        var fields = parser.fields
        let rest = text.count - consumed
        if rest >= CSVReader.blockSize {
            // Much is left for later blocks: this one is not to hold all of it.
            fields = fields.map { $0.moved(by: -rest, where: text.count) }
            text = Array(text[..<consumed])
        }
        text.append(contentsOf: parser.unescaped)
        return TextBlock(bytes: text, fields: fields, records: parser.records)
    }
}
