import Expressions
import GRDB
import GRDBSQLite
import Model

/// Goes through the records that a query means, from the pages of its module's table, stretch by stretch.
final class TableScan {
    private let leaves: TableLeaves
    private let cursor: LeafCursor
    /// The members of the query's segment between two numbers; nil where every record is meant.
    private let members: Statement?
    private var wanted: [Int64] = []

    private static let leavesPerStretch = 128

    init(_ query: RecordQuery, _ snapshot: SnapshotPages, in db: Database) throws {
        leaves = try TableLeaves(of: query.module.name, in: snapshot, db)
        cursor = LeafCursor(leaves, in: snapshot)
        members = try query.segment.map { segment in
            let statement = try db.makeStatement(
                sql: "SELECT record FROM ajastin_segment_member WHERE segment = ?1 AND record BETWEEN ?2 AND ?3 ORDER BY record")
            try statement.setArguments([segment, Int64.min, Int64.max])
            return statement
        }
    }

    /// Whether the records that a query means can be read from pages, with nothing computed.
    static func canRead(_ query: RecordQuery, in db: Database) throws -> Bool {
        let fields = query.columns + query.sortBy.map(\.field)
        guard query.condition == nil, query.limit == nil, query.asOf == nil, fields.allSatisfy({ query.computed[$0.key] == nil }) else {
            return false
        }
        return try RecordLayout(query.names, of: query.module.name, in: db) != nil
            && RecordLayout(query.sortBy.map(\.field.key), of: query.module.name, in: db) != nil
    }

    /// How many stretches the table has.
    var stretchCount: Int { (leaves.pages.count + TableScan.leavesPerStretch - 1) / TableScan.leavesPerStretch }

    /// Shows `body` the records of a stretch, in their order, until it returns false.
    func scan(_ stretch: Int, _ body: (LeafCursor) throws -> Bool) throws -> Bool {
        let start = stretch * TableScan.leavesPerStretch
        let range = start..<min(start + TableScan.leavesPerStretch, leaves.pages.count)
        guard let members else {
            cursor.enter(range, readsAhead: true)
            while try cursor.next(from: .min) { guard try body(cursor) else { return false } }
            return true
        }
        let low = start == 0 ? .min : leaves.lasts[start - 1] &+ 1
        try fetch(members, from: low, to: leaves.lasts[range.upperBound - 1])
        guard !wanted.isEmpty else { return true }
        cursor.enter(range, readsAhead: wanted.count > range.count)
        var place = 0
        while place < wanted.count, try cursor.next(from: wanted[place]) {
            while place < wanted.count, wanted[place] < cursor.record { place += 1 }
            guard place < wanted.count, wanted[place] == cursor.record else { continue }
            place += 1
            guard try body(cursor) else { return false }
        }
        return true
    }

    /// Notes the members with numbers from `low` to `high`.
    private func fetch(_ members: Statement, from low: Int64, to high: Int64) throws {
        wanted.removeAll(keepingCapacity: true)
        let statement = unsafe members.sqliteStatement
        defer { unsafe sqlite3_reset(statement) }
        for (parameter, bound) in [(Int32(2), low), (3, high)] {
            let code = unsafe sqlite3_bind_int64(statement, parameter, bound)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        while true {
            let code = unsafe sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                if code != SQLITE_DONE { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
                return
            }
            wanted.append(unsafe sqlite3_column_int64(statement, 0))
        }
    }
}

extension RecordQuery {
    /// The names of the batches' columns in the table.
    var names: [String] { (includesIdentity ? ["_id"] : []) + columns.map(\.key) }
}
