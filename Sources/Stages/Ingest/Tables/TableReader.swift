internal import Tabular

/// Reads the records of a table from the first to the last, those above the rows included.
protocol TableReader {
    /// What must be checked of the cells of the block that was given last.
    var check: RowValidator.ByteCheck { get }

    /// The next records, or nil at the end.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    mutating func next() throws -> TextBlock?
}
