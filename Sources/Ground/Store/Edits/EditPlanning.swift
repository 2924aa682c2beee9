import Expressions
import GRDB
import Model

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
