import GRDB
package import Model
package import Tabular

/// Runs and their tasks.
///
/// `docs/ledger.md` draws the states; every move is made here, and the schema refuses the rest.
package struct RunLedger {
    let db: Database

    // MARK: Runs come to be

    /// Puts a run of `schedule` into the ledger; nil when there is one for that due instant already.
    ///
    /// - Parameter plan: what keeps it from starting at once.
    @discardableResult
    package func enqueue(
        schedule: String, due: Instant, trigger: RunTrigger, plan: RunPlan = RunPlan(), at now: Instant
    ) throws -> Int64? {
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO ajastin_run (schedule, due, "trigger", state, created_at, starts_at, wait_source, wait_since, wait_until,
                    wait_holds, waits, deadline, expected)
                VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (schedule, due) DO NOTHING
                """)
        try insertion.execute(arguments: [
            schedule, due.stored, trigger.rawValue, now.stored, plan.startsAt?.stored, plan.wait?.source, plan.wait?.since.stored,
            plan.wait?.until.stored, plan.wait?.holds, try plan.waits?.stored(), plan.deadline?.stored, plan.expected?.milliseconds,
        ])
        return db.changesCount > 0 ? db.lastInsertedRowID : nil
    }

    /// Notes that the run due at `due` does not take place, and why.
    package func skip(schedule: String, due: Instant, reason: Message, at now: Instant) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_run (schedule, due, "trigger", state, created_at, finished_at, reason)
                VALUES (?, ?, 'schedule', 'skipped', ?, ?, ?)
                ON CONFLICT (schedule, due) DO NOTHING
                """,
            arguments: [schedule, due.stored, now.stored, now.stored, try reason.stored()])
    }

    // MARK: Workers

    /// Takes the run that has waited longest, or one whose lease has run out; nil when there is none to do.
    ///
    /// Never one whose schedule has another run going, or that is planned for later or waits for a file.
    ///
    /// - Parameters:
    ///   - now: the real time, by which leases run out.
    ///   - startedAt: what the run takes for its start, and for the present in all that it makes, if it starts now.
    package func claim(owner: String, lease: Duration, at now: Instant, startedAt: Instant) throws -> (run: RunRecord, lease: Lease)? {
        try take(
            Self.nextToTake, ["now": now.stored], owner: owner, lease: lease,
            at: now, startedAt: startedAt)
    }

    /// Takes this run, if it waits or its lease has run out.
    package func claim(_ id: Int64, owner: String, lease: Duration, at now: Instant, startedAt: Instant) throws -> (
        run: RunRecord, lease: Lease
    )? {
        try take(
            "SELECT id FROM ajastin_run WHERE id = :id AND ((\(Self.isReady)) OR (\(Self.isAbandoned)))", ["id": id, "now": now.stored],
            owner: owner, lease: lease,
            at: now, startedAt: startedAt)
    }

    /// A run that waits for nothing, in the words of the index over such runs.
    private static let isReady = """
        state = 'waiting' AND held IS NULL AND wait_source IS NULL AND (starts_at IS NULL OR starts_at <= :started)
            AND NOT EXISTS (SELECT 1 FROM ajastin_run AS other WHERE other.schedule = ajastin_run.schedule AND other.state = 'running')
        """

    /// A run whose worker has not renewed its lease.
    private static let isAbandoned = "state = 'running' AND lease_until <= :now"

    /// The run to take next.
    ///
    /// Each half goes by an index, so that neither looks through what is running.
    static let nextToTake = """
        SELECT id FROM (
            SELECT * FROM (
                SELECT id, coalesce(starts_at, due) AS start FROM ajastin_run WHERE \(isReady) ORDER BY coalesce(starts_at, due), id LIMIT 1)
            UNION ALL
            SELECT * FROM (
                SELECT id, coalesce(starts_at, due) AS start FROM ajastin_run WHERE \(isAbandoned) ORDER BY due, id LIMIT 1)
        ) ORDER BY start, id LIMIT 1
        """

    private func take(
        _ selection: String, _ arguments: StatementArguments, owner: String, lease: Duration, at now: Instant, startedAt: Instant
    ) throws -> (
        run: RunRecord, lease: Lease
    )? {
        let until = now + lease
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    UPDATE ajastin_run SET state = 'running', lease_owner = :owner, lease_until = :until, attempts = attempts + 1,
                        started_at = coalesce(started_at, :started), waits = NULL
                    WHERE id = (\(selection)) RETURNING *
                    """),
            arguments: arguments + ["owner": owner, "until": until.stored, "started": startedAt.stored])
        guard let row, let run = RunRecord(row: row) else { return nil }
        return (run, Lease(run: run.id, owner: owner, until: until))
    }

    /// Keeps the run for longer.
    ///
    /// - Throws: ``StoreError`` with ``StoreError/Code/leaseLost`` when another worker has taken it over.
    package func renew(_ lease: Lease, for duration: Duration, at now: Instant) throws -> Lease {
        let until = now + duration
        try db.execute(
            sql: "UPDATE ajastin_run SET lease_until = ? WHERE id = ? AND lease_owner = ? AND state = 'running'",
            arguments: [until.stored, lease.run, lease.owner])
        guard db.changesCount == 1 else { throw StoreError(.leaseLost, Message(.storeLeaseLost, ["run": .integer(Int(lease.run))])) }
        return Lease(run: lease.run, owner: lease.owner, until: until)
    }

    /// Throws unless the run is still this worker's: the first statement of every transaction that carries a run on.
    package func confirm(_ lease: Lease) throws {
        let holds = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM ajastin_run WHERE id = ? AND lease_owner = ? AND state = 'running')",
            arguments: [lease.run, lease.owner])
        guard holds == true else { throw StoreError(.leaseLost, Message(.storeLeaseLost, ["run": .integer(Int(lease.run))])) }
    }

    /// Hands a run back unfinished, to be claimed again at once.
    package func release(_ lease: Lease) throws {
        try db.execute(
            sql: "UPDATE ajastin_run SET state = 'waiting', lease_owner = NULL, lease_until = NULL WHERE id = ? AND lease_owner = ?",
            arguments: [lease.run, lease.owner])
    }

    /// Hands back the runs of workers that are no more; returns their number.
    package func releaseRuns(of isGone: (_ owner: String) throws -> Bool) throws -> Int {
        var released = 0
        for owner in try String.fetchAll(db, sql: "SELECT DISTINCT lease_owner FROM ajastin_run WHERE state = 'running'")
        where try isGone(owner) {
            try db.execute(
                sql: "UPDATE ajastin_run SET state = 'waiting', lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?",
                arguments: [owner])
            released += db.changesCount
        }
        return released
    }

    /// Hands a run back until a person has acted; ``unhold(schedule:heldFor:)`` lets it go on.
    package func hold(_ lease: Lease, until reason: Message) throws {
        try db.execute(
            sql:
                "UPDATE ajastin_run SET state = 'waiting', lease_owner = NULL, lease_until = NULL, held = ? WHERE id = ? AND lease_owner = ?",
            arguments: [try reason.stored(), lease.run, lease.owner])
    }

    /// Lets the runs of `schedule` go on that are held for the reason of this key; returns how many there were.
    @discardableResult
    package func unhold(schedule: String, heldFor key: MessageKey) throws -> Int {
        try db.execute(
            sql: "UPDATE ajastin_run SET held = NULL WHERE schedule = ? AND held ->> '$.key' = ?", arguments: [schedule, key.rawValue])
        return db.changesCount
    }

    /// Lets the held run go on; false when it is not held for the reason of this key.
    package func unhold(_ id: Int64, heldFor key: MessageKey) throws -> Bool {
        try db.execute(sql: "UPDATE ajastin_run SET held = NULL WHERE id = ? AND held ->> '$.key' = ?", arguments: [id, key.rawValue])
        return db.changesCount == 1
    }

    /// Ends a run.
    package func finish(_ lease: Lease, _ state: RunState, reason: Message? = nil, at now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE ajastin_run SET state = ?, reason = ?, finished_at = ?, lease_owner = NULL, lease_until = NULL
                WHERE id = ? AND lease_owner = ?
                """,
            arguments: [state.rawValue, try reason?.stored(), now.stored, lease.run, lease.owner])
    }

    /// Puts a failed run back in line; its finished tasks stay done.
    ///
    /// False when it has not failed.
    package func resume(_ id: Int64) throws -> Bool {
        try db.execute(
            sql: "UPDATE ajastin_run SET state = 'waiting', finished_at = NULL, reason = NULL WHERE id = ? AND state = 'failed'",
            arguments: [id])
        guard db.changesCount == 1 else { return false }
        try db.execute(
            sql:
                "UPDATE ajastin_task SET state = 'waiting', reason = NULL, finished_at = NULL WHERE run = ? AND state IN ('failed', 'skipped')",
            arguments: [id])
        return true
    }

    // MARK: Tasks

    /// Notes what a run is going to do, when it starts; nothing of it may be done yet.
    package func plan(_ run: Int64, definition: String, tasks: [TaskDefinition]) throws {
        try db.execute(sql: "UPDATE ajastin_run SET definition = ? WHERE id = ?", arguments: [definition, run])
        try db.execute(sql: "DELETE FROM ajastin_task WHERE run = ?", arguments: [run])
        for (index, task) in tasks.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO ajastin_task (run, position, kind, segment, state) VALUES (?, ?, ?, ?, 'waiting')
                    """,
                arguments: [run, index + 1, task.kind.rawValue, task.segment])
        }
    }

    /// Notes that a task is done, in the transaction of its changes.
    package func finishTask(_ run: Int64, _ position: Int, _ outcome: TaskOutcome, startedAt: Instant, at now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE ajastin_task SET state = 'succeeded', affected = ?, looked = ?, changed = ?, left_alone = ?, failed = ?, summary = ?,
                    reason = NULL, started_at = ?, finished_at = ?
                WHERE run = ? AND position = ? AND state <> 'succeeded'
                """,
            arguments: [
                outcome.affected, outcome.counts.lookedAt, outcome.counts.changed, outcome.counts.left, outcome.counts.failed,
                try outcome.summary.stored(), startedAt.stored, now.stored, run, position,
            ])
    }

    /// Notes that a task failed and that those after it do not take place.
    package func failTask(_ run: Int64, _ position: Int, reason: Message, startedAt: Instant, at now: Instant) throws {
        try db.execute(
            sql: "UPDATE ajastin_task SET state = 'failed', reason = ?, started_at = ?, finished_at = ? "
                + "WHERE run = ? AND position = ? AND state <> 'succeeded'",
            arguments: [try reason.stored(), startedAt.stored, now.stored, run, position])
        try db.execute(
            sql: "UPDATE ajastin_task SET state = 'skipped', finished_at = ? WHERE run = ? AND position > ? AND state = 'waiting'",
            arguments: [now.stored, run, position])
    }
}

extension MessageKey {
    static let storeLeaseLost: MessageKey = "store.lease-lost"
}
