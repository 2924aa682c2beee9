package import Expressions
import GRDB
package import Model

/// Set-based changes to the members of a segment, journalled with old and new value.
package struct EditRepository {
    let db: Database

    /// How many records an edit met and changed.
    package struct Counts: Hashable, Sendable {
        package var lookedAt: Int
        package var changed: Int

        package init(lookedAt: Int, changed: Int) {
            self.lookedAt = lookedAt
            self.changed = changed
        }
    }

    /// Sets fields of every member of `segment`; only values that differ are written.
    ///
    /// - Parameters:
    ///   - assignments: a field and an SQL expression over the alias `r` for its new value, as the column stores it.
    ///   - run, task: under which the journal lists each old and new value.
    package func apply(
        _ assignments: [(field: String, value: SQLFragment)], to segment: String, of module: ModuleDefinition, run: Int64, task: Int
    ) throws -> Counts {
        let table = quoted(module.name)
        let members = "r._id IN (SELECT record FROM ajastin_segment_member WHERE segment = ?)"
        for (field, value) in assignments {
            try db.execute(
                sql: """
                    INSERT INTO ajastin_edit (run, task, module, record, field, old, new)
                    SELECT ?, ?, ?, _id, ?, old, new FROM
                        (SELECT r._id, r.\(quoted(field)) AS old, \(value.sql) AS new FROM \(table) AS r WHERE \(members)) AS edit
                    WHERE old IS NOT new
                    ON CONFLICT (run, task, record, field) DO UPDATE SET new = excluded.new
                    """,
                arguments: [run, task, module.name, field] + value.arguments + [segment])
        }
        for (field, _) in assignments {
            // The journal holds each record's new value; the next file that has this record is compared with it again.
            try db.execute(
                sql: """
                    UPDATE \(table) SET _hash = NULL, \(quoted(field)) = edit.new
                    FROM ajastin_edit AS edit
                    WHERE edit.run = ? AND edit.task = ? AND edit.field = ? AND edit.record = \(table)._id
                    """,
                arguments: [run, task, field])
        }
        let changed = try Int.fetchOne(
            db, sql: "SELECT count(DISTINCT record) FROM ajastin_edit WHERE run = ? AND task = ?", arguments: [run, task])
        let lookedAt = try RecordRepository(db: db).count(module, segment: segment)
        return Counts(lookedAt: lookedAt, changed: changed ?? 0)
    }

    /// The journal of a run: each record's key, the field, the old and the new value as stored.
    package func journal(run: Int64, modules: [String: ModuleDefinition], limit: Int = 10_000) throws -> [JournalEntry] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_edit WHERE run = ? ORDER BY task, record, field LIMIT ?", arguments: [run, limit]
        )
        .map { row in
            let module: String = row["module"]
            var name = String(row["record"] as Int64)
            if let key = modules[module]?.key {
                name =
                    try String.fetchOne(
                        db, sql: "SELECT CAST(\(quoted(key)) AS TEXT) FROM \(quoted(module)) WHERE _id = ?",
                        arguments: [row["record"] as Int64]) ?? name
            }
            return JournalEntry(
                task: row["task"], module: module, record: name, field: row["field"], old: StoredValue(row["old"]),
                new: StoredValue(row["new"]))
        }
    }
}

/// One value that a run changed.
package struct JournalEntry: Hashable, Sendable {
    package var task: Int
    package var module: String
    /// The record's key, or its identity where the module has no key.
    package var record: String
    package var field: String
    package var old: StoredValue
    package var new: StoredValue
}

/// A value as a module's column stores it.
package enum StoredValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)

    init(_ value: DatabaseValue) {
        switch value.storage {
        case .int64(let integer): self = .integer(integer)
        case .string(let text): self = .text(text)
        case .double(let number): self = .text(String(number))
        case .blob, .null: self = .null
        }
    }
}
