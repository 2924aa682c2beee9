package import Expressions
import GRDB
package import Model
package import Tabular

/// Which records belong together, worked out in tables that only this connection sees.
package struct MatchRepository {
    let db: Database

    /// Forgets what was noted before.
    package func clear() throws {
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS ajastin_match (rule INTEGER, key TEXT, record INTEGER, PRIMARY KEY (rule, key, record))
                    WITHOUT ROWID;
                CREATE TEMP TABLE IF NOT EXISTS ajastin_match_group (first INTEGER, record INTEGER, PRIMARY KEY (first, record)) WITHOUT ROWID;
                CREATE TEMP TABLE IF NOT EXISTS ajastin_match_move (old PRIMARY KEY, new) WITHOUT ROWID;
                DELETE FROM temp.ajastin_match; DELETE FROM temp.ajastin_match_group; DELETE FROM temp.ajastin_match_move;
                """)
    }

    /// Notes by what a record is known under a rule; records with the same key under the same rule belong together.
    package func note(_ key: String, rule: Int, record: Int64) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO temp.ajastin_match (rule, key, record) VALUES (?, ?, ?)")
            .execute(arguments: [rule, key, record])
    }

    /// Hands `body` each record that shares a key with an earlier one, and the earliest of those.
    package func forEachLink(_ body: (_ record: Int64, _ first: Int64) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT record, first FROM (
                    SELECT record, min(record) OVER (PARTITION BY rule, key) AS first FROM temp.ajastin_match) WHERE record <> first
                """)
        while let row = try rows.next() { try body(row["record"], row["first"]) }
    }

    /// Notes a group by its records, the first one included.
    package func noteGroup(_ records: [Int64], first: Int64) throws {
        let insertion = try db.cachedStatement(sql: "INSERT INTO temp.ajastin_match_group (first, record) VALUES (?, ?)")
        for record in records { try insertion.execute(arguments: [first, record]) }
    }

    /// Lends `body` a cursor over the records of the groups, group by group: the identity of its first record, the record's own, its fields.
    package func withGroups<Result>(
        of module: ModuleDefinition, _ fields: [FieldDefinition], _ body: (BatchCursor) throws -> Result
    ) throws -> Result {
        let columns = fields.map { ", r.\(quoted($0.key))" }.joined()
        let fragment = SQLFragment(
            sql: """
                SELECT grouped.first, grouped.record\(columns) FROM temp.ajastin_match_group AS grouped
                CROSS JOIN \(quoted(module.name)) AS r ON r._id = grouped.record ORDER BY grouped.first, grouped.record
                """)
        return try lend(fragment, [.integer, .integer] + fields.map(\.columnType), body)
    }

    /// Notes that what belongs to the record with one key is to belong to that with another.
    package func noteMove(from old: SQLValue, to new: SQLValue) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO temp.ajastin_match_move (old, new) VALUES (?, ?)")
            .execute(arguments: [old.databaseValue, new.databaseValue])
    }

    /// Lends `body` a cursor over the records of `module` whose parent's key has moved: their identities and the new keys.
    package func withMoves<Result>(in module: ModuleDefinition, _ body: (BatchCursor) throws -> Result) throws -> Result? {
        guard let parent = module.parent, let field = module.field(parent.field) else { return nil }
        let fragment = SQLFragment(
            sql: """
                SELECT r._id, move.new FROM temp.ajastin_match_move AS move
                CROSS JOIN \(quoted(module.name)) AS r ON r.\(quoted(field.key)) = move.old
                """)
        return try lend(fragment, [.integer, field.columnType], body)
    }

    private func lend<Result>(_ fragment: SQLFragment, _ types: [ColumnType], _ body: (BatchCursor) throws -> Result) throws -> Result {
        let reader = try RecordReader(db: db, fragment: fragment, types: types)
        return try body(BatchCursor(types: types) { try reader.next() })
    }
}

extension RecordRepository {
    /// What finds the records of `child` that belong to the members of `segment`, which is one of `module`, by their identities.
    package func children(of segment: String, in module: ModuleDefinition, _ child: ModuleDefinition) -> RecordQuery {
        let condition = SQLFragment(
            sql: """
                r.\(quoted(child.parent?.field ?? "")) IN (
                    SELECT owner.\(quoted(module.key ?? "")) FROM ajastin_segment_member AS member
                    CROSS JOIN \(quoted(module.name)) AS owner ON owner._id = member.record WHERE member.segment = ?)
                """, bindings: [.text(segment)])
        return RecordQuery(module: child, columns: [], condition: condition, includesIdentity: true)
    }
}
