/// A scheduled action: a timing and an ordered list of tasks: `schedules/<name>.yaml`.
package struct ScheduleDefinition: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    package var isActive: Bool
    /// The e-mail address of the person who answers for it.
    package var owner: String?
    package var tags: [String]
    /// Nil: it runs only on demand or after a drop.
    package var timing: Timing?
    /// The people who may start it.
    package var onDemand: [String]
    /// In the order of the file; ``orderedTasks`` is the order in which they run.
    package var tasks: [TaskDefinition]

    package init(
        name: String, label: LocalizedText, isActive: Bool = true, owner: String? = nil, tags: [String] = [], timing: Timing? = nil,
        onDemand: [String] = [], tasks: [TaskDefinition]
    ) {
        self.name = name
        self.label = label
        self.isActive = isActive
        self.owner = owner
        self.tags = tags
        self.timing = timing
        self.onDemand = onDemand
        self.tasks = tasks
    }

    /// The tasks in the order in which they run: refreshes first, otherwise as in the file.
    package var orderedTasks: [TaskDefinition] {
        tasks.filter { $0.kind == .refreshSegment } + tasks.filter { $0.kind != .refreshSegment }
    }
}
