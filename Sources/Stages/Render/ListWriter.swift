import Tabular
import XLSX

/// Writes a customer list in one format, batch by batch.
protocol ListWriter: AnyObject {
    /// Adds the rows of `batch`, with summaries between them.
    func append(_ batch: Batch, _ summaries: [SummaryRow]) throws
    /// Ends the list with the summaries after its last row and its totals row; gives the file, unless other lists share it.
    func finish(_ summaries: [SummaryRow], totals: [Int: SummaryCell]?) throws -> RenderedFile?
}
