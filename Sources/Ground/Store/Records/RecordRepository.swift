import Expressions
import GRDB
package import Model
package import Tabular

/// The modules' records.
package struct RecordRepository {
    let db: Database
    /// Connections that read the same snapshot; empty where there are none.
    var companions: [CompanionReader] = []

    /// Makes the tables fit `modules`; see ``ModuleTables``.
    package func updateTables(to modules: [ModuleDefinition]) throws {
        try ModuleTables(db: db).update(to: modules)
    }

    /// The number of records of `module`, or of the members of `segment` among them.
    package func count(_ module: ModuleDefinition, segment: String? = nil) throws -> Int {
        guard let segment else { return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(quoted(module.name))") ?? 0 }
        return try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM ajastin_segment_member AS member JOIN \(quoted(module.name)) AS r ON r._id = member.record
                WHERE member.segment = ?
                """,
            arguments: [segment]) ?? 0
    }

    /// Lends `body` a cursor over the records that `query` finds; the cursor is good until `body` returns.
    package func withBatches<Result>(_ query: RecordQuery, _ body: (BatchCursor) throws -> Result) throws -> Result {
        if companions.count > 1, companions.allSatisfy(\.hasPages), try TableScan.canRead(query, in: db) {
            if !query.sortBy.isEmpty {
                let records = try SortedRecords(query, companions: companions, in: db)
                return try body(BatchCursor(types: query.types) { try records.next() })
            }
            let records = SideBySideRecords(pagesOf: query, companions: companions)
            return try body(BatchCursor(types: query.types) { try records.next() })
        }
        // A query with a condition of its own may be asked for amid the rows of another one, for which the companions are at work.
        if companions.count > 1, query.condition == nil, query.sortBy.isEmpty, query.limit == nil, let numbers = try numbers(of: query) {
            let records = SideBySideRecords(query, numbers: numbers, companions: companions)
            return try body(BatchCursor(types: query.types) { try records.next() })
        }
        let reader = try RecordReader(db: db, fragment: query.fragment, types: query.types)
        return try body(BatchCursor(types: reader.types) { try reader.next() })
    }

    /// From the least to the greatest number of the records that `query` may find; nil where there are none.
    private func numbers(of query: RecordQuery) throws -> ClosedRange<Int64>? {
        // Of a segment its list of members tells, and of a module its table, without a look at each record.
        let fragment: SQLFragment
        if let segment = query.segment, query.asOf == nil {
            fragment = SQLFragment(
                sql: """
                    SELECT (SELECT min(record) FROM ajastin_segment_member WHERE segment = ?1),
                        (SELECT max(record) FROM ajastin_segment_member WHERE segment = ?1)
                    """,
                bindings: [.text(segment)])
        } else {
            fragment = SQLFragment(
                sql: "SELECT (SELECT min(_id) FROM \(quoted(query.module.name))), (SELECT max(_id) FROM \(quoted(query.module.name)))")
        }
        guard let row = try Row.fetchOne(db, sql: fragment.sql, arguments: fragment.arguments), let low = row[0] as Int64?,
            let high = row[1] as Int64?
        else { return nil }
        return low...high
    }
}
