import GRDB
package import Model
package import Tabular

/// What came in.
package struct DropRepository {
    let db: Database

    /// The drop with this number.
    package func drop(_ id: Int64) throws -> DropRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_drop WHERE id = ?", arguments: [id]).flatMap(DropRecord.init)
    }

    /// The drops, the newest first.
    package func list(limit: Int = .max) throws -> [DropRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_drop ORDER BY id DESC LIMIT ?", arguments: [limit]).compactMap(DropRecord.init)
    }

    /// The drop of `source` that was applied last.
    package func lastApplied(source: String) throws -> DropRecord? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM ajastin_drop WHERE source = ? AND state = 'applied' ORDER BY id DESC LIMIT 1", arguments: [source]
        )
        .flatMap(DropRecord.init)
    }

    /// The drop of `source` by which this content was applied, or is held.
    package func applied(source: String, sha256: String) throws -> DropRecord? {
        // Each state by itself has an index.
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT * FROM ajastin_drop WHERE source = :source AND sha256 = :sha256 AND state = 'applied'
                    UNION ALL SELECT * FROM ajastin_drop WHERE source = :source AND sha256 = :sha256 AND state = 'held'
                    ORDER BY id DESC LIMIT 1
                    """),
            arguments: ["source": source, "sha256": sha256]
        )
        .flatMap(DropRecord.init)
    }

    /// Whether a content of this size, in bytes, was applied for `source`, or is held.
    package func hasSize(_ size: Int64, source: String) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM ajastin_drop WHERE source = ? AND size = ? AND state IN ('applied', 'held'))"),
            arguments: [source, size]) ?? true
    }

    /// Whether a file of `source` was taken in since this moment; the content that was applied last, sent again, counts too.
    package func hasArrived(_ source: String, since instant: Instant) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM ajastin_drop WHERE source = :source AND finished_at >= :since AND (state = 'applied' OR state = 'duplicate'
                        AND sha256 = (SELECT sha256 FROM ajastin_drop WHERE source = :source AND state = 'applied' ORDER BY id DESC LIMIT 1)))
                """,
            arguments: ["source": source, "since": instant.stored]) ?? false
    }

    /// Notes that the drop's file has left the watched folder.
    package func markArchived(_ id: Int64) throws {
        try db.execute(sql: "UPDATE ajastin_drop SET archived = 1 WHERE id = ?", arguments: [id])
    }

    /// Notes a drop and returns its number: `id` where that is free or the request's own, another one otherwise.
    @discardableResult
    package func record(_ request: DropRequest, id: Int64? = nil, _ outcome: DropOutcome, at now: Instant) throws -> Int64 {
        let wanted = request.id ?? id
        let isTaken = try wanted.map {
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM ajastin_drop WHERE id = ?)", arguments: [$0]) ?? true
        }
        if let own = request.id { try db.execute(sql: "DELETE FROM ajastin_drop WHERE id = ?", arguments: [own]) }
        let counts = outcome.counts
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO ajastin_drop (id, source, file, size, sha256, state, read, added, changed, unchanged, removed, rejected,
                    records, completes, received_at, finished_at, detail, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            isTaken == false || request.id != nil ? wanted : nil, request.source, request.file, request.size, request.sha256,
            outcome.state.rawValue, counts.read, counts.added, counts.changed, counts.unchanged, counts.removed, counts.rejected,
            outcome.records, request.completes, request.receivedAt.stored, now.stored, outcome.detail, try outcome.reason?.stored(),
        ])
        return db.lastInsertedRowID
    }

    /// Ends a held drop without applying it.
    package func discard(_ id: Int64, reason: Message, at now: Instant) throws {
        try db.execute(
            sql: "UPDATE ajastin_drop SET state = 'rejected', reason = ?, finished_at = ?, archived = 0 WHERE id = ? AND state = 'held'",
            arguments: [try reason.stored(), now.stored, id])
    }

    /// The drops that brought back rejected rows of this one, corrected, the oldest first.
    package func completions(of id: Int64) throws -> [DropRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_drop WHERE completes = ? AND state = 'applied' ORDER BY id", arguments: [id]
        ).compactMap(DropRecord.init)
    }

    /// The drops of `source` with rejected rows, the newest first.
    package func withRejects(source: String, limit: Int) throws -> [DropRecord] {
        // SQLite by itself would go through all that were applied.
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM ajastin_drop INDEXED BY ajastin_drop_rejects
                WHERE source = ? AND rejected > 0 AND state = 'applied' ORDER BY id DESC LIMIT ?
                """,
            arguments: [source, limit]
        ).compactMap(DropRecord.init)
    }

    /// The drops that wait for a person's word.
    package func held() throws -> [DropRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_drop WHERE state = 'held' ORDER BY id").compactMap(DropRecord.init)
    }

    /// The numbers of the drops of `source` that ended before this moment, of which files may be left.
    package func ended(source: String, before instant: Instant) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT id FROM ajastin_drop WHERE source = ? AND finished_at < ? AND state <> 'held'",
            arguments: [source, instant.stored])
    }

    /// The number that the next drop gets if nobody else takes it.
    func nextID() throws -> Int64 {
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'ajastin_drop'"))
        return (last ?? 0) + 1
    }
}

extension DropRecord {
    fileprivate init?(row: Row) {
        guard let state = DropState(rawValue: row["state"]), let receivedAt = Instant(iso: row["received_at"] as String),
            let finishedAt = Instant(iso: row["finished_at"] as String)
        else { return nil }
        var counts = DropCounts()
        counts.read = row["read"]
        counts.added = row["added"]
        counts.changed = row["changed"]
        counts.unchanged = row["unchanged"]
        counts.removed = row["removed"]
        counts.rejected = row["rejected"]
        self.init(
            id: row["id"], source: row["source"], file: row["file"], size: row["size"], sha256: row["sha256"], state: state, counts: counts,
            receivedAt: receivedAt, finishedAt: finishedAt, isArchived: row["archived"], detail: row["detail"],
            reason: Message(stored: row["reason"]), completes: row["completes"])
    }
}
