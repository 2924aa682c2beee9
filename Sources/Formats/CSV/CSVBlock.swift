/// What is wrong with the quotes of a record.
package enum CSVFault: Hashable, Sendable {
    /// A quote opens a field and nothing closes it.
    case quoteNotClosed
    /// Something other than a delimiter, a line end or the end of the file follows a closing quote.
    case textAfterQuote
}

/// One record of a ``CSVBlock``.
package struct CSVRecord: Hashable, Sendable {
    /// The physical line on which the record starts, from 1.
    package let line: Int
    /// Where the first field stands in ``CSVBlock/fields``.
    package let firstField: Int
    /// The number of fields; 0 where there is a fault.
    package let fieldCount: Int
    /// The record as it was written, without its line end, in ``CSVBlock/bytes``.
    package let raw: Range<Int>
    /// What is wrong with the record's quotes, if anything.
    package let fault: CSVFault?
}

/// A field's value: a range of the bytes of its block.
package struct CSVField: Hashable, Sendable {
    private let start: UInt32
    private let end: UInt32

    /// The bytes from `start` to before `end`; both fit in 32 bits, since blocks are far smaller than that.
    @inline(__always)
    init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// The field `distance` bytes on if it stands at `place` or after it.
    func moved(by distance: Int, where place: Int) -> CSVField {
        Int(start) >= place ? CSVField(Int(start) + distance, Int(end) + distance) : self
    }

    /// Where the value stands in ``CSVBlock/bytes``.
    @inline(__always)
    package var range: Range<Int> { unsafe Range(uncheckedBounds: (Int(start), Int(end))) }
}

/// Whole records with the bytes that they stand in; a value that may be handed to another thread.
package struct CSVBlock: Hashable, Sendable {
    /// The input that the records were read from, then the values of fields with doubled quotes, halved.
    package let bytes: [UInt8]
    /// The fields of all records, one record after another.
    package let fields: [CSVField]
    package let records: [CSVRecord]

    /// The value of the field at `column` of the record at `row`, for the edges and tests.
    package func text(_ row: Int, _ column: Int) -> String {
        String(decoding: bytes[fields[records[row].firstField + column].range], as: UTF8.self)
    }

    /// The record at `row` as it was written, without its line end.
    package func raw(_ row: Int) -> ArraySlice<UInt8> { bytes[records[row].raw] }
}
