import Actions
import Localization
package import Model
import Segments
package import Store
import Tabular

/// What one task would do.
package struct RehearsedTask: Sendable {
    package var task: TaskDefinition
    package var outcome: TaskOutcome
    /// The values that it would change, record by record: as many as were asked for.
    package var edits: [JournalEntry]
    /// How many values it would change.
    package var editCount: Int
    /// The records with which it would fail: as many as were asked for.
    package var failures: [TaskFailure]
    /// Why the run would wait for a person before it.
    package var objection: Message?
}

/// What a schedule's tasks would do now, told without doing it.
package struct RunRehearsal: Sendable {
    private let environment: PipelineEnvironment

    package init(_ environment: PipelineEnvironment) {
        self.environment = environment
    }

    /// The tasks of `schedule` in their order, each with what it would do after those before it; nothing is changed.
    ///
    /// - Parameter limit: how many changes and failures of each task are told one by one.
    /// - Throws: what the first task that fails throws.
    package func rehearse(_ schedule: ScheduleDefinition, limit: Int = .max) throws -> [RehearsedTask] {
        let now = environment.clock.now()
        let calendar = try environment.calendar(of: schedule)
        let localizer = environment.localizer(environment.catalog.settings.language, in: calendar)
        return try environment.store.rehearse { transaction in
            try environment.catalog.tasks(of: schedule).enumerated().map { index, task in
                // No run has this number, so that nothing done before is taken for done by this one.
                let context = ActionContext(
                    transaction: transaction, catalog: environment.catalog, run: 0, schedule: schedule, position: index + 1,
                    calendar: calendar, present: now, now: now, text: { localizer.text($0) })
                return try rehearsed(task, of: schedule, context, limit: limit)
            }
        }
    }

    private func rehearsed(
        _ task: TaskDefinition, of schedule: ScheduleDefinition, _ context: ActionContext, limit: Int
    ) throws -> RehearsedTask {
        var objection: Message?
        let outcome: TaskOutcome
        if case .bulkEdit(let edit) = task {
            try edit.plan(context)
            objection = try edit.objection(context, in: schedule)
            outcome = try edit.make(context)
        } else {
            outcome = try self.outcome(of: task, context, at: context.now)
        }
        let (edits, runs) = (context.transaction.edits, context.transaction.runs)
        let modules = environment.catalog.modules
        return RehearsedTask(
            task: task, outcome: outcome,
            edits: try edits.entries(run: context.run, task: context.position, modules: modules, limit: limit),
            editCount: try edits.valueCounts(run: context.run)[context.position] ?? 0,
            failures: try runs.failures(run: context.run, task: context.position, modules: modules, limit: limit), objection: objection)
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
        case .runTool(let task) where task.isBuiltIn: return try task.perform(context)
        case .runTool(let task): return try OwnToolRun(task, catalog: environment.catalog).rehearse(context)
        case .deliverList(let task):
            let rows = try task.lists.reduce(0) { sum, list in
                guard let segment = environment.catalog.segments[list.segment], let module = environment.catalog.modules[segment.module]
                else { throw SegmentError.unknown(list.segment) }
                return try sum + context.transaction.records.count(module, segment: list.segment)
            }
            let people = environment.catalog.recipients.resolve(task.recipients)
            let arguments: [String: MessageArgument] = ["count": .integer(rows), "recipients": .integer(people.count)]
            return TaskOutcome(affected: rows, counts: TaskCounts(lookedAt: rows), summary: Message(.deliverSummary, arguments))
        }
    }
}
