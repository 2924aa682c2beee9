import GRDB
package import Model
package import Tabular

/// Takes personal data out of records for good: no journal keeps what was there.
package struct ErasureRepository {
    let db: Database

    /// What of the members of a segment is erased.
    package struct Request: Sendable {
        package var segment: String
        package var module: ModuleDefinition
        /// All segments of the module: lists of any of them may have been kept.
        package var segments: Set<String>
        package var fields: [FieldDefinition]
        /// Whether columns are emptied as well whose fields are no longer defined.
        package var includesFormerFields: Bool
        /// What text fields get instead of nothing.
        package var replacement: String?

        package init(
            segment: String, module: ModuleDefinition, segments: Set<String>, fields: [FieldDefinition], includesFormerFields: Bool,
            replacement: String?
        ) {
            self.segment = segment
            self.module = module
            self.segments = segments
            self.fields = fields
            self.includesFormerFields = includesFormerFields
            self.replacement = replacement
        }
    }

    /// Empties the fields, and what the journal, the lists of failures, delivered lists and the activities tell of them; returns how many records changed.
    package func erase(_ request: Request, at now: Instant) throws -> Int {
        // What is overwritten is not to be found in the file's free space either.
        let before = try Int.fetchOne(db, sql: "PRAGMA secure_delete") ?? 0
        try db.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? db.execute(sql: "PRAGMA secure_delete = \(before)") }
        let values = try columns(of: request)
        try eraseHistory(of: values.map(\.column), request, at: now)
        return try erase(values, request)
    }

    /// The columns and what they become.
    private func columns(of request: Request) throws -> [(column: String, value: String?)] {
        var values = request.fields.map { field in (column: field.key, value: field.type == .text ? request.replacement : nil) }
        guard request.includesFormerFields else { return values }
        let known = Set(request.module.fields.map { $0.key.lowercased() } + ["_id", "_hash", "_drop", "_line"])
        values += try db.columns(in: request.module.name).map(\.name).filter { !known.contains($0.lowercased()) }.map { ($0, nil) }
        return values
    }

    private func erase(_ values: [(column: String, value: String?)], _ request: Request) throws -> Int {
        guard !values.isEmpty else { return 0 }
        // An empty value stays empty: a replacement stands for something.
        let targets = values.map { value in
            value.value == nil
                ? "\(quoted(value.column)) = NULL"
                : "\(quoted(value.column)) = CASE WHEN \(quoted(value.column)) IS NULL THEN NULL ELSE ? END"
        }
        let changes = values.map { value in
            value.value == nil
                ? "\(quoted(value.column)) IS NOT NULL" : "(\(quoted(value.column)) IS NOT NULL AND \(quoted(value.column)) <> ?)"
        }
        let bindings = values.compactMap(\.value)
        try db.execute(
            sql: """
                UPDATE \(quoted(request.module.name)) SET _hash = NULL, \(targets.joined(separator: ", "))
                WHERE _id IN (SELECT record FROM ajastin_segment_member WHERE segment = ?) AND (\(changes.joined(separator: " OR ")))
                """,
            arguments: StatementArguments(bindings) + [request.segment] + StatementArguments(bindings))
        return db.changesCount
    }

    /// What edits, failures, conflicts of an undo and activities have kept of the fields.
    private func eraseHistory(of columns: [String], _ request: Request, at now: Instant) throws {
        let module = request.module.name
        let members = "(SELECT record FROM ajastin_segment_member WHERE segment = ?)"
        for column in columns {
            try db.execute(
                sql: """
                    DELETE FROM ajastin_edit WHERE part IN (SELECT id FROM ajastin_edit_part WHERE module = ? AND field = ?)
                        AND record IN \(members)
                    """,
                arguments: [module, column, request.segment])
            if db.changesCount > 0 { try EditRepository(db: db).recount(column, of: module) }
            try db.execute(
                sql: "DELETE FROM ajastin_undo_conflict WHERE module = ? AND field = ? AND record IN \(members)",
                arguments: [module, column, request.segment])
        }
        try db.execute(
            sql: "DELETE FROM ajastin_task_failure WHERE module = ? AND record IN \(members)", arguments: [module, request.segment])
        try eraseLists(request, members: members)
        try eraseActivities(request, members: members, at: now)
    }

    /// The rows of lists as they were delivered: the next list that tells changes has these records as changed.
    private func eraseLists(_ request: Request, members: String) throws {
        guard let key = request.module.key else { return }
        let lists = try Row.fetchAll(db, sql: "SELECT id, name FROM ajastin_list")
        for list in lists where request.segments.contains(ListSnapshots.segment(of: list["name"])) {
            try db.execute(
                sql: """
                    UPDATE ajastin_list_row SET cells = (SELECT json_group_array(NULL) FROM json_each(cells)) WHERE list = ?
                        AND key IN (SELECT CAST(\(quoted(key)) AS TEXT) FROM \(quoted(request.module.name)) WHERE _id IN \(members))
                    """,
                arguments: [list["id"] as Int64, request.segment])
        }
    }

    /// The texts of activities, which may name the person, in the calendars that show them too.
    private func eraseActivities(_ request: Request, members: String, at now: Instant) throws {
        let people = try String.fetchAll(
            db,
            sql: "SELECT DISTINCT assignee FROM ajastin_activity WHERE assignee IS NOT NULL AND module = ? AND record IN \(members)",
            arguments: [request.module.name, request.segment])
        try db.execute(
            sql: """
                UPDATE ajastin_activity SET title = '–', description = NULL, note = NULL, changed_at = ?, changes = changes + 1
                WHERE module = ? AND record IN \(members)
                """,
            arguments: [now.stored, request.module.name, request.segment])
        try PersonalCalendars(db: db).touch(people)
    }
}
