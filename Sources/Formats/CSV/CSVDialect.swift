/// How a file of delimited records is written.
///
/// Lines may end in LF, CRLF or CR, mixed as they come.
package struct CSVDialect: Hashable, Sendable {
    /// The byte between fields.
    package var delimiter: UInt8
    /// The byte around fields that hold a delimiter, a quote or a line end; doubled, it stands for itself.
    package var quote: UInt8

    package init(delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\"")) {
        self.delimiter = delimiter
        self.quote = quote
    }
}
