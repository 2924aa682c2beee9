import GRDB
package import Model
package import Tabular

/// Something that the owner of a schedule is to be told by mail.
package struct NoticeRecord: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// The schedule cannot tell when it is due.
        case scheduleHeld = "schedule-held"
        /// A run waits for a person.
        case runHeld = "run-held"
        /// A run may not be done by its deadline.
        case runAtRisk = "run-at-risk"
    }

    /// Derived from what it is about, so that the same is told once: letters, digits and hyphens.
    package var id: String
    package var kind: Kind
    package var schedule: String
    package var run: Int64?
    package var reason: Message

    package init(id: String, kind: Kind, schedule: String, run: Int64? = nil, reason: Message) {
        self.id = id
        self.kind = kind
        self.schedule = schedule
        self.run = run
        self.reason = reason
    }
}

/// The notices that are noted with what they tell of, and mailed afterwards.
package struct NoticeRepository {
    let db: Database

    /// Notes a notice; one that is there already stays as it is.
    package func add(_ notice: NoticeRecord, at now: Instant) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_notice (id, kind, schedule, run, reason, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """,
            arguments: [notice.id, notice.kind.rawValue, notice.schedule, notice.run, try notice.reason.stored(), now.stored])
    }

    /// The notices that have not been mailed, the oldest first.
    package func unsent() throws -> [NoticeRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_notice WHERE sent = 0 ORDER BY created_at, id").compactMap { row in
            guard let kind = NoticeRecord.Kind(rawValue: row["kind"]), let reason = Message(stored: row["reason"]) else { return nil }
            return NoticeRecord(id: row["id"], kind: kind, schedule: row["schedule"], run: row["run"], reason: reason)
        }
    }

    /// Notes that the notice is mailed, or that there is nobody to mail it to.
    package func markSent(_ id: String) throws {
        try db.execute(sql: "UPDATE ajastin_notice SET sent = 1 WHERE id = ?", arguments: [id])
    }
}
