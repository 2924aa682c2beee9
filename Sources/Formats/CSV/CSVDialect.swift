/// How a file of delimited records is written.
///
/// Lines may end in LF, CRLF or CR, mixed as they come.
package struct CSVDialect: Hashable, Sendable {
    /// The byte between fields.
    package var delimiter: UInt8
    /// The byte around fields that hold a delimiter, a quote or a line end; nil where quotes mean nothing.
    ///
    /// Doubled, it stands for itself.
    package var quote: UInt8?
    /// The byte that takes the meaning of the next one away, within quotes and without; a field of it and `N` is empty, as databases write.
    package var escape: UInt8?
    /// Lines that start with this byte are no records.
    package var comment: UInt8?

    package init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil, comment: UInt8? = nil
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
        self.comment = comment
    }
}
