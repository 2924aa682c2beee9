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
    /// How many there are of each, whatever is shown of them.
    private let counts: (edits: Int, planned: Int, failures: Int)

    /// - Parameter limit: how many of each are read.
    init(of run: Int64, in session: Session, limit: Int) throws {
        self.session = session
        let modules = session.catalog.modules
        (plans, edits, planned, failures, undo, counts) = try session.store.read { transaction in
            let plans = try transaction.edits.plans(of: run)
            let values = try transaction.edits.valueCounts(run: run)
            let waiting = plans.filter { $0.appliedAt == nil }
            let planned = try waiting.flatMap {
                try transaction.edits.entries(run: run, task: $0.task, modules: modules, limit: limit)
            }
            let undo = try transaction.edits.undoing(of: run).map { record in
                UndoReport(
                    record: record, conflicts: try transaction.edits.conflicts(of: run, modules: modules, limit: limit), session: session)
            }
            let plannedCount = waiting.reduce(0) { $0 + (values[$1.task] ?? 0) }
            return (
                plans, try transaction.edits.journal(run: run, modules: modules, limit: limit), planned,
                try transaction.runs.failures(run: run, modules: modules, limit: limit), undo,
                (values.values.reduce(0, +) - plannedCount, plannedCount, try transaction.runs.failureLines(run: run))
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
        listing.writeFirst(edits, of: counts.edits, more: "cli.runs.more-edits")
        for plan in plans { write(plan) }
        listing.writeFirst(planned, of: counts.planned, more: "cli.runs.more-edits")
        FailureListing.of(session).writeFirst(failures, of: counts.failures, more: "cli.runs.more-failures")
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
