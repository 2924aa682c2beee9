import Actions
import Model
import Store
import Tabular

/// Bulk edits: planned and made at once, or planned, held until a person agrees, and then made exactly so.
extension RunPipeline {
    private enum Progress {
        case made
        /// The plan stands, and waits for a person.
        case waits
    }

    /// Does a bulk edit; false when the run was handed back until a person has acted.
    func edit(_ task: BulkEditTask, _ step: TaskStep) throws -> Bool {
        let progress = try environment.store.write { transaction in
            try transaction.runs.confirm(step.lease)
            let context = context(of: step, in: transaction)
            let outcome: TaskOutcome
            switch try transaction.edits.plan(run: step.run.id, task: step.position)?.state {
            case .approved: outcome = try task.makeApproved(context)
            case .planned, .applied, .undone, .declined, nil:
                // What an earlier definition of the task planned is no longer meant.
                try transaction.edits.discard(run: step.run.id, task: step.position)
                try task.plan(context)
                if let reason = try task.objection(context, in: step.schedule) {
                    try hold(step, for: reason, at: context.now, in: transaction)
                    return Progress.waits
                }
                outcome = try task.make(context)
            }
            try transaction.runs.finishTask(step.run.id, step.position, outcome, startedAt: step.startedAt, at: environment.clock.now())
            return Progress.made
        }
        guard progress == .waits else { return true }
        try notices.writeRequested()
        try deliveries.publishRecorded()
        return false
    }

    /// Hands the run back until a person has decided about the plan, of which its owner is told.
    private func hold(_ step: TaskStep, for reason: Message, at now: Instant, in transaction: StoreTransaction) throws {
        try transaction.runs.hold(step.lease, until: reason)
        let notice = NoticeRecord(
            id: "run-\(step.run.id)-approval-\(step.position)-\(step.run.attempts)", kind: .approvalNeeded, schedule: step.schedule.name,
            run: step.run.id, reason: reason)
        try transaction.notices.add(notice, at: now)
    }
}
