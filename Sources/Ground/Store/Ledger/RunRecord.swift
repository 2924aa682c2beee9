package import Model
package import Tabular

/// One execution of a schedule.
package struct RunRecord: Hashable, Sendable {
    package var id: Int64
    package var schedule: String
    package var due: Instant
    package var trigger: RunTrigger
    package var state: RunState
    package var createdAt: Instant
    package var startedAt: Instant?
    package var finishedAt: Instant?
    /// How often a worker has taken it.
    package var attempts: Int
    /// The text of the schedule as it was when the run started.
    package var definition: String?
    /// What it waits for, when a person has to act first.
    package var held: Message?
    /// Why it failed or was skipped.
    package var reason: Message?
    /// When it is planned to start, if that is later than ``due``.
    package var startsAt: Instant?
    /// What it waits for, when it goes on by itself.
    package var waits: Message?
    /// What its readers are to know about how it came to run.
    package var note: Message?
    /// When it is to be done.
    package var deadline: Instant?
    /// How long it is expected to take; nil: nothing is known.
    package var expected: Duration?
}

/// What keeps a run that is due from starting at once, and when it is to be done.
package struct RunPlan: Hashable, Sendable {
    /// A drop of a source that the run waits for.
    package struct Wait: Hashable, Sendable {
        package var source: String
        /// Drops before this do not count.
        package var since: Instant
        /// When the wait ends without a drop.
        package var until: Instant
        /// Whether the run is held then.
        package var holds: Bool

        package init(source: String, since: Instant, until: Instant, holds: Bool) {
            self.source = source
            self.since = since
            self.until = until
            self.holds = holds
        }
    }

    package var startsAt: Instant?
    package var wait: Wait?
    package var deadline: Instant?
    package var expected: Duration?
    /// What the run waits for, in words.
    package var waits: Message?

    package init() {}
}

/// One task of a run.
package struct TaskRecord: Hashable, Sendable {
    package var run: Int64
    /// From 1, in the order in which the tasks run.
    package var position: Int
    package var kind: TaskKind
    package var segment: String
    package var state: RunState
    /// Records changed, added, delivered; nil until it is done.
    package var affected: Int?
    package var counts = TaskCounts()
    /// What it did, in words.
    package var summary: Message?
    /// Why it failed.
    package var reason: Message?
    package var startedAt: Instant?
    package var finishedAt: Instant?
}

/// How many records a task met, and what became of them; nil where it has no such notion.
package struct TaskCounts: Hashable, Sendable {
    package var lookedAt: Int?
    package var changed: Int?
    /// Left alone: there was nothing to change, or they had changed since they were planned.
    package var left: Int?
    /// Those for which nothing could be computed.
    package var failed: Int?

    package init(lookedAt: Int? = nil, changed: Int? = nil, left: Int? = nil, failed: Int? = nil) {
        self.lookedAt = lookedAt
        self.changed = changed
        self.left = left
        self.failed = failed
    }
}

/// What a task leaves in the ledger.
package struct TaskOutcome: Hashable, Sendable {
    package var affected: Int
    package var counts: TaskCounts
    package var summary: Message

    package init(affected: Int, counts: TaskCounts = TaskCounts(), summary: Message) {
        self.affected = affected
        self.counts = counts
        self.summary = summary
    }
}
