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
        /// A run has planned edits that a person is to approve.
        case approvalNeeded = "approval-needed"
        /// A run may not be done by its deadline.
        case runAtRisk = "run-at-risk"
        /// Rows of a file were rejected, or the file as a whole.
        case dropRejected = "drop-rejected"
        /// A file waits for a person's word.
        case dropHeld = "drop-held"
    }

    /// Derived from what it is about, so that the same is told once: letters, digits and hyphens.
    package var id: String
    package var kind: Kind
    /// The schedule that it is about; for drops, the source.
    package var schedule: String
    package var run: Int64?
    package var drop: Int64?
    package var reason: Message

    package init(id: String, kind: Kind, schedule: String, run: Int64? = nil, reason: Message) {
        self.id = id
        self.kind = kind
        self.schedule = schedule
        self.run = run
        self.reason = reason
    }

    /// What the owner of the source is to know of a drop.
    package init(drop: DropRecord) {
        let isHeld = drop.state == .held
        let counts: [String: MessageArgument] = ["count": .integer(drop.counts.rejected), "read": .integer(drop.counts.read)]
        self.init(
            id: "drop-\(drop.id)-\(drop.state.rawValue)", kind: isHeld ? .dropHeld : .dropRejected, schedule: drop.source,
            reason: drop.reason ?? Message(.noticeRowsRejected, counts))
        self.drop = drop.id
    }
}

/// The notices that are noted with what they tell of, and mailed afterwards.
package struct NoticeRepository {
    let db: Database

    /// Notes a notice; one that is there already stays as it is.
    package func add(_ notice: NoticeRecord, at now: Instant) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_notice (id, kind, schedule, run, drop_id, reason, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """,
            arguments: [notice.id, notice.kind.rawValue, notice.schedule, notice.run, notice.drop, try notice.reason.stored(), now.stored])
    }

    /// The notices that have not been mailed, the oldest first.
    package func unsent() throws -> [NoticeRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_notice WHERE sent = 0 ORDER BY created_at, id").compactMap { row in
            guard let kind = NoticeRecord.Kind(rawValue: row["kind"]), let reason = Message(stored: row["reason"]) else { return nil }
            var notice = NoticeRecord(id: row["id"], kind: kind, schedule: row["schedule"], run: row["run"], reason: reason)
            notice.drop = row["drop_id"]
            return notice
        }
    }

    /// Notes that the notice is mailed, or that there is nobody to mail it to.
    package func markSent(_ id: String) throws {
        try db.execute(sql: "UPDATE ajastin_notice SET sent = 1 WHERE id = ?", arguments: [id])
    }
}

extension MessageKey {
    static let noticeRowsRejected: MessageKey = "notice.rows-rejected"
}
