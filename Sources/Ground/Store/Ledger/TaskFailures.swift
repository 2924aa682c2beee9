import GRDB
package import Model

/// A record for which a task could not do what it was to do.
package struct TaskFailure: Hashable, Sendable {
    package var task: Int
    package var module: String
    /// The record's identity.
    package var record: Int64
    /// Empty: the record as a whole.
    package var field: String
    package var reason: Message
    /// The record's key, or its identity where the module has no key; filled where failures are listed.
    package var key = ""

    package init(task: Int, module: String, record: Int64, field: String = "", reason: Message) {
        self.task = task
        self.module = module
        self.record = record
        self.field = field
        self.reason = reason
    }
}

extension RunLedger {
    /// Notes records with which a task failed; the first reason for a record's field stays.
    package func add(_ failures: some Sequence<TaskFailure>, run: Int64) throws {
        let insertion = try db.makeStatement(
            sql: """
                INSERT INTO ajastin_task_failure (run, task, module, record, field, reason) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (run, task, module, record, field) DO NOTHING
                """)
        for failure in failures {
            try insertion.execute(
                arguments: [run, failure.task, failure.module, failure.record, failure.field, try failure.reason.stored()])
        }
    }

    /// The records with which the tasks of a run failed, or one of them, task by task.
    package func failures(
        run: Int64, task: Int? = nil, modules: [String: ModuleDefinition], limit: Int = .max
    ) throws -> [TaskFailure] {
        let names = RecordNames(db: db, modules: modules)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM ajastin_task_failure WHERE run = ?1 AND (?2 IS NULL OR task = ?2)
                ORDER BY task, module, record, field LIMIT ?3
                """,
            arguments: [run, task, limit]
        )
        .compactMap { row in
            guard let reason = Message(stored: row["reason"]) else { return nil }
            var failure = TaskFailure(
                task: row["task"], module: row["module"], record: row["record"], field: row["field"], reason: reason)
            failure.key = try names.name(of: failure.record, in: failure.module, run: run)
            return failure
        }
    }

    /// How many failures a run's tasks have noted, of which a record may have several.
    package func failureLines(run: Int64) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM ajastin_task_failure WHERE run = ?", arguments: [run]) ?? 0
    }

    /// How many records a run's tasks failed with, or one of them.
    package func failureCount(run: Int64, task: Int? = nil) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM (
                    SELECT DISTINCT task, module, record FROM ajastin_task_failure WHERE run = ?1 AND (?2 IS NULL OR task = ?2))
                """,
            arguments: [run, task]) ?? 0
    }
}
