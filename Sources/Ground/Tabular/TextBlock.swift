/// What is wrong with a record as a whole.
public enum RecordFault: Hashable, Sendable {
    /// A quote opens a field and nothing closes it.
    case quoteNotClosed
    /// Something other than a delimiter, a line end or the end of the file follows a closing quote.
    case textAfterQuote
    /// The record is not in the grammar of its format: a line of NDJSON that is no object.
    case malformed
}

/// One record of a ``TextBlock``.
public struct TextRecord: Hashable, Sendable {
    /// The physical line on which the record starts, or the row of a sheet, from 1.
    public let line: Int
    /// Where the first field stands in ``TextBlock/fields``.
    public let firstField: Int
    /// The number of fields; 0 where there is a fault.
    public let fieldCount: Int
    /// The record as it was written, without its line end, in ``TextBlock/bytes``; empty for formats that are no text.
    public let raw: Range<Int>
    /// What is wrong with the record, if anything.
    public let fault: RecordFault?

    /// A value of these parts.
    public init(line: Int, firstField: Int, fieldCount: Int, raw: Range<Int>, fault: RecordFault?) {
        self.line = line
        self.firstField = firstField
        self.fieldCount = fieldCount
        self.raw = raw
        self.fault = fault
    }
}

/// A field's value: a range of the bytes of its block.
public struct TextField: Hashable, Sendable {
    @usableFromInline let start: UInt32
    @usableFromInline let end: UInt32

    /// The bytes from `start` to before `end`; both fit in 32 bits, since blocks are far smaller than that.
    @inlinable @inline(__always)
    public init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// The field `distance` bytes on if it stands at `place` or after it.
    public func moved(by distance: Int, where place: Int) -> TextField {
        Int(start) >= place ? TextField(Int(start) + distance, Int(end) + distance) : self
    }

    /// Where the value stands in ``TextBlock/bytes``.
    @inlinable @inline(__always)
    public var range: Range<Int> { unsafe Range(uncheckedBounds: (Int(start), Int(end))) }
}

/// Whole records of texts with the bytes that they stand in; a value that may be handed to another thread.
public struct TextBlock: Hashable, Sendable {
    /// The input that the records were read from, then what had to be spelled otherwise than there, such as halved quotes.
    public let bytes: [UInt8]
    /// The fields of all records, one record after another.
    public let fields: [TextField]
    /// The records, in their order.
    public let records: [TextRecord]
    /// For each field, whether a program wrote it as a value of a type; empty where all are texts as people write them.
    ///
    /// Such are dates and times in ISO 8601, numbers with a decimal point and without groups, `true` and `false`.
    public let isPlain: Bitmap

    /// A value of these parts.
    public init(bytes: [UInt8], fields: [TextField], records: [TextRecord], isPlain: Bitmap = Bitmap()) {
        self.bytes = bytes
        self.fields = fields
        self.records = records
        self.isPlain = isPlain
    }

    /// The value of the field at `column` of the record at `row`, for the edges and tests.
    public func text(_ row: Int, _ column: Int) -> String {
        String(decoding: bytes[fields[records[row].firstField + column].range], as: UTF8.self)
    }

    /// The record at `row` as it was written, without its line end.
    public func raw(_ row: Int) -> ArraySlice<UInt8> { bytes[records[row].raw] }
}
