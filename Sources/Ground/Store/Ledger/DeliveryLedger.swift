import GRDB
package import Model
package import Tabular

/// One bundle to one recipient.
package struct DeliveryRecord: Hashable, Sendable {
    /// Derived from run, task and recipient, so that doing a task again makes no second one; also its folder's name in the spool.
    package var id: String
    /// Nil for a notice that belongs to no run.
    package var run: Int64?
    package var task: Int?
    package var recipient: String
    package var state: DeliveryState
    package var createdAt: Instant
    package var expiresAt: Instant?
    package var tries: Int
    package var reason: Message?

    package init(
        id: String, run: Int64?, task: Int?, recipient: String, state: DeliveryState = .spooled, createdAt: Instant,
        expiresAt: Instant? = nil,
        tries: Int = 0, reason: Message? = nil
    ) {
        self.id = id
        self.run = run
        self.task = task
        self.recipient = recipient
        self.state = state
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.tries = tries
        self.reason = reason
    }
}

/// A rendered file, kept under its SHA-256.
package struct ArtifactRecord: Hashable, Sendable {
    package var sha256: String
    package var name: String
    package var format: String
    package var language: Language
    /// In bytes.
    package var size: Int64
    package var rowCount: Int
    package var cellCount: Int
    /// How long it took to be rendered.
    package var milliseconds: Int
    /// What could not be written as it was.
    package var notes: [Message]

    package init(
        sha256: String, name: String, format: String, language: Language, size: Int64, rowCount: Int, cellCount: Int = 0,
        milliseconds: Int = 0, notes: [Message] = []
    ) {
        self.sha256 = sha256
        self.name = name
        self.format = format
        self.language = language
        self.size = size
        self.rowCount = rowCount
        self.cellCount = cellCount
        self.milliseconds = milliseconds
        self.notes = notes
    }
}

/// Deliveries, and the files in them.
package struct DeliveryLedger {
    let db: Database

    /// Notes a delivery that is built but not yet visible in the spool; one that is there already stays as it is.
    package func add(_ delivery: DeliveryRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_delivery (id, run, task, recipient, state, created_at, expires_at, tries) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """,
            arguments: [
                delivery.id, delivery.run, delivery.task, delivery.recipient, delivery.state.rawValue, delivery.createdAt.stored,
                delivery.expiresAt?.stored, delivery.tries,
            ])
    }

    /// Notes a rendered file.
    package func add(_ artifact: ArtifactRecord, run: Int64, task: Int) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_artifact
                (sha256, run, task, name, format, language, size, row_count, cell_count, milliseconds, notes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (run, task, name, language, sha256) DO NOTHING
                """,
            arguments: [
                artifact.sha256, run, task, artifact.name, artifact.format, artifact.language.rawValue, artifact.size, artifact.rowCount,
                artifact.cellCount, artifact.milliseconds, try artifact.notes.map { try $0.stored() }.joined(separator: "\n"),
            ])
    }

    /// The files that a run rendered, task by task.
    package func artifacts(run: Int64) throws -> [(task: Int, artifact: ArtifactRecord)] {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM ajastin_artifact WHERE run = ? ORDER BY task, language, name", arguments: [run])
        return rows.compactMap { row in
            guard let language = Language(rawValue: row["language"]) else { return nil }
            return (
                row["task"],
                ArtifactRecord(
                    sha256: row["sha256"], name: row["name"], format: row["format"], language: language, size: row["size"],
                    rowCount: row["row_count"], cellCount: row["cell_count"], milliseconds: row["milliseconds"],
                    notes: (row["notes"] as String).split(separator: "\n").compactMap { Message(stored: String($0)) })
            )
        }
    }

    /// Whether this delivery is in the ledger.
    package func contains(_ id: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM ajastin_delivery WHERE id = ?)", arguments: [id]) ?? false
    }

    /// Deliveries that are noted but perhaps not yet visible in the spool.
    package func unpublished() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT id FROM ajastin_delivery WHERE published = 0 ORDER BY id")
    }

    /// Notes that a delivery is visible in the spool.
    package func markPublished(_ id: String) throws {
        try db.execute(sql: "UPDATE ajastin_delivery SET published = 1 WHERE id = ?", arguments: [id])
    }

    /// Notes what has become of a delivery.
    package func setState(_ id: String, _ state: DeliveryState, tries: Int, reason: Message? = nil) throws {
        try db.execute(
            sql: "UPDATE ajastin_delivery SET state = ?, tries = ?, reason = ? WHERE id = ?",
            arguments: [state.rawValue, tries, try reason?.stored(), id])
    }

    /// The delivery with this number.
    package func delivery(_ id: String) throws -> DeliveryRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_delivery WHERE id = ?", arguments: [id]).flatMap(DeliveryRecord.init)
    }

    /// The deliveries, the newest first; of one run, or of all.
    package func list(run: Int64? = nil, limit: Int = .max) throws -> [DeliveryRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_delivery WHERE ?1 IS NULL OR run = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2",
            arguments: [run, limit]
        )
        .compactMap(DeliveryRecord.init)
    }
}

extension DeliveryRecord {
    fileprivate init?(row: Row) {
        guard let state = DeliveryState(rawValue: row["state"]), let createdAt = Instant(iso: row["created_at"] as String) else {
            return nil
        }
        self.init(
            id: row["id"], run: row["run"], task: row["task"], recipient: row["recipient"], state: state, createdAt: createdAt,
            expiresAt: (row["expires_at"] as String?).flatMap { Instant(iso: $0) }, tries: row["tries"],
            reason: Message(stored: row["reason"]))
    }
}
