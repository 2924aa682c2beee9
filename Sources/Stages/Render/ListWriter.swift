import Tabular

/// Writes a customer list in one format, batch by batch.
protocol ListWriter: AnyObject {
    /// Adds the rows of `batch`, with what stands between them.
    func append(_ batch: Batch, _ breaks: [RowBreak]) throws
    /// Says that no more rows come: what has threads of its own goes on while others are finished.
    func endRows()
    /// Ends the list with what stands after its last row; gives the file, unless other lists share it.
    func finish(_ end: RowEnd) throws -> RenderedFile?
}

extension ListWriter {
    func endRows() {}
}
