import GRDB
import Model
package import Tabular

extension EditRepository {
    /// Makes what was planned for a task in this transaction.
    ///
    /// Each record that it changes is compared with the next file that has it.
    package func apply(run: Int64, task: Int, at now: Instant) throws -> EditCounts {
        let steps = try steps(of: run, task: task)
        // Noted before it is done: pages that are written now, and again behind all those of the records, would make SQLite's log
        // compute the checksums of everything in between anew.
        try db.execute(sql: "UPDATE ajastin_edit_part SET applied = 1 WHERE run = ? AND task = ?", arguments: [run, task])
        try db.execute(
            sql: "UPDATE ajastin_edit_plan SET state = 'applied', applied_at = ? WHERE run = ? AND task = ?",
            arguments: [now.stored, run, task])
        let changes = try steps.filter { !$0.isApplied }.flatMap(make)
        let looked = try plan(run: run, task: task)?.lookedAt ?? 0
        // What one statement has changed, it has counted; several may have met the same record.
        let isCounted = changes.count == 1 && steps.count == 1
        return EditCounts(lookedAt: looked, changed: isCounted ? changes[0] : try recordCount(run: run, task: task))
    }

    /// Makes what was planned for a task in an earlier transaction, where the records are still as they were then; the others are left
    /// alone and listed as failures.
    package func applyUnchanged(run: Int64, task: Int, at now: Instant) throws -> EditCounts {
        let stale = try dropStale(run: run, task: task)
        var counts = try apply(run: run, task: task, at: now)
        counts.stale = stale
        return counts
    }

    /// How many records the parts of a task are about.
    package func recordCount(run: Int64, task: Int) throws -> Int {
        let steps = try steps(of: run, task: task)
        if steps.count == 1, let part = steps[0].parts.first(where: { $0.isWhole || steps[0].parts.count == 1 }) { return part.records }
        return try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM (SELECT DISTINCT part.module, edit.record FROM ajastin_edit_part AS part
                CROSS JOIN ajastin_edit AS edit ON edit.part = part.id WHERE part.run = ? AND part.task = ?)
                """,
            arguments: [run, task]) ?? 0
    }

    // MARK: Steps

    /// A field of a step.
    struct Part {
        let id: Int64
        let field: String
        let records: Int
        /// Whether it has every record of its step.
        let isWhole: Bool
    }

    /// What one call has planned for one module.
    struct Step {
        let task: Int
        let module: String
        let removes: Bool
        let isApplied: Bool
        var parts: [Part]

        /// The part that lists the records, where they are removed.
        var identity: Part? { parts.first { $0.field == "_id" } }
    }

    /// The steps of a run's task, or of all its tasks, in the order in which they were planned.
    func steps(of run: Int64, task: Int? = nil) throws -> [Step] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_edit_part WHERE run = ?1 AND (?2 IS NULL OR task = ?2) ORDER BY task, step, id",
            arguments: [run, task])
        var steps: [Step] = []
        var last: (task: Int, step: Int)?
        for row in rows {
            let place: (task: Int, step: Int) = (row["task"], row["step"])
            if last.map({ $0 != place }) ?? true {
                steps.append(
                    Step(task: place.task, module: row["module"], removes: row["kind"] == "remove", isApplied: row["applied"], parts: []))
            }
            last = place
            steps[steps.count - 1].parts.append(Part(id: row["id"], field: row["field"], records: row["records"], isWhole: row["whole"]))
        }
        return steps
    }

    /// SQLite joins at most 64 tables at once.
    private static let fieldsAtOnce = 30

    /// Makes one step; returns how many records each statement has changed.
    private func make(_ step: Step) throws -> [Int] {
        if step.removes {
            guard let identity = step.identity else { return [] }
            try db.execute(
                sql: "DELETE FROM \(quoted(step.module)) WHERE _id IN (SELECT record FROM ajastin_edit WHERE part = ?)",
                arguments: [identity.id])
            return [db.changesCount]
        }
        return try groups(of: step).map { try JournalPass($0, of: step.module, in: db).write() }
    }

    /// The parts of a step, as many at once as one statement takes.
    func groups(of step: Step) -> [[Part]] {
        stride(from: 0, to: step.parts.count, by: Self.fieldsAtOnce).map { start in
            Array(step.parts[start..<min(start + Self.fieldsAtOnce, step.parts.count)])
        }
    }

    // MARK: Plans that have waited

    /// Takes the records that have changed since they were planned out of the plan, and lists them; returns how many there are.
    private func dropStale(run: Int64, task: Int) throws -> Int {
        let waiting = try steps(of: run, task: task).filter { !$0.isApplied }
        var stale = 0
        for module in Set(waiting.map(\.module)) {
            let steps = waiting.filter { $0.module == module }
            try db.execute(
                sql: "CREATE TEMP TABLE IF NOT EXISTS ajastin_stale (record INTEGER PRIMARY KEY); DELETE FROM temp.ajastin_stale")
            for step in steps {
                for part in step.parts { try noteStale(part, of: step, run: run) }
            }
            stale += try Int.fetchOne(db, sql: "SELECT count(*) FROM temp.ajastin_stale") ?? 0
            for part in steps.flatMap(\.parts) {
                try db.execute(
                    sql: "DELETE FROM ajastin_edit WHERE part = ? AND record IN (SELECT record FROM temp.ajastin_stale)",
                    arguments: [part.id])
                try db.execute(
                    sql: "UPDATE ajastin_edit_part SET records = records - ? WHERE id = ?", arguments: [db.changesCount, part.id])
            }
        }
        return stale
    }

    private func noteStale(_ part: Part, of step: Step, run: Int64) throws {
        // A removal journals no empty values: those that have come since are told by the rows that it lacks.
        let records = step.removes ? step.identity?.id ?? part.id : part.id
        let join = """
            FROM ajastin_edit AS planned LEFT JOIN ajastin_edit AS edit ON edit.part = \(part.id) AND edit.record = planned.record
            LEFT JOIN \(quoted(step.module)) AS r ON r._id = planned.record
            WHERE planned.part = \(records) AND (r._id IS NULL OR r.\(quoted(part.field)) IS NOT edit.old)
            """
        let field = part.field == "_id" ? "" : part.field
        try db.execute(
            sql: """
                INSERT INTO ajastin_task_failure (run, task, module, record, field, reason)
                SELECT ?, ?, ?, planned.record, ?, CASE WHEN r._id IS NULL THEN ? ELSE ? END \(join)
                ON CONFLICT DO NOTHING
                """,
            arguments: [
                run, step.task, step.module, field, try Message(.editRemovedSince).stored(), try Message(.editChangedSince).stored(),
            ])
        try db.execute(sql: "INSERT OR IGNORE INTO temp.ajastin_stale SELECT planned.record \(join)")
    }
}

extension MessageKey {
    static let editChangedSince: MessageKey = "store.edit-changed-since"
    static let editRemovedSince: MessageKey = "store.edit-removed-since"
}
