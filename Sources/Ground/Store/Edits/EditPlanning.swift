import Expressions
import GRDB
import Model

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

extension EditRepository {
    /// Plans one field, for which `values` has been computed.
    func plan(_ assignment: EditAssignment, _ values: String, of module: String, in step: Opening) throws {
        let part = try add(assignment.field, of: module, to: step)
        try db.execute(
            sql: "INSERT INTO ajastin_edit (part, record, old, new) SELECT ?, record, old, new FROM \(values) WHERE old IS NOT new",
            arguments: [part])
        var count = db.changesCount
        if let failures = assignment.failures {
            count -= try dropFailed(failures, part, values, assignment.field, of: module, in: step)
        }
        if let reason = assignment.refusesEmpty {
            count -= try dropEmpty(values, part, assignment.field, of: module, reason, in: step)
        }
        try close(part, records: count)
    }

    /// Takes the records for which the value cannot be computed out of a part, and lists them; returns how many were in it.
    private func dropFailed(
        _ failures: ExpressionFailures, _ part: Int64, _ values: String, _ field: String, of module: String, in step: Opening
    ) throws -> Int {
        try db.execute(
            sql: "CREATE TEMP TABLE IF NOT EXISTS ajastin_failed (record INTEGER PRIMARY KEY, reason); DELETE FROM temp.ajastin_failed")
        try db.execute(
            sql: """
                INSERT INTO temp.ajastin_failed SELECT * FROM (
                    SELECT r._id, \(failures.sql.sql) AS reason FROM \(values) AS computed
                    CROSS JOIN \(quoted(module)) AS r ON r._id = computed.record
                    WHERE \(failures.areAlwaysNull ? "computed.new IS NULL" : "TRUE") LIMIT -1)
                WHERE reason IS NOT NULL
                """,
            arguments: failures.sql.arguments)
        guard db.changesCount > 0 else { return 0 }
        for (index, reason) in failures.reasons.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO ajastin_task_failure (run, task, module, record, field, reason)
                    SELECT ?, ?, ?, record, ?, ? FROM temp.ajastin_failed WHERE reason = ? ON CONFLICT DO NOTHING
                    """,
                arguments: [step.run, step.task, module, field, try reason.message.stored(), index + 1])
        }
        try db.execute(
            sql: "DELETE FROM ajastin_edit WHERE part = ? AND record IN (SELECT record FROM temp.ajastin_failed)", arguments: [part])
        return db.changesCount
    }

    /// Takes the records that would have no value out of a part, and lists them; returns how many were in it.
    private func dropEmpty(
        _ values: String, _ part: Int64, _ field: String, of module: String, _ reason: Message, in step: Opening
    ) throws -> Int {
        try db.execute(
            sql: """
                INSERT INTO ajastin_task_failure (run, task, module, record, field, reason)
                SELECT ?, ?, ?, record, ?, ? FROM \(values) WHERE new IS NULL ON CONFLICT DO NOTHING
                """,
            arguments: [step.run, step.task, module, field, try reason.stored()])
        try db.execute(sql: "DELETE FROM ajastin_edit WHERE part = ? AND new IS NULL", arguments: [part])
        return db.changesCount
    }
}
