package import Expressions
import GRDB
package import Model
package import Tabular

/// Changes of records that are planned first and then made exactly so.
///
/// A plan is the journal itself: for each *part*, a field of a module that one call plans, the old and new value of every record that is
/// to change. ``apply(run:task:at:)`` makes it so; ``undo(run:by:at:)`` takes it back.
package struct EditRepository {
    let db: Database

    // MARK: Planning

    /// Plans to set fields of the target's records; only values that differ are planned, and every expression sees the records as they are.
    ///
    /// Returns how many records the target has.
    @discardableResult
    package func plan(
        _ assignments: [EditAssignment], of target: EditTarget, run: Int64, task: Int, at now: Instant
    ) throws -> Int {
        let step = try begin(run: run, task: task, at: now)
        let source = try records(of: target)
        let table = SQLFragment(
            sql: "\(source.sql) CROSS JOIN \(quoted(target.module.name)) AS r ON r._id = member.record", bindings: source.bindings)
        let values = try ComputedValues(assignments, over: table, in: db)
        for (index, assignment) in assignments.enumerated() {
            try plan(assignment, values.field(index), of: target.module.name, in: step)
        }
        try values.drop()
        try note(lookedAt: values.count, in: step)
        return values.count
    }

    /// Plans to give fields of single records these values; only those that differ are planned, of several for one field the last one.
    ///
    /// - Parameter values: as the columns store them; records that are not there are left out.
    package func plan(
        values: some Sequence<(record: Int64, field: String, value: SQLValue)>, of module: ModuleDefinition, run: Int64, task: Int,
        at now: Instant
    ) throws {
        let step = try begin(run: run, task: task, at: now)
        var parts: [String: PlannedField] = [:]
        for (record, field, value) in values {
            if parts[field] == nil {
                parts[field] = try PlannedField(field, of: module.name, part: add(field, of: module.name, to: step), in: db)
            }
            try parts[field]?.plan(value, for: record)
        }
        for part in parts.values { try close(part.part, records: count(part: part.part)) }
    }

    /// Plans to remove records; the whole of each is journalled, so that it can come back with its identity.
    package func planRemoval(
        of records: some Sequence<Int64>, module: ModuleDefinition, run: Int64, task: Int, at now: Instant
    ) throws {
        let step = try begin(run: run, task: task, at: now)
        let table = quoted(module.name)
        let identity = try add("_id", of: module.name, removing: true, to: step)
        let insertion = try db.makeStatement(
            sql: """
                INSERT INTO ajastin_edit (part, record, old, new) SELECT ?, _id, _id, NULL FROM \(table) WHERE _id = ?
                ON CONFLICT (part, record) DO NOTHING
                """)
        for record in records { try insertion.execute(arguments: [identity, record]) }
        for column in try columns(of: module.name) {
            let part = try add(column, of: module.name, removing: true, to: step)
            try db.execute(
                sql: """
                    INSERT INTO ajastin_edit (part, record, old, new)
                    SELECT ?, gone.record, r.\(quoted(column)), NULL FROM ajastin_edit AS gone
                    CROSS JOIN \(table) AS r ON r._id = gone.record WHERE gone.part = ? AND r.\(quoted(column)) IS NOT NULL
                    """,
                arguments: [part, identity])
            try close(part, records: db.changesCount)
        }
        try close(identity, records: count(part: identity))
    }

    /// Forgets what was planned for a task and never made.
    package func discard(run: Int64, task: Int) throws {
        let parts = "SELECT id FROM ajastin_edit_part WHERE run = ? AND task = ? AND applied = 0"
        try db.execute(sql: "DELETE FROM ajastin_edit WHERE part IN (\(parts))", arguments: [run, task])
        try db.execute(sql: "DELETE FROM ajastin_edit_part WHERE run = ? AND task = ? AND applied = 0", arguments: [run, task])
        try db.execute(
            sql: "DELETE FROM ajastin_edit_plan WHERE run = ? AND task = ? AND state IN ('planned', 'approved', 'declined')",
            arguments: [run, task])
        try db.execute(sql: "DELETE FROM ajastin_task_failure WHERE run = ? AND task = ?", arguments: [run, task])
    }

    /// Notes how many records the parts of a field have, once something has taken records out of them.
    func recount(_ field: String, of module: String) throws {
        try db.execute(
            sql: """
                UPDATE ajastin_edit_part SET whole = 0, records = (SELECT count(*) FROM ajastin_edit AS edit WHERE edit.part = ajastin_edit_part.id)
                WHERE module = ? AND field = ?
                """,
            arguments: [module, field])
    }

    // MARK: Steps and parts

    /// What one call plans.
    struct Opening {
        let run: Int64
        let task: Int
        let number: Int
    }

    private func begin(run: Int64, task: Int, at now: Instant) throws -> Opening {
        if try plan(run: run, task: task)?.state == .declined { try discard(run: run, task: task) }
        try db.execute(
            sql: """
                INSERT INTO ajastin_edit_plan (run, task, state, planned_at) VALUES (?, ?, 'planned', ?)
                ON CONFLICT (run, task) DO UPDATE SET state = 'planned', applied_at = NULL
                """,
            arguments: [run, task, now.stored])
        let last = try Int.fetchOne(db, sql: "SELECT max(step) FROM ajastin_edit_part WHERE run = ? AND task = ?", arguments: [run, task])
        return Opening(run: run, task: task, number: (last ?? 0) + 1)
    }

    func add(_ field: String, of module: String, removing: Bool = false, to step: Opening) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO ajastin_edit_part (run, task, step, module, field, kind) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [step.run, step.task, step.number, module, field, removing ? "remove" : "set"])
        return db.lastInsertedRowID
    }

    /// Notes how many records a part has; one that has none is no part.
    func close(_ part: Int64, records: Int) throws {
        guard records > 0 else { return try db.execute(sql: "DELETE FROM ajastin_edit_part WHERE id = ?", arguments: [part]) }
        try db.execute(sql: "UPDATE ajastin_edit_part SET records = ? WHERE id = ?", arguments: [records, part])
    }

    /// Notes how many records the step is about, and which of its parts has them all.
    private func note(lookedAt count: Int, in step: Opening) throws {
        try db.execute(
            sql: "UPDATE ajastin_edit_part SET whole = 1 WHERE run = ? AND task = ? AND step = ? AND records = ?",
            arguments: [step.run, step.task, step.number, count])
        try db.execute(
            sql: "UPDATE ajastin_edit_plan SET looked = max(looked, ?) WHERE run = ? AND task = ?", arguments: [count, step.run, step.task])
    }

    private func count(part: Int64) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM ajastin_edit WHERE part = ?", arguments: [part]) ?? 0
    }

    /// The columns of a module's table but for the identity and the hash, those of fields that are no longer defined included.
    private func columns(of module: String) throws -> [String] {
        try db.columns(in: module).map(\.name).filter { $0 != "_id" && $0 != "_hash" }
    }

    /// The target's records as rows of something called `member`, with `record` as their identity.
    private func records(of target: EditTarget) throws -> SQLFragment {
        let table = quoted(target.module.name)
        guard target.condition != nil || target.link != nil else {
            // The members lie in the order of the records already.
            let sql = "(SELECT record FROM ajastin_segment_member WHERE segment = ?) AS member"
            return SQLFragment(sql: sql, bindings: [.text(target.segment)])
        }
        try db.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS ajastin_target (record INTEGER PRIMARY KEY); DELETE FROM temp.ajastin_target")
        var sql = "INSERT INTO temp.ajastin_target SELECT r._id FROM ajastin_segment_member AS member "
        if let link = target.link {
            sql += """
                CROSS JOIN \(quoted(link.module)) AS owner ON owner._id = member.record
                CROSS JOIN \(table) AS r ON r.\(quoted(link.field)) = owner.\(quoted(link.key))
                """
        } else {
            sql += "CROSS JOIN \(table) AS r ON r._id = member.record"
        }
        sql += " WHERE member.segment = ?"
        if let condition = target.condition { sql += " AND (\(condition.sql))" }
        let fragment = SQLFragment(sql: sql, bindings: [.text(target.segment)] + (target.condition?.bindings ?? []))
        try db.execute(sql: sql + " ORDER BY r._id", arguments: fragment.arguments)
        return SQLFragment(sql: "temp.ajastin_target AS member")
    }
}

/// The statements that plan values of one field, record by record.
private struct PlannedField {
    let part: Int64
    private let insertion: Statement
    private let removal: Statement
    private let changes: Database

    init(_ field: String, of module: String, part: Int64, in db: Database) throws {
        self.part = part
        changes = db
        insertion = try db.makeStatement(
            sql: """
                INSERT INTO ajastin_edit (part, record, old, new)
                SELECT :part, _id, \(quoted(field)), :value FROM \(quoted(module)) WHERE _id = :record AND \(quoted(field)) IS NOT :value
                ON CONFLICT (part, record) DO UPDATE SET new = excluded.new
                """)
        removal = try db.makeStatement(sql: "DELETE FROM ajastin_edit WHERE part = ? AND record = ?")
    }

    func plan(_ value: SQLValue, for record: Int64) throws {
        try insertion.execute(arguments: ["part": part, "record": record, "value": value.databaseValue])
        // The last word may be that the record stays as it is.
        if changes.changesCount == 0 { try removal.execute(arguments: [part, record]) }
    }
}
