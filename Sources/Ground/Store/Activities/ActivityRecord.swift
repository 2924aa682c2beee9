import GRDB
package import Model
package import Tabular

/// A dated to-do of a responsible person.
package struct Activity: Hashable, Sendable {
    package var run: Int64
    package var task: Int
    /// The segment's event that it came from; empty for one that is written in the task.
    package var event: String
    package var module: String
    package var record: Int64
    package var title: String
    /// Nil: none.
    package var description: String?
    package var type: ActivityType
    package var priority: ActivityPriority
    /// Nil where the record names nobody.
    package var assignee: String?
    package var due: Day
    /// Nil: it is due on a day, at no time.
    package var start: Instant?
    /// Nil: not said.
    package var minutes: Int?

    package init(
        run: Int64, task: Int, event: String = "", module: String, record: Int64, title: String, description: String? = nil,
        type: ActivityType = .task, priority: ActivityPriority = .normal, assignee: String?, due: Day, start: Instant? = nil,
        minutes: Int? = nil
    ) {
        self.run = run
        self.task = task
        self.event = event
        self.module = module
        self.record = record
        self.title = title
        self.description = description
        self.type = type
        self.priority = priority
        self.assignee = assignee
        self.due = due
        self.start = start
        self.minutes = minutes
    }

    /// Nil: it has no time.
    package var end: Instant? { start.map { $0 + .seconds((minutes ?? ActivityDefinition.standardMinutes) * 60) } }
}

/// An activity as the store keeps it.
package struct ActivityRecord: Hashable, Sendable {
    package var id: Int64
    package var activity: Activity
    package var status: ActivityStatus
    /// What the person wrote who closed it.
    package var note: String?
    package var createdAt: Instant
    package var changedAt: Instant
    /// How often it has been changed.
    package var changes: Int

    /// Whether it is open though its day or time is over.
    package func isOverdue(on today: Day, at now: Instant) -> Bool {
        guard status == .open else { return false }
        return activity.end.map { $0 < now } ?? (activity.due < today)
    }

    init?(row: Row) {
        guard let due = Day(iso: row["due"] as String), let createdAt = Instant(iso: row["created_at"] as String),
            let changedAt = Instant(iso: row["changed_at"] as String), let status = ActivityStatus(rawValue: row["status"])
        else { return nil }
        id = row["id"]
        activity = Activity(
            run: row["run"], task: row["task"], event: row["event"], module: row["module"], record: row["record"], title: row["title"],
            description: row["description"], type: ActivityType(rawValue: row["type"]) ?? .other,
            priority: ActivityPriority(rawValue: row["priority"]) ?? .normal, assignee: row["assignee"], due: due,
            start: (row["starts_at"] as String?).flatMap { Instant(iso: $0) }, minutes: row["minutes"])
        self.status = status
        note = row["note"]
        self.createdAt = createdAt
        self.changedAt = changedAt
        changes = row["changes"]
    }
}

/// Which activities to list; what is nil or empty does not narrow the list.
package struct ActivityFilter: Hashable, Sendable {
    package var assignee: String?
    package var status: ActivityStatus?
    package var dueBefore: Day?
    package var run: Int64?

    package init(assignee: String? = nil, status: ActivityStatus? = nil, dueBefore: Day? = nil, run: Int64? = nil) {
        self.assignee = assignee
        self.status = status
        self.dueBefore = dueBefore
        self.run = run
    }
}
