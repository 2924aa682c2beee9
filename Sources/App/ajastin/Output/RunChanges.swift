import Localization
import Model
import Store

/// What a run has changed, means to change, failed with and had taken back.
struct RunChanges {
    private let session: Session
    private let plans: [EditPlan]
    private let edits: [JournalEntry]
    /// What waits for a person's word, or was declined.
    private let planned: [JournalEntry]
    private let failures: [TaskFailure]
    private let undo: UndoReport?

    init(of run: Int64, in session: Session) throws {
        self.session = session
        let modules = session.catalog.modules
        (plans, edits, planned, failures, undo) = try session.store.read { transaction in
            let plans = try transaction.edits.plans(of: run)
            let planned = try plans.filter { $0.appliedAt == nil }.flatMap {
                try transaction.edits.entries(run: run, task: $0.task, modules: modules)
            }
            let undo = try transaction.edits.undoing(of: run).map { record in
                UndoReport(record: record, conflicts: try transaction.edits.conflicts(of: run, modules: modules), session: session)
            }
            return (
                plans, try transaction.edits.journal(run: run, modules: modules), planned,
                try transaction.runs.failures(run: run, modules: modules), undo
            )
        }
    }

    /// The members that the run's JSON has for it.
    var json: [(key: String, value: JSON)] {
        let listing = EditListing.of(session)
        return [
            ("plans", .array(plans.map(json))), ("edits", .array(edits.map(listing.json))), ("planned", .array(planned.map(listing.json))),
            ("failures", .array(failures.map(FailureListing.of(session).json))), ("undo", undo?.json ?? .null),
        ]
    }

    /// Writes it for people.
    func write() {
        let listing = EditListing.of(session)
        listing.writeFirst(edits, more: "cli.runs.more-edits")
        for plan in plans { write(plan) }
        listing.writeFirst(planned, more: "cli.runs.more-edits")
        FailureListing.of(session).writeFirst(failures, more: "cli.runs.more-failures")
        undo?.write()
    }

    private func write(_ plan: EditPlan) {
        let task = MessageArgument.integer(plan.task)
        let text: String
        switch (plan.state, plan.decidedBy, plan.decidedAt) {
        case (.planned, _, _): text = Words.text("cli.runs.planned", ["task": task])
        case (.declined, let who?, let at?):
            text = session.words.text("cli.runs.declined", ["task": task, "who": .text(who), "at": .instant(at)])
        case (_, let who?, let at?):
            text = session.words.text("cli.runs.approved", ["task": task, "who": .text(who), "at": .instant(at)])
        default: return
        }
        Console.result("")
        Console.result(text)
    }

    private func json(_ plan: EditPlan) -> JSON {
        .object([
            ("task", .integer(plan.task)), ("state", .string(plan.state.rawValue)), ("looked", .integer(plan.lookedAt)),
            ("planned", session.json(plan.plannedAt)), ("decided", session.json(plan.decidedAt)), ("by", JSON(plan.decidedBy)),
            ("applied", session.json(plan.appliedAt)),
        ])
    }
}
