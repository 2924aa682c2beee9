import GRDB
package import Model
package import Tabular

/// What people say to plans of edits.
extension EditRepository {
    /// Lets a run go on whose plan waits for a person; false when none waits.
    package func approve(run: Int64, by who: String, at now: Instant) throws -> Bool {
        try db.execute(
            sql: "UPDATE ajastin_edit_plan SET state = 'approved', decided_by = ?, decided_at = ? WHERE run = ? AND state = 'planned'",
            arguments: [who, now.stored, run])
        guard db.changesCount > 0 else { return false }
        try db.execute(sql: "UPDATE ajastin_run SET held = NULL WHERE id = ? AND state = 'waiting'", arguments: [run])
        return true
    }

    /// Ends a run whose plan waits for a person: the task fails with `reason`, nothing is changed, and no later task takes place; false when
    /// none waits.
    package func decline(run: Int64, by who: String, reason: Message, at now: Instant) throws -> Bool {
        guard let plan = try plans(of: run).first(where: { $0.state == .planned }) else { return false }
        try db.execute(
            sql: "UPDATE ajastin_edit_plan SET state = 'declined', decided_by = ?, decided_at = ? WHERE run = ? AND task = ?",
            arguments: [who, now.stored, run, plan.task])
        try RunLedger(db: db).failTask(run, plan.task, reason: reason, startedAt: plan.plannedAt, at: now)
        try db.execute(
            sql: "UPDATE ajastin_run SET state = 'failed', held = NULL, reason = ?, finished_at = ? WHERE id = ? AND state = 'waiting'",
            arguments: [try reason.stored(), now.stored, run])
        return true
    }

    /// Forgets the plans of a run that were never made.
    package func discardPlans(of run: Int64) throws {
        for plan in try plans(of: run) where plan.appliedAt == nil { try discard(run: run, task: plan.task) }
    }

    /// Why a planned edit is to wait for a person, if it would change many more records than its last runs did.
    ///
    /// It is compared with the mean of the last runs of the schedule in which the same task was made and not taken back; the first one has
    /// nothing to be compared with.
    ///
    /// - Parameters:
    ///   - limit: how many more are allowed, in hundredths of a percent.
    ///   - place: which of the schedule's tasks of this kind and segment it is, from 0.
    package func objection(
        run: Int64, task: Int, of schedule: String, kind: TaskKind, segment: String, place: Int, limit: Int
    ) throws -> Message? {
        let changed = try Int.fetchAll(
            db,
            sql: """
                SELECT changed FROM (
                    SELECT task.run, task.changed,
                        row_number() OVER (PARTITION BY task.run ORDER BY task.position) - 1 AS place, task.state,
                        EXISTS (SELECT 1 FROM ajastin_undo AS undo WHERE undo.run = task.run) AS undone
                    FROM ajastin_run AS run CROSS JOIN ajastin_task AS task ON task.run = run.id
                    WHERE run.schedule = ? AND run.id <> ? AND task.kind = ? AND task.segment = ?)
                WHERE place = ? AND state = 'succeeded' AND changed IS NOT NULL AND NOT undone ORDER BY run DESC LIMIT ?
                """,
            arguments: [schedule, run, kind.rawValue, segment, place, Self.depth])
        guard !changed.isEmpty else { return nil }
        let planned = try recordCount(run: run, task: task)
        let total = changed.reduce(0, +)
        guard planned * changed.count * 10_000 > total * (10_000 + limit) else { return nil }
        return Message(
            .editGuard,
            [
                "number": .integer(planned), "count": .integer(changed.count),
                "usual": .decimal(unscaled: Int64(total * 10 / changed.count), scale: 1),
                "limit": .decimal(unscaled: Int64(limit), scale: 2),
            ])
    }

    /// How many runs are looked back on.
    private static let depth = 10
}

extension MessageKey {
    static let editGuard: MessageKey = "store.edit-guard"
}
