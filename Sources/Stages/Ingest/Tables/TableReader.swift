internal import Tabular

/// Reads the records of a table from the first to the last, those above the rows included.
protocol TableReader {
    /// What must be checked of the cells of the block that was given last.
    var check: RowValidator.ByteCheck { get }

    /// Columns that turned up and are not among those that are read; for formats in which rows name their columns.
    var unknownColumns: [String] { get }

    /// The next records, or nil at the end.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    mutating func next() throws -> TextBlock?
}
