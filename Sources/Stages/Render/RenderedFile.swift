package import Model
import Tabular

/// A customer list in one format.
package struct RenderedFile: Hashable, Sendable {
    /// The name that the recipient sees.
    package var name: String
    package var path: String
    package var format: ListFormat
    /// In bytes.
    package var size: Int
    package var rowCount: Int
    /// Cells that were written otherwise than they were: formulas made harmless, text cut to what the format holds.
    package var touchedCells: Int
}

/// Writes a customer list in one format, batch by batch.
protocol ListWriter: AnyObject {
    /// Adds the rows of `batch`.
    func append(_ batch: Batch) throws
    /// Ends the file, which is whole only then.
    func finish() throws -> RenderedFile
}
