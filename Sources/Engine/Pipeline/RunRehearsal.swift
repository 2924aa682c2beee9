import Actions
import Localization
package import Model
import Segments
package import Store
import Tabular

/// What a schedule's tasks would do now, told without doing it.
package struct RunRehearsal: Sendable {
    private let environment: PipelineEnvironment

    package init(_ environment: PipelineEnvironment) {
        self.environment = environment
    }

    /// The tasks of `schedule` in their order, each with what it would do after those before it; nothing is changed.
    ///
    /// - Throws: what the first task that fails throws.
    package func rehearse(_ schedule: ScheduleDefinition) throws -> [(task: TaskDefinition, outcome: TaskOutcome)] {
        let now = environment.clock.now()
        let calendar = try environment.calendar(of: schedule)
        let localizer = environment.localizer(environment.catalog.settings.language, in: calendar)
        return try environment.store.rehearse { transaction in
            try environment.catalog.tasks(of: schedule).enumerated().map { index, task in
                // No run has this number, so that nothing done before is taken for done by this one.
                let context = ActionContext(
                    transaction: transaction, catalog: environment.catalog, run: 0, schedule: schedule, position: index + 1,
                    calendar: calendar,
                    present: now, now: now, text: { localizer.text($0) })
                return (task, try outcome(of: task, context, at: now))
            }
        }
    }

    private func outcome(of task: TaskDefinition, _ context: ActionContext, at now: Instant) throws -> TaskOutcome {
        switch task {
        case .refreshSegment(let task):
            let refresh = SegmentRefresh(catalog: environment.catalog, calendar: context.calendar, today: context.actionDate)
            let membership = try refresh.refresh(task.segment, run: nil, at: now, in: context.transaction)
            return TaskOutcome(refreshed: membership)
        case .bulkEdit(let task): return try task.perform(context)
        case .createActivities(let task): return try task.perform(context)
        case .runFormulas(let task): return try task.perform(context)
        case .deliverList(let task):
            guard let segment = environment.catalog.segments[task.segment], let module = environment.catalog.modules[segment.module] else {
                throw SegmentError.unknown(task.segment)
            }
            let rows = try context.transaction.records.count(module, segment: task.segment)
            let people = environment.catalog.recipients.resolve(task.recipients)
            let arguments: [String: MessageArgument] = ["count": .integer(rows), "recipients": .integer(people.count)]
            return TaskOutcome(affected: rows, counts: TaskCounts(lookedAt: rows), summary: Message(.deliverSummary, arguments))
        }
    }
}
