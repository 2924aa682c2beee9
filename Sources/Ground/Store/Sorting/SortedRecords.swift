import GRDB
import Localization
import Model
import Tabular

/// Reads the records of a query through several connections, each of which sorts its own, and gives them in the order of the query.
///
/// The records travel in their stored form; what goes to the disk meanwhile is sequential, so that memory does not grow with the list.
final class SortedRecords {
    private let layout: RecordLayout
    private let builder: BatchBuilder
    private let lookup: RecordLookup
    private var merge: RunMerge

    /// Has the records sorted.
    ///
    /// - Parameter query: one that ``TableScan/canRead(_:in:)``.
    init(_ query: RecordQuery, companions: [CompanionReader], in db: Database) throws {
        guard let layout = try RecordLayout(query.names, of: query.module.name, in: db) else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        self.layout = layout
        builder = BatchBuilder(query.types)
        lookup = RecordLookup(query, in: db)
        let queues = companions.map { _ in BoundedQueue<[SortedRun]>(capacity: 1) }
        for (index, companion) in companions.enumerated() {
            let queue = queues[index]
            companion.perform { [count = companions.count, isInterrupted = companion.isInterrupted] db, pages in
                do {
                    let runs = try SortedRecords.sort(query, pages, part: index, of: count, in: db) {
                        if isInterrupted() { throw DatabaseError(resultCode: .SQLITE_INTERRUPT) }
                    }
                    _ = queue.push(runs)
                    queue.finish()
                } catch {
                    queue.finish(throwing: error)
                }
            }
        }
        merge = try RunMerge(queues.flatMap { try $0.pop() ?? [] })
    }

    /// Sorts every so manieth stretch of the records.
    ///
    /// - Parameter check: throws when that is to end.
    private static func sort(
        _ query: RecordQuery, _ pages: SnapshotPages?, part: Int, of count: Int, in db: Database, _ check: () throws -> Void
    ) throws -> [SortedRun] {
        guard let pages, let layout = try RecordLayout(query.sortBy.map(\.field.key), of: query.module.name, in: db) else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        let scan = try TableScan(query, pages, in: db)
        let lookup = RecordLookup(query, in: db)
        let keys = SortKeyBuilder(SortKeyMemory(query.language))
        let letters = query.sortBy.flatMap { Array(SortCode.letters($0).utf8) }
        let buffer = try SortBuffer(folder: try folder(of: db))
        var cells = [StoredCell?](repeating: nil, count: query.sortBy.count)
        for stretch in stride(from: part, to: scan.stretchCount, by: count) {
            try check()
            _ = try scan.scan(stretch) { cursor in
                try unsafe cursor.withRecord { record in
                    try unsafe layout.visit(record, number: cursor.record) { cells[$0] = $1 }
                    if try keys.build(cells, letters: letters) {
                        try unsafe buffer.add(cursor.record, key: keys.key, values: record)
                    } else {
                        try unsafe buffer.add(
                            cursor.record, key: try lookup.sortKey(of: cursor.record), values: UnsafeRawBufferPointer(start: nil, count: 0))
                    }
                }
                return true
            }
        }
        try buffer.finish()
        return buffer.runs
    }

    /// Where the database lies.
    private static func folder(of db: Database) throws -> String {
        let path = try String.fetchOne(db, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'") ?? ""
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// The next rows, or nil at the end.
    func next() throws -> Batch? {
        var rowCount = 0
        while rowCount < Batch.targetRowCount, let reader = try merge.next() {
            let values = unsafe reader.values
            let isWhole = unsafe try !values.isEmpty && layout.take(values, number: reader.record, into: builder, row: rowCount)
            if !isWhole { try lookup.take(reader.record, into: builder, row: rowCount) }
            rowCount += 1
        }
        return rowCount > 0 ? builder.finish(rowCount) : nil
    }
}
