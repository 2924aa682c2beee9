import OPC
public import Tabular

/// Reads the rows of one sheet, from the first to the last, in constant memory.
public final class XLSXRowReader {
    private let feed: PartFeed
    private let handler: SheetHandler

    init(feed: PartFeed, handler: SheetHandler) {
        self.feed = feed
        self.handler = handler
    }

    /// The next rows, about a mebibyte or some thousand of them; nil after the last one.
    ///
    /// Rows that have a value are records with the row's number as their line; rows and cells that have none are left out and
    /// empty fields. Numbers, dates, times and booleans are plain (``TextBlock/isPlain``): `1234.5`, `2026-12-31`,
    /// `2026-12-31T11:00:00` where the number has a fraction or the format shows a time, `11:00:00` for a time alone, `true`; fractions
    /// of seconds are told to the millisecond. Numbers have at most 15 significant digits, as in Excel.
    ///
    /// - Parameter width: the least number of fields of a row; rows may have more.
    /// - Throws: ``XLSXReadError``: `damagedPart`, `tooMuchText`, `temporaryFile`, `io`.
    public func next(width: Int) throws -> TextBlock? {
        try XLSXReadError.mapping {
            handler.width = width
            while !handler.builder.isFull, try feed.step() {}
            return handler.builder.take()
        }
    }
}
