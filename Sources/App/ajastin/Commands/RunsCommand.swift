import ArgumentParser
import Localization
import Model
import Store
import Tabular

/// `runs list·show·resume·approve·decline·undo`.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "runs", "cli.runs",
        subcommands: [
            ListRuns.self, ShowRun.self, ResumeRun.self, ApproveRun.self, DeclineRun.self, UndoRun.self,
        ])

    struct ListRuns: WorkingCommand {
        static let configuration = CommandConfiguration("list", "cli.runs.list")

        @OptionGroup var output: FormatOption

        @Option(help: ArgumentHelp(key: "cli.option.schedule", value: "cli.value.name"))
        var schedule: String?

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            RunListing.of(session).write(try RunListing.rows(session, schedule: schedule), as: output.format)
            return .done
        }
    }

    struct ShowRun: WorkingCommand {
        static let configuration = CommandConfiguration("show", "cli.runs.show")

        @Argument(help: ArgumentHelp(key: "cli.runs.id", value: "cli.value.id"))
        var id: Int64

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            try RunListing.show(id, in: Session.open(), as: output.format)
            return .done
        }
    }
}

/// What is listed of runs.
enum RunListing {
    struct Row {
        var run: RunRecord
        var tasks: [TaskRecord]
    }

    static func rows(_ session: Session, schedule: String? = nil) throws -> [Row] {
        try session.store.read { transaction in
            try transaction.runs.list(schedule: schedule).map { Row(run: $0, tasks: try transaction.runs.tasks(of: $0.id)) }
        }
    }

    /// One run, task by task, and the values that it changed.
    static func show(_ id: Int64, in session: Session, as format: OutputFormat) throws {
        let row = try session.store.read { transaction in
            try transaction.runs.run(id).map { Row(run: $0, tasks: try transaction.runs.tasks(of: id)) }
        }
        guard let row else { throw CommandError("cli.unknown.run", ["id": .text("\(id)")]) }
        let changes = try RunChanges(of: id, in: session, limit: format == .table ? Listing<JournalEntry>.tableLimit : .max)
        let files = try FileListing.rows(run: id, in: session)
        let fileListing = FileListing.of(session)
        of(session).writeDetails(row, as: format, more: changes.json + [("files", .array(files.map(fileListing.json)))])
        guard format == .table, !row.tasks.isEmpty else { return }
        Console.result("")
        tasks(session).write(row.tasks, as: .table)
        if !files.isEmpty {
            Console.result("")
            fileListing.write(files, as: .table)
        }
        changes.write()
    }

    static func of(_ session: Session) -> Listing<Row> {
        let words = session.words
        let tasks = tasks(session)
        return Listing([
            .both("cli.column.id", "id", .right, text: { "\($0.run.id)" }, json: { .integer(Int($0.run.id)) }),
            .both(
                "cli.column.schedule", "schedule",
                text: { session.catalog.schedules[$0.run.schedule]?.label.text(in: words.language) ?? $0.run.schedule },
                json: { .string($0.run.schedule) }),
            .both("cli.column.due", "due", text: { session.text($0.run.due) }, json: { session.json($0.run.due) }),
            .both(
                "cli.column.trigger", "trigger", text: { Words.text($0.run.trigger.nameKey) }, json: { .string($0.run.trigger.rawValue) }),
            .both(
                "cli.column.state", "state", text: { Words.text($0.run.held == nil ? $0.run.state.nameKey : "state.held") },
                json: { .string($0.run.state.rawValue) }),
            .both("cli.column.started", "started", text: { session.text($0.run.startedAt) }, json: { session.json($0.run.startedAt) }),
            .both("cli.column.finished", "finished", text: { session.text($0.run.finishedAt) }, json: { session.json($0.run.finishedAt) }),
            .hidden("held") { JSON($0.run.held.map { words.text($0) }) },
            .both(
                "cli.column.reason", "reason",
                text: { ($0.run.held ?? $0.run.waits ?? $0.run.reason ?? $0.run.note).map { words.text($0) } ?? "" },
                json: { JSON($0.run.reason.map { words.text($0) }) }),
            .hidden("waits") { JSON($0.run.waits.map { words.text($0) }) },
            .hidden("note") { JSON($0.run.note.map { words.text($0) }) },
            .hidden("starts") { session.json($0.run.startsAt) },
            .hidden("deadline") { session.json($0.run.deadline) },
            .hidden("tasks") { .array($0.tasks.map(tasks.json)) },
        ])
    }

    private static func tasks(_ session: Session) -> Listing<TaskRecord> {
        let words = session.words
        return Listing([
            .number("cli.column.position", "position", \.position),
            .both("cli.column.task", "task", text: { Words.text($0.kind.nameKey) }, json: { .string($0.kind.rawValue) }),
            .both(
                "cli.column.segment", "segment",
                text: { session.catalog.segments[$0.segment]?.label.text(in: words.language) ?? $0.segment },
                json: { .string($0.segment) }),
            .both("cli.column.state", "state", text: { Words.text($0.state.nameKey) }, json: { .string($0.state.rawValue) }),
            .both(
                "cli.column.affected", "affected", .right, text: { $0.affected.map { words.integer($0) } ?? "" },
                json: { JSON($0.affected) }),
            count("cli.column.looked", "looked", words, \.lookedAt),
            count("cli.column.changed", "changed", words, \.changed),
            count("cli.column.left-alone", "left", words, \.left),
            count("cli.column.failed", "failed", words, \.failed),
            .both(
                "cli.column.summary", "summary", text: { ($0.reason ?? $0.summary).map { words.text($0) } ?? "" },
                json: { JSON($0.summary.map { words.text($0) }) }),
            .hidden("reason") { JSON($0.reason.map { words.text($0) }) },
        ])
    }

    private static func count(
        _ heading: MessageKey, _ key: String, _ words: Localizer, _ count: @escaping (TaskCounts) -> Int?
    ) -> Listing<TaskRecord>.Column {
        .both(heading, key, .right, text: { count($0.counts).map { words.integer($0) } ?? "" }, json: { JSON(count($0.counts)) })
    }
}
