import Expressions
import GRDB
package import Model
package import Tabular

/// What a refresh did to a segment's members.
package struct Membership: Hashable, Sendable {
    package var segment: String
    /// Members after the refresh.
    package var size: Int
    package var joined: Int
    package var left: Int
    package var at: Instant

    package init(segment: String, size: Int, joined: Int, left: Int, at: Instant) {
        self.segment = segment
        self.size = size
        self.joined = joined
        self.left = left
        self.at = at
    }
}

/// The segments' materialized members and their history.
package struct SegmentRepository {
    let db: Database

    /// Makes the records of `module` that `selection` finds the members of `segment`.
    package func refresh(
        _ segment: String, of module: ModuleDefinition, selecting selection: SegmentSelection, run: Int64?, at now: Instant
    ) throws -> Membership {
        let condition = selection.condition(of: module)
        try db.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS ajastin_next (record INTEGER PRIMARY KEY); DELETE FROM temp.ajastin_next")
        try db.execute(
            sql: "INSERT INTO temp.ajastin_next SELECT r._id FROM \(quoted(module.name)) AS r WHERE \(condition.sql)",
            arguments: condition.arguments)
        let size = db.changesCount
        try db.execute(
            sql: "INSERT INTO ajastin_segment_refresh (segment, run, at, size, joined, \"left\") VALUES (?, ?, ?, ?, 0, 0)",
            arguments: [segment, run, now.stored, size])
        let refresh = db.lastInsertedRowID
        try db.execute(
            sql: """
                INSERT INTO ajastin_segment_change (refresh, record, joined) SELECT ?, record, 0 FROM ajastin_segment_member
                WHERE segment = ? AND record NOT IN (SELECT record FROM temp.ajastin_next)
                """,
            arguments: [refresh, segment])
        let left = db.changesCount
        try db.execute(
            sql: """
                INSERT INTO ajastin_segment_change (refresh, record, joined) SELECT ?, record, 1 FROM temp.ajastin_next
                WHERE record NOT IN (SELECT record FROM ajastin_segment_member WHERE segment = ?)
                """,
            arguments: [refresh, segment])
        let joined = db.changesCount
        try db.execute(
            sql: """
                DELETE FROM ajastin_segment_member
                WHERE segment = ? AND record IN (SELECT record FROM ajastin_segment_change WHERE refresh = ? AND joined = 0)
                """,
            arguments: [segment, refresh])
        try db.execute(
            sql: "INSERT INTO ajastin_segment_member SELECT ?, record FROM ajastin_segment_change WHERE refresh = ? AND joined = 1",
            arguments: [segment, refresh])
        try db.execute(
            sql: "UPDATE ajastin_segment_refresh SET joined = ?, \"left\" = ? WHERE id = ?", arguments: [joined, left, refresh])
        return Membership(segment: segment, size: size, joined: joined, left: left, at: now)
    }

    /// The refreshes of `segment`, the newest first.
    package func history(_ segment: String, limit: Int = 100) throws -> [Membership] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_segment_refresh WHERE segment = ? ORDER BY id DESC LIMIT ?", arguments: [segment, limit]
        )
        .compactMap { row in
            Instant(iso: row["at"] as String).map {
                Membership(segment: row["segment"], size: row["size"], joined: row["joined"], left: row["left"], at: $0)
            }
        }
    }

    /// Forgets the members of segments that are no longer defined; their history stays.
    package func forget(except names: Set<String>) throws {
        // From one segment to the next: DISTINCT would go through all members.
        let present = try String.fetchAll(
            db,
            sql: """
                WITH RECURSIVE present (name) AS (
                    SELECT min(segment) FROM ajastin_segment_member
                    UNION ALL SELECT (SELECT min(segment) FROM ajastin_segment_member WHERE segment > name) FROM present WHERE name IS NOT NULL)
                SELECT name FROM present WHERE name IS NOT NULL
                """)
        for name in present where !names.contains(name) {
            try db.execute(sql: "DELETE FROM ajastin_segment_member WHERE segment = ?", arguments: [name])
        }
    }

    /// How many records of `module` a selection finds, without making them members.
    package func count(of module: ModuleDefinition, selecting selection: SegmentSelection) throws -> Int {
        let condition = selection.condition(of: module)
        return try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(quoted(module.name)) AS r WHERE \(condition.sql)", arguments: condition.arguments) ?? 0
    }
}
