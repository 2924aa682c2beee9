import Localization
import Model
import Recurrence
import Scheduler
import Store
import Tabular

/// What is listed of schedules.
enum ScheduleListing {
    struct Row {
        var schedule: ScheduleDefinition
        var nextDue: Instant?
        var last: RunRecord?
        var hasPassword: Bool
        /// Why it cannot be said when it is due.
        var held: Message?
    }

    static func rows(_ session: Session) throws -> [Row] {
        try session.store.read { transaction in
            let records = Dictionary(try transaction.schedules.list().map { ($0.name, $0) }) { first, _ in first }
            return try session.catalog.schedules.values.sorted { $0.name < $1.name }.map { schedule in
                let record = records[schedule.name]
                return Row(
                    schedule: schedule, nextDue: record.flatMap { session.dueSchedules.nextRun(of: $0) },
                    last: try transaction.runs.list(schedule: schedule.name, limit: 1).first, hasPassword: record?.hasPassword ?? false,
                    held: record?.held)
            }
        }
    }

    static func of(_ session: Session) -> Listing<Row> {
        let words = session.words
        return Listing([
            .text("cli.column.name", "name") { $0.schedule.name },
            .text("cli.column.label", "label") { $0.schedule.label.text(in: words.language) },
            .both("cli.column.active", "active", text: { words.boolean($0.schedule.isActive) }, json: { .boolean($0.schedule.isActive) }),
            .text("cli.column.timing", "timing") { timing($0.schedule, session) },
            .both("cli.column.next", "next", text: { session.text($0.nextDue) }, json: { session.json($0.nextDue) }),
            .both(
                "cli.column.last", "last", text: { $0.last.map { last($0, session) } ?? "" },
                json: { $0.last.map { lastJSON($0, session) } ?? .null }),
            .both("cli.column.owner", "owner", text: { $0.schedule.owner ?? "" }, json: { JSON($0.schedule.owner) }),
            .hidden("tags") { .array($0.schedule.tags.map { .string($0) }) },
            .both("cli.column.password", "password", text: { words.boolean($0.hasPassword) }, json: { .boolean($0.hasPassword) }),
        ])
    }

    /// The steps in the order in which they run.
    static func tasks(_ session: Session) -> Listing<(offset: Int, element: TaskDefinition)> {
        Listing([
            .number("cli.column.position", "position") { $0.offset + 1 },
            .both("cli.column.task", "task", text: { Words.text($0.element.kind.nameKey) }, json: { .string($0.element.kind.rawValue) }),
            .both(
                "cli.column.segment", "segment",
                text: { session.catalog.segments[$0.element.segment]?.label.text(in: session.words.language) ?? $0.element.segment },
                json: { .string($0.element.segment) }),
        ])
    }

    private static func timing(_ schedule: ScheduleDefinition, _ session: Session) -> String {
        guard let timing = schedule.timing else { return Words.text("cli.schedule.on-demand") }
        return session.words.text(TimingDescription(timing, workspaceZone: session.catalog.settings.timeZone).message)
    }

    private static func last(_ run: RunRecord, _ session: Session) -> String {
        "\(Words.text(run.state.nameKey)) \(session.text(run.finishedAt ?? run.startedAt ?? run.due))"
    }

    private static func lastJSON(_ run: RunRecord, _ session: Session) -> JSON {
        .object([
            ("run", .integer(Int(run.id))), ("state", .string(run.state.rawValue)), ("due", session.json(run.due)),
            ("finished", session.json(run.finishedAt)),
        ])
    }
}
