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

    /// Puts the mails into the spool that the ledger wants written; whoever publishes recorded deliveries makes them visible.
    func writeRequested() throws {
        for request in try environment.store.read({ try $0.notices.unsent() }) {
            let delivery = try prepare(request)
            try environment.store.write { transaction in
                if let delivery { try transaction.deliveries.add(delivery) }
                try transaction.notices.markSent(request.id)
            }
        }
    }

    /// Nil when there is nobody to tell.
    private func prepare(_ request: NoticeRecord) throws -> DeliveryRecord? {
        if let drop = request.drop { return try prepare(request, drop: drop) }
        guard let schedule = environment.catalog.schedules[request.schedule] else { return nil }
        let run = try request.run.flatMap { id in try environment.store.read { try $0.runs.run(id) } }
        let label = schedule.label
        switch (request.kind, run) {
        case (.runHeld, let run?):
            let notice = NoticeMail.runHeld(schedule: label, run: String(run.id), due: run.due, reason: request.reason)
            return try prepare(run, schedule, occasion: "waits", notice)
        case (.approvalNeeded, let run?):
            let notice = NoticeMail.approvalNeeded(schedule: label, run: String(run.id), due: run.due, reason: request.reason)
            return try prepare(run, schedule, occasion: "approval-\(run.attempts)", notice)
        case (.runAtRisk, let run?):
            let notice = NoticeMail.runAtRisk(schedule: label, run: String(run.id), due: run.due, reason: request.reason)
            return try prepare(run, schedule, occasion: "at-risk", notice)
        case (.scheduleHeld, _):
            let notice = NoticeMail.scheduleHeld(schedule: label, name: schedule.name, reason: request.reason)
            // Its own zone may be what is missing.
            return try prepare(id: request.id, run: nil, schedule, notice, in: try environment.calendar())
        case (.runHeld, nil), (.approvalNeeded, nil), (.runAtRisk, nil), (.dropRejected, _), (.dropHeld, _): return nil
        }
    }

    /// The mail to the owner of a drop's source.
    private func prepare(_ request: NoticeRecord, drop id: Int64) throws -> DeliveryRecord? {
        guard let source = environment.catalog.sources[request.schedule], let owner = source.owner,
            let drop = try environment.store.read({ try $0.drops.drop(id) })
        else { return nil }
        let notice: NoticeMail =
            switch request.kind {
            case .dropHeld: .dropHeld(source: source.label, file: drop.file, drop: String(id), reason: request.reason)
            default: .dropRejected(source: source.label, file: drop.file, drop: String(id), reason: request.reason)
            }
        return try prepare(id: request.id, run: nil, to: owner, in: source.language, notice, try environment.calendar())
    }

    private func prepare(_ run: RunRecord, _ schedule: ScheduleDefinition, occasion: String, _ notice: NoticeMail) throws -> DeliveryRecord?
    {
        try prepare(
            id: DeliveryID.ofNotice(run: run.id, occasion), run: run.id, schedule, notice, in: try environment.calendar(of: schedule))
    }

    private func prepare(
        id: String, run: Int64?, _ schedule: ScheduleDefinition, _ notice: NoticeMail, in calendar: LocalCalendar
    ) throws -> DeliveryRecord? {
        guard let address = schedule.owner else { return nil }
        return try prepare(id: id, run: run, to: address, in: nil, notice, calendar)
    }

    /// - Parameter sourceLanguage: the language where the person has none of their own.
    private func prepare(
        id: String, run: Int64?, to address: String, in sourceLanguage: Language?, _ notice: NoticeMail, _ calendar: LocalCalendar
    ) throws -> DeliveryRecord? {
        guard try !environment.store.read({ try $0.deliveries.contains(id) }) else { return nil }
        let settings = environment.catalog.settings
        let person = environment.catalog.recipients.person(address)
        let now = environment.clock.now()
        let language = person.language ?? sourceLanguage ?? settings.language
        let localizer = environment.localizer(language, in: calendar)
        try spool.prepare(
            DeliveryEntry(
                id: id, run: run, recipient: person, language: language, sender: settings.sender,
                senderName: settings.name.text(in: language), mail: notice.text(for: person, workspace: settings.name, localizer),
                created: now))
        return DeliveryRecord(id: id, run: run, task: nil, recipient: address, createdAt: now)
    }
}
