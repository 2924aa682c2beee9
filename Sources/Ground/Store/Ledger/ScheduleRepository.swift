import Foundation
import GRDB
package import Model
package import Tabular

/// What the store keeps of a schedule beside its definition.
package struct ScheduleRecord: Hashable, Sendable {
    package var name: String
    package var createdAt: Instant
    package var isActive: Bool
    /// What its timing was when ``nextDue`` was computed; a text that differs when the timing does.
    package var timing: String
    /// Nil when it never falls due again, or has no timing.
    package var nextDue: Instant?
    /// Whether a password is set.
    package var hasPassword: Bool
    /// Why it cannot be said when it is due.
    package var held: Message?
}

/// When each schedule is due next, and its password.
package struct ScheduleRepository {
    let db: Database

    /// The schedule with this name.
    package func schedule(_ name: String) throws -> ScheduleRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_schedule WHERE name = ?", arguments: [name]).flatMap(ScheduleRecord.init)
    }

    /// Every schedule, by name.
    package func list() throws -> [ScheduleRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_schedule ORDER BY name").compactMap(ScheduleRecord.init)
    }

    /// Adds a schedule, or changes its timing and when it is due next.
    package func set(_ name: String, isActive: Bool, timing: String, nextDue: Instant?, at now: Instant) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_schedule (name, created_at, active, timing, next_due, looked_at) VALUES (:name, :now, :active, :timing, :next, :now)
                ON CONFLICT (name) DO UPDATE SET active = excluded.active, timing = excluded.timing, next_due = excluded.next_due,
                    looked_at = excluded.looked_at, held = NULL
                """,
            arguments: ["name": name, "now": now.stored, "active": isActive, "timing": timing, "next": nextDue?.stored])
    }

    /// Forgets the schedules that are no longer defined; their runs stay in the history.
    package func forget(except names: Set<String>) throws {
        for name in try String.fetchAll(db, sql: "SELECT name FROM ajastin_schedule") where !names.contains(name) {
            try db.execute(sql: "DELETE FROM ajastin_schedule WHERE name = ?", arguments: [name])
        }
    }

    /// The active schedules that are due at `now`, the longest due first.
    package func due(at now: Instant, limit: Int) throws -> [ScheduleRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM ajastin_schedule WHERE active = 1 AND next_due IS NOT NULL AND held IS NULL AND next_due <= ?
                ORDER BY next_due, name LIMIT ?
                """,
            arguments: [now.stored, limit]
        )
        .compactMap(ScheduleRecord.init)
    }

    /// When the next active schedule is due.
    package func nextDue() throws -> Instant? {
        try String.fetchOne(
            db, sql: "SELECT min(next_due) FROM ajastin_schedule WHERE active = 1 AND next_due IS NOT NULL AND held IS NULL"
        )
        .flatMap { Instant(iso: $0) }
    }

    /// Moves a schedule that was looked at `now` on to `next`, unless another process has done so.
    package func advance(_ schedule: ScheduleRecord, to next: Instant?, at now: Instant) throws -> Bool {
        try db.cachedStatement(sql: "UPDATE ajastin_schedule SET next_due = ?, looked_at = ? WHERE name = ? AND next_due IS ?")
            .execute(arguments: [next?.stored, now.stored, schedule.name, schedule.nextDue?.stored])
        return db.changesCount == 1
    }

    /// The active schedules that were looked at later than `now`, by a clock that was ahead.
    package func lookedAt(after now: Instant, limit: Int) throws -> [ScheduleRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_schedule WHERE looked_at > ? ORDER BY looked_at, name LIMIT ?", arguments: [now.stored, limit]
        )
        .compactMap(ScheduleRecord.init)
    }

    /// The schedules of which it cannot be said when they are due.
    package func held() throws -> [ScheduleRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_schedule WHERE held IS NOT NULL ORDER BY name").compactMap(ScheduleRecord.init)
    }

    /// Holds a schedule back for `reason`, or lets it go on; false when it was so already.
    package func hold(_ name: String, for reason: Message?) throws -> Bool {
        try db.execute(
            sql: "UPDATE ajastin_schedule SET held = :held WHERE name = :name AND (held IS NULL) <> (:held IS NULL)",
            arguments: ["held": try reason?.stored(), "name": name])
        return db.changesCount == 1
    }

    /// The schedule's password as it is kept: encrypted under the workspace's key.
    package func sealedPassword(_ name: String) throws -> [UInt8]? {
        try Data.fetchOne(db, sql: "SELECT password FROM ajastin_schedule WHERE name = ? AND password IS NOT NULL", arguments: [name])
            .map { [UInt8]($0) }
    }

    /// Keeps the schedule's encrypted password.
    package func setSealedPassword(_ sealed: [UInt8], of name: String) throws {
        try db.execute(sql: "UPDATE ajastin_schedule SET password = ? WHERE name = ?", arguments: [Data(sealed), name])
    }
}

extension ScheduleRecord {
    fileprivate init?(row: Row) {
        guard let createdAt = Instant(iso: row["created_at"] as String) else { return nil }
        self.init(
            name: row["name"], createdAt: createdAt, isActive: row["active"], timing: row["timing"],
            nextDue: (row["next_due"] as String?).flatMap { Instant(iso: $0) }, hasPassword: (row["password"] as Data?) != nil,
            held: Message(stored: row["held"]))
    }
}
