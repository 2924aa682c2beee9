import Expressions
import GRDB

/// The old and the new values of the fields of an edit, computed for all of its records in one pass over them.
///
/// They lie in a temporary table, so that each field's part of the journal is written by itself, in the order of the records.
struct ComputedValues {
    private let db: Database
    /// How many records there are.
    let count: Int

    private static let table = "temp.ajastin_computed"

    /// Computes `assignments` for the records that `table` lists as `r`.
    init(_ assignments: [EditAssignment], over table: SQLFragment, in db: Database) throws {
        self.db = db
        var statement = SQLFragment(sql: "CREATE TEMP TABLE ajastin_computed AS SELECT r._id AS record")
        for (index, assignment) in assignments.enumerated() {
            statement.sql += ", r.\(quoted(assignment.field)) AS old_\(index), \(assignment.value.sql) AS new_\(index)"
            statement.bindings += assignment.value.bindings
        }
        statement.sql += " FROM "
        statement.append(table)
        try db.execute(sql: "DROP TABLE IF EXISTS \(Self.table)")
        try db.execute(sql: statement.sql, arguments: statement.arguments)
        count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(Self.table)") ?? 0
    }

    /// The values of the assignment at `index` as a table of `record`, `old` and `new`.
    func field(_ index: Int) -> String { "(SELECT record, old_\(index) AS old, new_\(index) AS new FROM \(Self.table))" }

    func drop() throws { try db.execute(sql: "DROP TABLE \(Self.table)") }
}
