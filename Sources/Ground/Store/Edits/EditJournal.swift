import GRDB
package import Model
package import Tabular

/// One value that a run changed or means to change.
package struct JournalEntry: Hashable, Sendable {
    package var task: Int
    package var module: String
    /// The record's key, or its identity where the module has no key.
    package var record: String
    package var field: String
    package var old: StoredValue
    package var new: StoredValue

    /// Whether the record as a whole was removed.
    package var isRemoval: Bool { field == "_id" }
}

/// One change in the life of a record.
package struct EditHistoryEntry: Hashable, Sendable {
    package var run: Int64
    /// Nil where the run is no longer in the ledger.
    package var schedule: String?
    package var kind: TaskKind?
    package var at: Instant
    package var field: String
    package var old: StoredValue
    package var new: StoredValue
    /// When the run's edits were taken back.
    package var undoneAt: Instant?
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

extension EditRepository {
    /// The plan of a task.
    package func plan(run: Int64, task: Int) throws -> EditPlan? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_edit_plan WHERE run = ? AND task = ?", arguments: [run, task])
            .flatMap(EditPlan.init)
    }

    /// The plans of a run, in the order of its tasks.
    package func plans(of run: Int64) throws -> [EditPlan] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_edit_plan WHERE run = ? ORDER BY task", arguments: [run]).compactMap(EditPlan.init)
    }

    /// What a run has changed, be it taken back since or not, record by record.
    package func journal(run: Int64, modules: [String: ModuleDefinition], limit: Int = .max) throws -> [JournalEntry] {
        try entries(run: run, task: nil, states: [.applied, .undone], modules: modules, limit: limit)
    }

    /// What a task has changed or means to change, in whatever state that is, record by record.
    package func entries(
        run: Int64, task: Int, modules: [String: ModuleDefinition], limit: Int = .max
    ) throws -> [JournalEntry] {
        try entries(run: run, task: task, states: EditState.allCases, modules: modules, limit: limit)
    }

    /// How many values a run has changed or means to change, by task.
    package func valueCounts(run: Int64) throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for step in try steps(of: run) {
            counts[step.task, default: 0] += step.identity?.records ?? step.parts.reduce(0) { $0 + $1.records }
        }
        return counts
    }

    /// The changes of one record that runs have made, the oldest first.
    package func history(of record: Int64, in module: ModuleDefinition) throws -> [EditHistoryEntry] {
        // The journal lies by part and record: each part of the module is asked for this record alone.
        try Row.fetchAll(
            db,
            sql: """
                SELECT part.run, run.schedule, task.kind, plan.applied_at, part.field, edit.old, edit.new, undo.at AS undone_at
                FROM ajastin_edit_part AS part
                CROSS JOIN ajastin_edit AS edit ON edit.part = part.id AND edit.record = ?
                CROSS JOIN ajastin_edit_plan AS plan ON plan.run = part.run AND plan.task = part.task
                LEFT JOIN ajastin_run AS run ON run.id = part.run
                LEFT JOIN ajastin_task AS task ON task.run = part.run AND task.position = part.task
                LEFT JOIN ajastin_undo AS undo ON undo.run = part.run
                WHERE part.module = ? AND part.applied = 1 AND (part.kind = 'set' OR part.field = '_id') ORDER BY part.id
                """,
            arguments: [record, module.name]
        )
        .compactMap { row in
            guard let at = (row["applied_at"] as String?).flatMap({ Instant(iso: $0) }) else { return nil }
            return EditHistoryEntry(
                run: row["run"], schedule: row["schedule"], kind: (row["kind"] as String?).flatMap(TaskKind.init(rawValue:)), at: at,
                field: row["field"], old: StoredValue(row["old"]), new: StoredValue(row["new"]),
                undoneAt: (row["undone_at"] as String?).flatMap { Instant(iso: $0) })
        }
    }

    private func entries(
        run: Int64, task: Int?, states: [EditState], modules: [String: ModuleDefinition], limit: Int
    ) throws -> [JournalEntry] {
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT part.task, part.module, part.field, edit.record, edit.old, edit.new FROM ajastin_edit_part AS part
                CROSS JOIN ajastin_edit_plan AS plan ON plan.run = part.run AND plan.task = part.task AND plan.state IN (\(marks))
                CROSS JOIN ajastin_edit AS edit ON edit.part = part.id
                WHERE part.run = ? AND (? IS NULL OR part.task = ?) AND (part.kind = 'set' OR part.field = '_id')
                ORDER BY part.task, part.step, edit.record, part.id LIMIT ?
                """,
            arguments: StatementArguments(states.map(\.rawValue)) + [run, task, task, limit])
        var entries: [JournalEntry] = []
        while let row = try rows.next() { entries.append(try entry(row, run: run, modules: modules)) }
        return entries
    }

    /// The entry of a row with the columns of a part and an edit.
    func entry(_ row: Row, run: Int64, modules: [String: ModuleDefinition]) throws -> JournalEntry {
        let module: String = row["module"]
        let name = try RecordNames(db: db, modules: modules).name(of: row["record"], in: module, run: run)
        return JournalEntry(
            task: row["task"], module: module, record: name, field: row["field"], old: StoredValue(row["old"]), new: StoredValue(row["new"])
        )
    }
}

extension EditPlan {
    fileprivate init?(row: Row) {
        guard let state = EditState(rawValue: row["state"]), let plannedAt = Instant(iso: row["planned_at"] as String) else { return nil }
        self.init(
            run: row["run"], task: row["task"], state: state, lookedAt: row["looked"], plannedAt: plannedAt, decidedBy: row["decided_by"],
            decidedAt: (row["decided_at"] as String?).flatMap { Instant(iso: $0) },
            appliedAt: (row["applied_at"] as String?).flatMap { Instant(iso: $0) })
    }
}
