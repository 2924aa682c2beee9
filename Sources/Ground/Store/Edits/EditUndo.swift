import GRDB
package import Model
package import Tabular

/// What taking back a run's edits did.
package struct UndoRecord: Hashable, Sendable {
    package var run: Int64
    package var at: Instant
    package var who: String
    /// Values that are as they were before the run.
    package var restored: Int
    /// Removed records that are back.
    package var broughtBack: Int
    /// Values and records that were left as they are now.
    package var left: Int
}

/// Something that an undo left as it is.
package struct UndoConflict: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
        /// The value is no longer the one that the run wrote.
        case changed
        /// The record is no longer there.
        case removed
        /// Another record has the removed one's key.
        case keyTaken = "key-taken"
    }

    package var entry: JournalEntry
    package var reason: Reason
    package var now: StoredValue
}

extension EditRepository {
    /// Takes back all edits of a run, the newest task first, except where a value is no longer the one that the run wrote.
    ///
    /// Nil when the run has made none, or they are taken back already. The run itself must have ended.
    package func undo(run: Int64, by who: String, at now: Instant) throws -> UndoRecord? {
        let applied = try plans(of: run).filter { $0.state == .applied }
        guard !applied.isEmpty, try undoing(of: run) == nil else { return nil }
        // The undo is noted behind the conflicts that belong to it, for the reason that ``apply(run:task:at:)`` has to note things first.
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        var restored = 0
        var broughtBack = 0
        for step in try steps(of: run).reversed() where step.isApplied {
            if step.removes {
                broughtBack += try bringBack(step, run: run)
            } else {
                restored += try restore(step, run: run)
            }
        }
        try db.execute(
            sql: """
                INSERT INTO ajastin_undo (run, at, who, restored, brought_back, left_alone)
                SELECT ?1, ?, ?, ?, ?, (SELECT count(*) FROM ajastin_undo_conflict WHERE run = ?1)
                """,
            arguments: [run, now.stored, who, restored, broughtBack])
        try db.execute(sql: "UPDATE ajastin_edit_plan SET state = 'undone' WHERE run = ? AND state = 'applied'", arguments: [run])
        return try undoing(of: run)
    }

