import Expressions
import GRDB
package import Model
package import Tabular

/// To-dos of responsible people.
package struct ActivityRepository {
    let db: Database

    // MARK: Making them

    /// `query`, which gives records' identities, without the records for which this step of a run has made an activity of `event` already.
    package func lacking(_ query: RecordQuery, run: Int64, task: Int, event: String) -> RecordQuery {
        var query = query
        let lacks = SQLFragment(
            sql: "NOT EXISTS (SELECT 1 FROM ajastin_activity WHERE run = ? AND task = ? AND event = ? AND record = r._id)",
            bindings: [.integer(run), .integer(Int64(task)), .text(event)])
        if let condition = query.condition {
            query.condition = SQLFragment(sql: "(\(condition.sql)) AND \(lacks.sql)", bindings: condition.bindings + lacks.bindings)
        } else {
            query.condition = lacks
        }
        return query
    }

    /// Adds activities; one for each record, event and step of a run, however often it is called.
    ///
    /// Returns how many were new.
    package func add(_ activities: [Activity], at now: Instant) throws -> Int {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO ajastin_activity (run, task, event, module, record, title, description, type, priority, assignee, due,
                    starts_at, minutes, status, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)
                ON CONFLICT (run, task, event, record) DO NOTHING
                """)
        let stamp = now.stored
        var added = 0
        for activity in activities {
            try statement.execute(
                arguments: [
                    activity.run, activity.task, activity.event, activity.module, activity.record, activity.title, activity.description,
                    activity.type.rawValue, activity.priority.rawValue, activity.assignee, activity.due.iso, activity.start?.stored,
                    activity.minutes, stamp, stamp,
                ])
            added += db.changesCount
        }
        return added
    }

    /// What a person has to do on a day already: how many activities that are not cancelled, and when those are that have a time.
    package func load(of assignee: String, on day: Day) throws -> (count: Int, times: [Range<Instant>]) {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT starts_at, minutes FROM ajastin_activity WHERE assignee = ? AND due = ? AND status <> 'cancelled'"),
            arguments: [assignee, day.iso])
        let times = rows.compactMap { row -> Range<Instant>? in
            guard let start = (row["starts_at"] as String?).flatMap({ Instant(iso: $0) }) else { return nil }
            return start..<(start + .seconds((row["minutes"] as Int? ?? ActivityDefinition.standardMinutes) * 60))
        }
        return (rows.count, times.sorted { $0.lowerBound < $1.lowerBound })
    }

    // MARK: Turns

    /// Who was last in turn in this rotation of a schedule; nil: nobody yet.
    package func lastInTurn(of schedule: String, rotation: String) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT last FROM ajastin_activity_turn WHERE schedule = ? AND rotation = ?", arguments: [schedule, rotation])
    }

    /// Notes who was last in turn.
    package func setLastInTurn(_ person: String, of schedule: String, rotation: String) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_activity_turn (schedule, rotation, last) VALUES (?, ?, ?)
                ON CONFLICT (schedule, rotation) DO UPDATE SET last = excluded.last
                """,
            arguments: [schedule, rotation, person])
    }

    // MARK: What becomes of them

    /// Opens or closes activities; those that are so already stay as they are.
    ///
    /// - Parameter note: what the person says about it; nil leaves what was said before.
    /// - Returns: those that changed, as they were before.
    package func setStatus(_ status: ActivityStatus, of ids: [Int64], note: String? = nil, at now: Instant) throws -> [ActivityRecord] {
        var changed: [ActivityRecord] = []
        for id in ids {
            guard let activity = try activity(id), activity.status != status else { continue }
            try db.execute(
                sql: """
                    UPDATE ajastin_activity SET status = ?, note = coalesce(?, note), changed_at = ?, changes = changes + 1 WHERE id = ?
                    """,
                arguments: [status.rawValue, note, now.stored, id])
            changed.append(activity)
        }
        try PersonalCalendars(db: db).touch(Set(changed.compactMap(\.activity.assignee)))
        return changed
    }

    /// The activity with this number.
    package func activity(_ id: Int64) throws -> ActivityRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM ajastin_activity WHERE id = ?", arguments: [id]).flatMap(ActivityRecord.init)
    }

    /// The activities that a run made, in the order in which they were made.
    package func list(run: Int64) throws -> [ActivityRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_activity WHERE run = ? ORDER BY id", arguments: [run])
            .compactMap(ActivityRecord.init)
    }

    /// Lends `body` what gives one activity after another by due date and time, those without a time first on their day; nil at the end.
    package func withList<Result>(_ filter: ActivityFilter, _ body: (() throws -> ActivityRecord?) throws -> Result) throws -> Result {
        var conditions = ["TRUE"]
        var arguments = StatementArguments()
        // A literal, so that the index over open ones is seen to serve.
        if let status = filter.status { conditions.append("status = '\(status.rawValue)'") }
        func narrow(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        narrow("assignee = ?", filter.assignee)
        narrow("due < ?", filter.dueBefore?.iso)
        narrow("run = ?", filter.run)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM ajastin_activity WHERE \(conditions.joined(separator: " AND ")) ORDER BY due, starts_at, id",
            arguments: arguments)
        return try body {
            while let row = try rows.next() {
                if let record = ActivityRecord(row: row) { return record }
            }
            return nil
        }
    }

    /// The people who have or had activities, sorted.
    package func people() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT person FROM ajastin_calendar ORDER BY person")
    }
}
