import GRDB
package import Model
package import Tabular

/// A run whose start waits for a file.
package struct AwaitingRun: Hashable, Sendable {
    package var id: Int64
    package var schedule: String
    package var due: Instant
    package var wait: RunPlan.Wait
}

extension RunLedger {
    // MARK: Files

    /// The runs that wait for a file.
    package func awaiting() throws -> [AwaitingRun] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_run WHERE wait_source IS NOT NULL ORDER BY wait_until, id").compactMap { row in
            guard let due = Instant(iso: row["due"] as String), let since = Instant(iso: row["wait_since"] as String),
                let until = Instant(iso: row["wait_until"] as String)
            else { return nil }
            let wait = RunPlan.Wait(source: row["wait_source"], since: since, until: until, holds: row["wait_holds"])
            return AwaitingRun(id: row["id"], schedule: row["schedule"], due: due, wait: wait)
        }
    }

    /// Lets a run wait no longer; false when another process has done so.
    ///
    /// - Parameters:
    ///   - note: what its readers are to know.
    ///   - held: why it waits for a person from now on.
    package func endWait(_ run: Int64, note: Message? = nil, held: Message? = nil) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE ajastin_run SET wait_source = NULL, wait_until = NULL, waits = NULL, note = ?, held = ?
                WHERE id = ? AND wait_source IS NOT NULL
                """,
            arguments: [try note?.stored(), try held?.stored(), run])
        return db.changesCount == 1
    }

    // MARK: Plans and deadlines

    /// Whether a run could be claimed now.
    package func isAnyReady(at now: Instant, leaseTime: Instant) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (\(Self.nextToTake))",
            arguments: ["now": leaseTime.stored, "started": now.stored]) ?? false
    }

    /// When a waiting run is planned to start, or to wait no longer, next after `now`.
    package func nextPlanned(after now: Instant) throws -> Instant? {
        let planned = try String.fetchOne(
            db, sql: "SELECT min(starts_at) FROM ajastin_run WHERE state = 'waiting' AND starts_at IS NOT NULL AND starts_at > ?",
            arguments: [now.stored])
        let awaiting = try String.fetchOne(db, sql: "SELECT min(wait_until) FROM ajastin_run WHERE wait_source IS NOT NULL")
        return [planned, awaiting].compactMap { $0.flatMap { Instant(iso: $0) } }.min()
    }

    /// The unfinished runs with a deadline whose owners have not been told that it may be missed.
    package func unwarned() throws -> [RunRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM ajastin_run WHERE state IN ('waiting', 'running') AND deadline IS NOT NULL AND warned = 0
                ORDER BY deadline
                """
        )
        .compactMap(RunRecord.init)
    }

    /// Notes that the owner of the run is told; false when another process has done so.
    package func markWarned(_ run: Int64) throws -> Bool {
        try db.execute(sql: "UPDATE ajastin_run SET warned = 1 WHERE id = ? AND warned = 0", arguments: [run])
        return db.changesCount == 1
    }

    /// Forgets the runs that a clock skipped which was ahead of `now`; returns when the first of them was due.
    package func forgetSkipped(schedule: String, decidedAfter now: Instant) throws -> Instant? {
        let forgotten = try String.fetchAll(
            db,
            sql: """
                DELETE FROM ajastin_run WHERE schedule = ? AND state = 'skipped' AND "trigger" = 'schedule' AND created_at > ?
                RETURNING due
                """,
            arguments: [schedule, now.stored])
        return forgotten.min().flatMap { Instant(iso: $0) }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
