import GRDB
package import Model
package import Tabular

extension RunLedger {
    /// The run with this number.
    package func run(_ id: Int64) throws -> RunRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_run WHERE id = ?", arguments: [id]).flatMap(RunRecord.init)
    }

    /// The runs, the newest first; of one schedule, or of all.
    package func list(schedule: String? = nil, limit: Int = .max) throws -> [RunRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_run WHERE ?1 IS NULL OR schedule = ?1 ORDER BY id DESC LIMIT ?2", arguments: [schedule, limit]
        )
        .compactMap(RunRecord.init)
    }

    /// The run of `schedule` that was due last and took place or is going to.
    package func last(of schedule: String) throws -> RunRecord? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM ajastin_run WHERE schedule = ? AND state <> 'skipped' ORDER BY due DESC LIMIT 1", arguments: [schedule]
        )
        .flatMap(RunRecord.init)
    }

    /// The tasks of a run, in their order.
    package func tasks(of run: Int64) throws -> [TaskRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_task WHERE run = ? ORDER BY position", arguments: [run]).compactMap(
            TaskRecord.init)
    }

    /// When the next lease runs out, if any run is being carried on.
    package func nextLeaseEnd() throws -> Instant? {
        try String.fetchOne(db, sql: "SELECT min(lease_until) FROM ajastin_run WHERE state = 'running'").flatMap { Instant(iso: $0) }
    }

    /// How long the last `limit` runs of `schedule` took that succeeded without an interruption, the latest first.
    package func durations(of schedule: String, limit: Int) throws -> [Duration] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT started_at, finished_at FROM ajastin_run
                WHERE schedule = ? AND state = 'succeeded' AND attempts = 1 ORDER BY due DESC LIMIT ?
                """,
            arguments: [schedule, limit]
        )
        .compactMap { row in
            guard let start = Instant(iso: row["started_at"] as String), let end = Instant(iso: row["finished_at"] as String) else {
                return nil
            }
            return end - start
        }
    }

    /// Whether a run of `schedule` goes on or waits.
    package func isUnfinished(schedule: String) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM ajastin_run WHERE schedule = ? AND state IN ('waiting', 'running'))",
            arguments: [schedule])
            ?? false
    }

    /// How many runs are in each state.
    package func counts() throws -> [RunState: Int] {
        var counts: [RunState: Int] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT state, count(*) AS count FROM ajastin_run GROUP BY state") {
            if let state = RunState(rawValue: row["state"]) { counts[state] = row["count"] }
        }
        return counts
    }
}

extension RunRecord {
    init?(row: Row) {
        guard let due = Instant(iso: row["due"] as String), let trigger = RunTrigger(rawValue: row["trigger"]),
            let state = RunState(rawValue: row["state"]), let createdAt = Instant(iso: row["created_at"] as String)
        else { return nil }
        self.init(
            id: row["id"], schedule: row["schedule"], due: due, trigger: trigger, state: state, createdAt: createdAt,
            startedAt: (row["started_at"] as String?).flatMap { Instant(iso: $0) },
            finishedAt: (row["finished_at"] as String?).flatMap { Instant(iso: $0) }, attempts: row["attempts"],
            definition: row["definition"],
            held: Message(stored: row["held"]), reason: Message(stored: row["reason"]),
            startsAt: (row["starts_at"] as String?).flatMap { Instant(iso: $0) }, waits: Message(stored: row["waits"]),
            note: Message(stored: row["note"]), deadline: (row["deadline"] as String?).flatMap { Instant(iso: $0) },
            expected: (row["expected"] as Int64?).map { .milliseconds($0) })
    }
}

extension TaskRecord {
    init?(row: Row) {
        guard let kind = TaskKind(rawValue: row["kind"]), let state = RunState(rawValue: row["state"]) else { return nil }
        self.init(
            run: row["run"], position: row["position"], kind: kind, segment: row["segment"], state: state, affected: row["affected"],
            counts: TaskCounts(lookedAt: row["looked"], changed: row["changed"], left: row["left_alone"], failed: row["failed"]),
            summary: Message(stored: row["summary"]), reason: Message(stored: row["reason"]),
            startedAt: (row["started_at"] as String?).flatMap { Instant(iso: $0) },
            finishedAt: (row["finished_at"] as String?).flatMap { Instant(iso: $0) })
    }
}
