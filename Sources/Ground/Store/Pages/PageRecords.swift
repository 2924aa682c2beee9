import GRDB
import Model
import Tabular

/// Fills batches with the records that a query means, from the pages of its module's table.
final class PageRecords {
    private let scan: TableScan
    private let layout: RecordLayout
    private let builder: BatchBuilder
    private let lookup: RecordLookup

    /// - Parameter query: one that ``TableScan/canRead(_:in:)``.
    init(_ query: RecordQuery, _ pages: SnapshotPages?, in db: Database) throws {
        guard let pages, let layout = try RecordLayout(query.names, of: query.module.name, in: db) else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        self.layout = layout
        scan = try TableScan(query, pages, in: db)
        builder = BatchBuilder(query.types)
        lookup = RecordLookup(query, in: db)
    }

    /// How many stretches the table has.
    var stretchCount: Int { scan.stretchCount }

    /// Gives the records of a stretch to `push` until it returns false; whether it never did.
    func read(_ stretch: Int, _ push: (Batch) -> Bool) throws -> Bool {
        var rowCount = 0
        let isComplete = try scan.scan(stretch) { cursor in
            let isWhole = try unsafe cursor.withRecord {
                try unsafe layout.take($0, number: cursor.record, into: builder, row: rowCount)
            }
            if !isWhole { try lookup.take(cursor.record, into: builder, row: rowCount) }
            rowCount += 1
            guard rowCount == Batch.targetRowCount else { return true }
            rowCount = 0
            return push(builder.finish(Batch.targetRowCount))
        }
        guard isComplete else { return false }
        return rowCount == 0 || push(builder.finish(rowCount))
    }
}
