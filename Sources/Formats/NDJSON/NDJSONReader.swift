public import Tabular

/// Reads lines that are JSON objects (RFC 8259) from bytes that arrive in chunks of any size.
///
/// Every line that holds more than white space is one record. A record has a field for each of the reader's columns: the value of
/// the member of that name, the last one where a name is there twice; members that no column is named after are passed over, and
/// their names gathered. Strings are unescaped; numbers stay as they are, exponents written out where the result is short; `true`
/// and `false` are themselves, `null` and what is missing are empty; arrays and objects stay JSON. Numbers without an exponent and
/// booleans are plain (``TextBlock/isPlain``). A line that is no object is a record with the fault `malformed`.
public struct NDJSONReader {
    /// The longest line that a reader takes unless told otherwise, in bytes.
    public static let defaultRecordLimit = 64 << 20

    /// About how many bytes the records of a block stand in, unless one line is longer.
    private static let blockSize = 1 << 20

    private let recordLimit: Int
    private var parser: LineParser
    /// What has been fed; before ``start`` it has been given back as records.
    private var pending: [UInt8] = []
    private var start = 0
    /// Up to where ``pending`` has been looked through for the end of the line at ``start``.
    private var scanned = 0
    private var line = 1
    private var isFinished = false

    /// A reader at the start of a text in UTF-8; a byte order mark is the caller's to remove.
    ///
    /// - Parameters:
    ///   - columns: the names of the members that are fields; of equal names the first.
    ///   - recordLimit: the longest line taken, in bytes.
    public init(columns: [String], recordLimit: Int = NDJSONReader.defaultRecordLimit) {
        self.recordLimit = recordLimit
        parser = LineParser(columns: columns)
    }

    /// The names of members that no column is named after, in the order of their appearance; at most 1000.
    public var unknownKeys: [String] { parser.keys.unknown }

    /// Takes the next bytes; what has become whole is then given by ``next()``.
    public mutating func feed(_ chunk: ArraySlice<UInt8>) {
        if start > 0, start * 2 > pending.count {
            pending.removeSubrange(..<start)
            scanned -= start
            start = 0
        }
        pending.append(contentsOf: chunk)
    }

    /// Says that no bytes follow.
    public mutating func finish() { isFinished = true }

    /// The next block of records, or nil until more bytes have been fed.
    ///
    /// - Throws: `recordTooLong`.
    public mutating func next() throws(NDJSONError) -> TextBlock? {
        while let end = try wholeLines() {
            parser.begin(Array(pending[start..<end]), line: line)
            start = end
            scanned = end
            let (block, nextLine) = parser.finishBlock()
            line = nextLine
            if let block { return block }
        }
        return nil
    }

    /// The end of the whole lines from ``start`` on that make a block; nil where no line is whole.
    private mutating func wholeLines() throws(NDJSONError) -> Int? {
        var end = start
        var endLine = line
        while end - start < NDJSONReader.blockSize {
            guard let feed = nextLineFeed(from: max(scanned, end)) else {
                scanned = pending.count
                guard isFinished || pending.count - end > recordLimit else { break }
                if pending.count == end { break }
                guard pending.count - end <= recordLimit else { return try tooLong(end, endLine) }
                return pending.count
            }
            guard feed - end <= recordLimit else { return try tooLong(end, endLine) }
            end = feed + 1
            endLine += 1
        }
        return end > start ? end : nil
    }

    /// The end of the lines before the one that is too long, so that they are given first.
    private mutating func tooLong(_ end: Int, _ endLine: Int) throws(NDJSONError) -> Int {
        scanned = end
        guard end > start else { throw NDJSONError(code: .recordTooLong(limit: recordLimit), line: endLine) }
        return end
    }

    private func nextLineFeed(from place: Int) -> Int? {
        unsafe pending.withUnsafeBufferPointer { bytes in
            var place = place
            while place < bytes.count {
                if unsafe bytes[place] == UInt8(ascii: "\n") { return place }
                place += 1
            }
            return nil
        }
    }
}
