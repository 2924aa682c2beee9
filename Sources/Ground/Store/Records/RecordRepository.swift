import Expressions
import GRDB
package import Model
package import Tabular

/// The modules' records.
package struct RecordRepository {
    let db: Database

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
        let reader = try RecordReader(db: db, fragment: query.fragment, types: query.types)
        return try body(BatchCursor(types: reader.types) { try reader.next() })
    }
}
