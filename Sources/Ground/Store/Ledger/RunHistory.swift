import GRDB
package import Model
package import Tabular

extension RunLedger {
    /// The run with this number.
    package func run(_ id: Int64) throws -> RunRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_run WHERE id = ?", arguments: [id]).flatMap(RunRecord.init)
    }

    /// The runs, the newest first; of one schedule, or of all.
    package func list(schedule: String? = nil, limit: Int = 1000) throws -> [RunRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_run WHERE ?1 IS NULL OR schedule = ?1 ORDER BY id DESC LIMIT ?2", arguments: [schedule, limit]
        )
        .compactMap(RunRecord.init)
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
            held: Message(stored: row["held"]), reason: Message(stored: row["reason"]))
    }
}

extension TaskRecord {
    init?(row: Row) {
        guard let kind = TaskKind(rawValue: row["kind"]), let state = RunState(rawValue: row["state"]) else { return nil }
        self.init(
            run: row["run"], position: row["position"], kind: kind, segment: row["segment"], state: state, affected: row["affected"],
            summary: Message(stored: row["summary"]), reason: Message(stored: row["reason"]),
            startedAt: (row["started_at"] as String?).flatMap { Instant(iso: $0) },
            finishedAt: (row["finished_at"] as String?).flatMap { Instant(iso: $0) })
    }
}
