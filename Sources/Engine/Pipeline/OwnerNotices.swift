import Delivery
import Model
import Store
import Tabular

/// Mails in the spool that tell the owner of a schedule what needs a person.
struct OwnerNotices: Sendable {
    private let environment: PipelineEnvironment
    private let spool: Spool

    /// - Throws: `DeliveryError` when the spool's folders cannot be made.
    init(_ environment: PipelineEnvironment) throws {
        self.environment = environment
        spool = try Spool(environment.folders.spool)
    }

    /// Hands the run back until its owner, who is told once, has acted.
    func hold(_ step: TaskStep, until reason: Message) throws {
        let notice = try prepare(
            step.run, step.schedule, occasion: "held",
            .passwordMissing(schedule: step.schedule.label, name: step.schedule.name, due: step.run.due))
        try environment.store.write { transaction in
            try transaction.runs.hold(step.lease, until: reason)
            if let notice { try transaction.deliveries.add(notice) }
        }
    }

    /// Prepares the mail that the run failed; nil when the schedule has no owner.
    func prepareFailure(_ run: RunRecord, schedule: ScheduleDefinition?, reason: Message) throws -> DeliveryRecord? {
        guard let schedule else { return nil }
        // Each attempt that fails is told by a mail of its own.
        return try prepare(
            run, schedule, occasion: "failed-\(run.attempts)",
            .runFailed(schedule: schedule.label, run: String(run.id), due: run.due, reason: reason))
    }

    private func prepare(_ run: RunRecord, _ schedule: ScheduleDefinition, occasion: String, _ notice: NoticeMail) throws -> DeliveryRecord?
    {
        guard let address = schedule.owner else { return nil }
        let id = DeliveryID.ofNotice(run: run.id, occasion)
        guard try !environment.store.read({ try $0.deliveries.contains(id) }) else { return nil }
        let settings = environment.catalog.settings
        let person = environment.catalog.recipients.person(address)
        let now = environment.clock.now()
        let language = person.language ?? settings.language
        let localizer = environment.localizer(language, in: try environment.calendar(of: schedule))
        try spool.prepare(
            DeliveryEntry(
                id: id, run: run.id, recipient: person, language: language, sender: settings.sender,
                senderName: settings.name.text(in: language), mail: notice.text(for: person, workspace: settings.name, localizer),
                created: now))
        return DeliveryRecord(id: id, run: run.id, task: nil, recipient: address, createdAt: now)
    }
}