    /// What an undo of the run did; nil where there was none.
    package func undoing(of run: Int64) throws -> UndoRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_undo WHERE run = ?", arguments: [run]).flatMap { row in
            Instant(iso: row["at"] as String).map {
                UndoRecord(
                    run: row["run"], at: $0, who: row["who"], restored: row["restored"], broughtBack: row["brought_back"],
                    left: row["left_alone"])
            }
        }
    }

    /// What an undo of the run left as it is.
    package func conflicts(of run: Int64, modules: [String: ModuleDefinition], limit: Int = .max) throws -> [UndoConflict] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM ajastin_undo_conflict WHERE run = ? ORDER BY module, record, field LIMIT ?", arguments: [run, limit]
        )
        .compactMap { row in
            guard let reason = UndoConflict.Reason(rawValue: row["reason"]) else { return nil }
            return UndoConflict(entry: try entry(row, run: run, modules: modules), reason: reason, now: StoredValue(row["now"]))
        }
    }

    // MARK: Values

    /// Gives the fields of a step their old values; returns how many.
    private func restore(_ step: Step, run: Int64) throws -> Int {
        let isDisputed = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM ajastin_undo_conflict WHERE run = ? AND module = ?)", arguments: [run, step.module])
        guard isDisputed != true else { return try restoreFields(step.parts, of: step, run: run) }
        return try groups(of: step).reduce(0) { restored, parts in
            let disputed = try JournalPass(parts, of: step.module, in: db).takeBack()
            guard !disputed.isEmpty else { return restored + parts.reduce(0) { $0 + $1.records } }
            let values = try parts.reduce(0) { try $0 + $1.records - count(of: disputed, in: $1) }
            return try restored + values + restoreFields(parts, of: step, run: run, records: disputed)
        }
    }

    /// The numbers as SQLite's json_each takes them.
    private func list(_ records: [Int64]) -> String { "[\(records.map(String.init).joined(separator: ","))]" }

    private func count(of records: [Int64], in part: Part) throws -> Int {
        let sql = "SELECT count(*) FROM ajastin_edit WHERE part = ? AND record IN (SELECT value FROM json_each(?))"
        return try Int.fetchOne(db, sql: sql, arguments: [part.id, list(records)]) ?? 0
    }

    /// Gives each field of a step its old value by itself, where it still has the new one, and lists the others; returns how many.
    ///
    /// - Parameter records: only these; nil: all.
    private func restoreFields(_ parts: [Part], of step: Step, run: Int64, records: [Int64]? = nil) throws -> Int {
        let among = records.map(list)
        let isMeant = among == nil ? "?1 IS NULL" : "edit.record IN (SELECT value FROM json_each(?1))"
        try noteConflicts(parts, of: step, run: run, among: among, where: isMeant)
        var restored = 0
        for part in parts {
            // What a later task of the run has written and others have changed since is theirs, whatever the value.
            try db.execute(
                sql: """
                    UPDATE \(quoted(step.module)) AS r SET _hash = NULL, \(quoted(part.field)) = edit.old
                    FROM ajastin_edit AS edit WHERE edit.part = ?2 AND edit.record = r._id AND \(isMeant)
                        AND NOT EXISTS (
                            SELECT 1 FROM ajastin_undo_conflict AS conflict
                            WHERE conflict.run = ?3 AND conflict.module = ?4 AND conflict.record = r._id AND conflict.field = ?5)
                    """,
                arguments: [among, part.id, run, step.module, part.field])
            restored += db.changesCount
        }
        return restored
    }

    /// Lists the values that are no longer what the run wrote.
    private func noteConflicts(_ parts: [Part], of step: Step, run: Int64, among records: String?, where isMeant: String) throws {
        for part in parts {
            try db.execute(
                sql: """
                    INSERT INTO ajastin_undo_conflict (run, module, record, field, task, reason, old, new, now)
                    SELECT ?2, ?3, edit.record, ?4, ?5, iif(r._id IS NULL, 'removed', 'changed'), edit.old, edit.new,
                        r.\(quoted(part.field))
                    FROM ajastin_edit AS edit LEFT JOIN \(quoted(step.module)) AS r ON r._id = edit.record
                    WHERE edit.part = ?6 AND \(isMeant) AND (r._id IS NULL OR r.\(quoted(part.field)) IS NOT edit.new)
                    ON CONFLICT DO NOTHING
                    """,
                arguments: [records, run, step.module, part.field, step.task, part.id])
        }
    }

    // MARK: Removed records

    /// Brings the records of a step back, each with its identity and all its columns; returns how many.
    private func bringBack(_ step: Step, run: Int64) throws -> Int {
        guard let identity = step.identity else { return 0 }
        let present = Set(try db.columns(in: step.module).map(\.name))
        let parts = step.parts.filter { $0.field != "_id" && present.contains($0.field) }
        let columns = parts.map { ", \(quoted($0.field))" }.joined()
        let values = parts.map { ", (SELECT old FROM ajastin_edit WHERE part = \($0.id) AND record = gone.record)" }.joined()
        // Only the key may be in use: identities never are again.
        try db.execute(
            sql: """
                INSERT INTO \(quoted(step.module)) (_id\(columns)) SELECT gone.record\(values) FROM ajastin_edit AS gone WHERE gone.part = ?
                ON CONFLICT DO NOTHING
                """,
            arguments: [identity.id])
        let count = db.changesCount
        try db.execute(
            sql: """
                INSERT INTO ajastin_undo_conflict (run, module, record, field, task, reason, old, new, now)
                SELECT ?, ?, gone.record, '_id', ?, 'key-taken', gone.old, NULL, NULL FROM ajastin_edit AS gone
                WHERE gone.part = ? AND NOT EXISTS (SELECT 1 FROM \(quoted(step.module)) AS r WHERE r._id = gone.record)
                ON CONFLICT DO NOTHING
                """,
            arguments: [run, step.module, step.task, identity.id])
        return count
    }
}
