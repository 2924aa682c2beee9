package import Tabular

/// A scheduled action: a timing and an ordered list of tasks: `schedules/<name>.yaml`.
package struct ScheduleDefinition: Hashable, Sendable {
    /// What becomes of a run that falls due while an earlier one of the same schedule still goes.
    package enum Overlap: String, Hashable, Sendable, CaseIterable {
        case skip
        /// It waits for the earlier one to end.
        case queue
    }

    /// The end of a pause: runs due before it do not take place.
    package enum PauseEnd: Hashable, Sendable {
        /// The first moment of a day in the schedule's zone.
        case day(Day)
        case instant(Instant)
    }

    package var name: String
    package var label: LocalizedText
    package var isActive: Bool
    /// The e-mail address of the person who answers for it.
    package var owner: String?
    package var tags: [String]
    /// Nil: it runs only on demand or after a drop.
    package var timing: Timing?
    package var overlap: Overlap
    /// Nil: it is not paused.
    package var pauseUntil: PauseEnd?
    /// Nil: its runs wait for no file.
    package var waitFor: FileWait?
    /// The people who may start it.
    package var onDemand: [String]
    /// In the order of the file; ``Catalog/tasks(of:)`` is the order in which they run.
    package var tasks: [TaskDefinition]

    package init(
        name: String, label: LocalizedText, isActive: Bool = true, owner: String? = nil, tags: [String] = [], timing: Timing? = nil,
        overlap: Overlap = .queue, pauseUntil: PauseEnd? = nil, waitFor: FileWait? = nil, onDemand: [String] = [], tasks: [TaskDefinition]
    ) {
        self.name = name
        self.label = label
        self.isActive = isActive
        self.owner = owner
        self.tags = tags
        self.timing = timing
        self.overlap = overlap
        self.pauseUntil = pauseUntil
        self.waitFor = waitFor
        self.onDemand = onDemand
        self.tasks = tasks
    }
}
