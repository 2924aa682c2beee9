import Tabular

/// Hands out the records one after another.
final class RecordFeed {
    private let records: MergeRecords
    private var batch: MergeBatch?
    private(set) var row = -1
    /// The number of the current record, from 1.
    private(set) var number = 0
    private var isAtEnd = false

    init(_ records: MergeRecords) { self.records = records }

    /// The batch of the current record; nil where there is none.
    var current: Batch? { batch?.records }

    /// Moves to the next record; false at the end.
    ///
    /// - Throws: `records`, `columnTypes`.
    func advance() throws(DOCXError) -> Bool {
        guard !isAtEnd else { return false }
        row += 1
        while row >= batch?.records.rowCount ?? 0 {
            do { batch = try records.pull() } catch { throw DOCXError(.records, cause: error) }
            row = 0
            guard let batch else {
                isAtEnd = true
                return false
            }
            guard Self.fits(batch.records, records.columns) else { throw DOCXError(.columnTypes) }
        }
        number += 1
        return true
    }

    /// The records of the module of this number that belong to the current one.
    func children(of module: Int) throws(DOCXError) -> BatchCursor? {
        guard let batch else { return nil }
        do { return try batch.children(row, module) } catch {
            throw DOCXError(.records, subject: records.modules[module].name, cause: error)
        }
    }

    /// The next of the records of the module of this number.
    func next(_ cursor: BatchCursor, module: Int) throws(DOCXError) -> Batch? {
        let name = records.modules[module].name
        let batch: Batch?
        do { batch = try cursor.next() } catch { throw DOCXError(.records, subject: name, cause: error) }
        guard let batch else { return nil }
        guard Self.fits(batch, records.modules[module].columns) else { throw DOCXError(.columnTypes, subject: name) }
        return batch
    }

    /// Whether `batch` has these columns, each with as many cells as there are rows.
    private static func fits(_ batch: Batch, _ columns: [MergeColumn]) -> Bool {
        batch.columns.count == columns.count
            && zip(batch.columns, columns).allSatisfy { column, wanted in
                let cellCount = column.type.isText ? column.text.count : column.fixed.count
                return column.type == wanted.type && column.count == batch.rowCount && cellCount == batch.rowCount
            }
    }
}
