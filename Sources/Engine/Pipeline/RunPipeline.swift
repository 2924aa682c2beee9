import Actions
import Localization
import Logging
import Model
import Segments
package import Store
import Tabular

/// Carries out one run: its tasks in their order, each committed together with the note that it is done.
///
/// The only code that knows the order of the stages. A run that is started again goes on after its last finished task.
package struct RunPipeline: Sendable {
    let environment: PipelineEnvironment
    let deliveries: ListDelivery
    let notices: OwnerNotices
    let calendars: PersonalFeeds

    /// - Throws: what keeps the spool from being made.
    package init(_ environment: PipelineEnvironment) throws {
        self.environment = environment
        deliveries = try ListDelivery(environment)
        notices = try OwnerNotices(environment)
        calendars = PersonalFeeds(environment)
    }

    /// Carries `run` on to its end, or until a person has to act.
    ///
    /// - Throws: ``StoreError`` with ``StoreError/Code/leaseLost`` when another worker has taken the run over, and what keeps the end
    ///   of the run from being noted; a task's own failure ends the run as failed and is not thrown.
    package func carryOut(_ run: RunRecord, under lease: Lease) throws {
        var position = 0
        var startedAt = environment.clock.now()
        var schedule: ScheduleDefinition?
        do {
            let (definition, tasks) = try plan(run, under: lease)
            schedule = definition
            let calendar = try environment.calendar(of: definition)
            for (task, record) in zip(environment.catalog.tasks(of: definition), tasks) where record.state != .succeeded {
                position = record.position
                startedAt = environment.clock.now()
                let step = TaskStep(
                    run: run, position: position, schedule: definition, calendar: calendar, lease: lease, startedAt: startedAt)
                guard try carryOut(task, step) else {
                    // The run is handed back: what cannot be published now is no failure of it.
                    return calendars.publishWhatCanBe()
                }
            }
            try deliveries.publishRecorded()
            try calendars.publishChanged()
            try environment.store.write { try $0.runs.finish(lease, .succeeded, at: environment.clock.now()) }
        } catch let error as StoreError where error.code == .leaseLost {
            throw error
        } catch is OutdatedDefinitions {
            // New ones were loaded while the run was being taken: whoever takes it next has them.
            try environment.store.write { try $0.runs.release(lease) }
        } catch {
            try fail(run, position: position, schedule: schedule, error, startedAt: startedAt, under: lease)
        }
    }

    /// The schedule and the ledger's rows of its tasks, noted now if this is the run's first start.
    private func plan(_ run: RunRecord, under lease: Lease) throws -> (ScheduleDefinition, [TaskRecord]) {
        guard let schedule = environment.catalog.schedules[run.schedule] else {
            throw PipelineError(Message(.runScheduleGone, ["schedule": .text(run.schedule)]))
        }
        return try environment.store.write { transaction in
            try transaction.runs.confirm(lease)
            guard try transaction.definitions.version() == environment.catalog.version else { throw OutdatedDefinitions() }
            let tasks = try transaction.runs.tasks(of: run.id)
            // Another wording, recipient or column is what the run is to go on with; other steps are another run.
            let isPlanned =
                tasks.map { [$0.kind.rawValue, $0.segment] }
                == environment.catalog.tasks(of: schedule).map { [$0.kind.rawValue, $0.segment] }
            if isPlanned { return (schedule, tasks) }
            guard !tasks.contains(where: { $0.state == .succeeded }) else {
                throw PipelineError(Message(.runScheduleChanged, ["schedule": .label(schedule.label)]))
            }
            let text = try transaction.definitions.text(of: "schedules/\(schedule.name).yaml") ?? ""
            try transaction.edits.discardPlans(of: run.id)
            try transaction.runs.plan(run.id, definition: text, tasks: environment.catalog.tasks(of: schedule))
            return (schedule, try transaction.runs.tasks(of: run.id))
        }
    }

    /// Does one task; false when the run was handed back until a person has acted.
    private func carryOut(_ task: TaskDefinition, _ step: TaskStep) throws -> Bool {
        switch task {
        case .deliverList(let task): return try deliveries.deliver(task, step, notices: notices)
        case .refreshSegment(let task):
            try commit(step) { context in
                let refresh = SegmentRefresh(catalog: environment.catalog, calendar: step.calendar, today: context.actionDate)
                let membership = try refresh.refresh(task.segment, run: step.run.id, at: step.present, in: context.transaction)
                return TaskOutcome(refreshed: membership)
            }
        case .bulkEdit(let task): return try edit(task, step)
        case .createActivities(let task): try commit(step) { try task.perform($0) }
        case .runFormulas(let task): try commit(step) { try task.perform($0) }
        case .runTool(let task) where task.isBuiltIn: try commit(step) { try task.perform($0) }
        case .runTool(let task): try OwnToolTask(environment: environment).run(task, step) { try commit(step, $0) }
        }
        return true
    }

    /// Commits what `action` changes together with the note that the task is done.
    private func commit(_ step: TaskStep, _ action: (ActionContext) throws -> TaskOutcome) throws {
        try environment.store.write { transaction in
            try transaction.runs.confirm(step.lease)
            let outcome = try action(context(of: step, in: transaction))
            try transaction.runs.finishTask(step.run.id, step.position, outcome, startedAt: step.startedAt, at: environment.clock.now())
        }
    }

    /// What the actions of a task are handed.
    func context(of step: TaskStep, in transaction: StoreTransaction) -> ActionContext {
        let localizer = environment.localizer(environment.catalog.settings.language, in: step.calendar)
        return ActionContext(
            transaction: transaction, catalog: environment.catalog, run: step.run.id, schedule: step.schedule, position: step.position,
            calendar: step.calendar, present: step.present, now: environment.clock.now(), text: { localizer.text($0) })
    }

    /// Ends the run as failed, and tells its owner.
    private func fail(
        _ run: RunRecord, position: Int, schedule: ScheduleDefinition?, _ error: any Error, startedAt: Instant, under lease: Lease
    ) throws {
        let reason = PipelineError.reason(of: error)
        environment.logger.error("run failed", metadata: ["run": "\(run.id)", "task": "\(position)", "error": "\(reason.key.rawValue)"])
        // The notice is only a mail: that it cannot be written must not keep the failure from being noted.
        let notice = try? notices.prepareFailure(run, schedule: schedule, reason: reason)
        let now = environment.clock.now()
        try environment.store.write { transaction in
            try transaction.runs.confirm(lease)
            if position > 0 { try transaction.runs.failTask(run.id, position, reason: reason, startedAt: startedAt, at: now) }
            try transaction.runs.finish(lease, .failed, reason: reason, at: now)
            if let notice { try transaction.deliveries.add(notice) }
        }
        do {
            try deliveries.publishRecorded()
        } catch {
            // What is recorded is published at the next chance; the run's failure is noted and must stay the one that is told.
            let reason = PipelineError.reason(of: error)
            environment.logger.error("deliveries not published", metadata: ["run": "\(run.id)", "error": "\(reason.key.rawValue)"])
        }
        calendars.publishWhatCanBe()
    }
}

/// The definitions in hand are no longer those of the store.
private struct OutdatedDefinitions: Error {}

/// One task of a run that is being carried out.
struct TaskStep {
    let run: RunRecord
    /// From 1.
    let position: Int
    let schedule: ScheduleDefinition
    let calendar: LocalCalendar
    let lease: Lease
    /// When the task started, for the history.
    let startedAt: Instant

    /// The moment that everything the run makes takes for the present: when the run first started.
    var present: Instant { run.startedAt ?? startedAt }
    /// The date of ``present`` in the schedule's zone.
    var actionDate: Day { calendar.day(at: present) }
}

extension TaskOutcome {
    /// What a refresh leaves in the ledger.
    init(refreshed membership: Membership) {
        self.init(
            affected: membership.size, counts: TaskCounts(lookedAt: membership.size, changed: membership.joined + membership.left),
            summary: Message(
                .refreshSummary,
                ["count": .integer(membership.size), "joined": .integer(membership.joined), "left": .integer(membership.left)]))
    }
}

extension MessageKey {
    static let runScheduleGone: MessageKey = "run.schedule-gone"
    static let runScheduleChanged: MessageKey = "run.schedule-changed"
    static let refreshSummary: MessageKey = "task.refresh-segment.summary"
}
