import GRDB
import Model
package import Tabular

/// A dated to-do in a responsible person's calendar.
package struct Activity: Hashable, Sendable {
    package var run: Int64
    package var task: Int
    package var module: String
    package var record: Int64
    package var title: String
    /// Nil where the record names nobody.
    package var assignee: String?
    package var due: Day

    package init(run: Int64, task: Int, module: String, record: Int64, title: String, assignee: String?, due: Day) {
        self.run = run
        self.task = task
        self.module = module
        self.record = record
        self.title = title
        self.assignee = assignee
        self.due = due
    }
}

/// To-dos in people's calendars.
package struct ActivityRepository {
    let db: Database

    /// Adds activities; one for each record, run and task, however often it is called.
    ///
    /// Returns how many were new.
    package func add(_ activities: [Activity]) throws -> Int {
        let statement = try db.makeStatement(
            sql: """
                INSERT INTO ajastin_activity (run, task, module, record, title, assignee, due) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (run, task, record) DO NOTHING
                """)
        var added = 0
        for activity in activities {
            try statement.execute(
                arguments: [
                    activity.run, activity.task, activity.module, activity.record, activity.title, activity.assignee, activity.due.iso,
                ])
            added += db.changesCount
        }
        return added
    }

    /// The activities that a run made.
    package func list(run: Int64) throws -> [Activity] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_activity WHERE run = ? ORDER BY id", arguments: [run]).compactMap { row in
            Day(iso: row["due"] as String).map {
                Activity(
                    run: row["run"], task: row["task"], module: row["module"], record: row["record"], title: row["title"],
                    assignee: row["assignee"], due: $0)
            }
        }
    }
}
