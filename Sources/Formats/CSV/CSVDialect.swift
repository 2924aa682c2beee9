/// How a file of delimited records is written.
///
/// Lines may end in LF, CRLF or CR, mixed as they come.
public struct CSVDialect: Hashable, Sendable {
    /// The byte between fields.
    public var delimiter: UInt8
    /// The byte around fields that hold a delimiter, a quote or a line end; nil where quotes mean nothing.
    ///
    /// Doubled, it stands for itself.
    public var quote: UInt8?
    /// The byte that takes the meaning of the next one away, within quotes and without; a field of it and `N` is empty, as databases write.
    public var escape: UInt8?
    /// Lines that start with this byte are no records.
    public var comment: UInt8?

    /// A dialect; without arguments that of RFC 4180.
    public init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil, comment: UInt8? = nil
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
        self.comment = comment
    }
}

extension CSVDialect {
    /// Whether an escape stands between `start` and `end`.
    func holdsEscape(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for place in start..<end where unsafe base[place] == escape { return true }
        return false
    }

    /// Whether an odd number of escapes stands before `place`, and so nothing meant by it.
    func isEscaped(_ base: UnsafePointer<UInt8>, _ place: Int, from start: Int) -> Bool {
        guard let escape else { return false }
        var first = place
        while first > start, unsafe base[first - 1] == escape { first -= 1 }
        return (place - first) % 2 == 1
    }
}
