import Localization
import Model
import Pipeline
import Store

/// What the tasks of a schedule would do, each with the values that it would change.
struct RehearsalReport {
    let steps: [RehearsedTask]
    let session: Session

    func write(as format: OutputFormat) {
        tasks.write(steps, as: format)
        guard format == .table else { return }
        for step in steps {
            edits.writeFirst(step.edits, of: step.editCount, more: "cli.schedule.run.more-edits")
            failures.writeFirst(step.failures, of: step.outcome.counts.failed, more: "cli.runs.more-failures")
            guard let objection = step.objection else { continue }
            Console.result("")
            Console.result(session.words.text("cli.schedule.run.would-wait", ["reason": .message(objection)]))
        }
    }

    private var edits: Listing<JournalEntry> { EditListing.of(session) }
    private var failures: Listing<TaskFailure> { FailureListing.of(session) }

    private var tasks: Listing<RehearsedTask> {
        let words = session.words
        return Listing([
            .both("cli.column.task", "task", text: { Words.text($0.task.kind.nameKey) }, json: { .string($0.task.kind.rawValue) }),
            .text("cli.column.segment", "segment") { $0.task.segment },
            .number("cli.column.affected", "affected") { $0.outcome.affected },
            .hidden("looked") { JSON($0.outcome.counts.lookedAt) },
            .hidden("changed") { JSON($0.outcome.counts.changed) },
            .hidden("left") { JSON($0.outcome.counts.left) },
            .hidden("failed") { JSON($0.outcome.counts.failed) },
            .text("cli.column.summary", "summary") { words.text($0.outcome.summary) },
            .hidden("edits") { .array($0.edits.map(edits.json)) },
            .hidden("failures") { .array($0.failures.map(failures.json)) },
            .hidden("waits") { JSON($0.objection.map { words.text($0) }) },
        ])
    }
}
