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

        /// What a person filters by, the most telling first.
        var state: ScheduleState {
            guard schedule.isActive else { return .inactive }
            if held != nil { return .held }
            if last?.state == .failed { return .failed }
            return schedule.timing != nil && nextDue == nil ? .expired : .active
        }
    }

    static func rows(_ session: Session) throws -> [Row] {
        try session.store.read { transaction in
            let records = Dictionary(try transaction.schedules.list().map { ($0.name, $0) }) { first, _ in first }
            return try session.catalog.schedules.values.sorted { $0.name < $1.name }.map { schedule in
                let record = records[schedule.name]
                return Row(
                    schedule: schedule, nextDue: record.flatMap { session.dueSchedules.nextRun(of: $0) },
                    last: try transaction.runs.last(of: schedule.name), hasPassword: record?.hasPassword ?? false,
                    held: record?.held)
            }
        }
    }

    static func of(_ session: Session) -> Listing<Row> {
        let words = session.words
        return Listing([
            .text("cli.column.name", "name") { $0.schedule.name },
            .text("cli.column.label", "label") { $0.schedule.label.text(in: words.language) },
            .hidden("active") { .boolean($0.schedule.isActive) },
            .text("cli.column.timing", "timing") { timing($0.schedule, session) },
            .both("cli.column.next", "next", text: { session.text($0.nextDue) }, json: { session.json($0.nextDue) }),
            .both(
                "cli.column.last", "last", text: { session.text($0.last.map { $0.finishedAt ?? $0.startedAt ?? $0.due }) },
                json: { $0.last.map { lastJSON($0, session) } ?? .null }),
            .both(
                "cli.column.duration", "duration", .right, text: { $0.last?.duration.map(DurationText.of) ?? "" },
                json: { JSON($0.last?.duration.map { Int($0.components.seconds) }) }),
            .both(
                "cli.column.result", "result", text: { $0.last.map { Words.text($0.held == nil ? $0.state.nameKey : "state.held") } ?? "" },
                json: { JSON($0.last?.state.rawValue) }),
            .both(
                "cli.column.state", "state", text: { Words.text($0.state.nameKey) }, json: { .string($0.state.rawValue) }),
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

    /// The timing in words.
    static func timing(_ schedule: ScheduleDefinition, _ session: Session) -> String {
        guard let timing = schedule.timing else { return Words.text("cli.schedule.on-demand") }
        return session.words.text(TimingDescription(timing, workspaceZone: session.catalog.settings.timeZone).message)
    }

    private static func lastJSON(_ run: RunRecord, _ session: Session) -> JSON {
        .object([
            ("run", .integer(Int(run.id))), ("state", .string(run.state.rawValue)), ("due", session.json(run.due)),
            ("finished", session.json(run.finishedAt)),
        ])
    }
}

/// What a schedule is found by.
enum ScheduleState: String, CaseIterable {
    case active, inactive
    /// Active, and its last run failed.
    case failed
    /// Active, and never due again.
    case expired
    /// Active, but it cannot be said when it is due.
    case held

    /// The catalogue's key of the state's name.
    var nameKey: MessageKey { MessageKey(rawValue: "state.schedule.\(rawValue)") }
}

extension RunRecord {
    /// How long it took; nil while it goes, and for one that never started.
    var duration: Duration? {
        guard let startedAt, let finishedAt else { return nil }
        return finishedAt - startedAt
    }
}

/// Durations for people.
enum DurationText {
    /// `45 s`, `12 min 5 s` or `2 h 10 min`.
    static func of(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        let parts: (MessageKey, Int, Int) =
            switch seconds {
            case ..<60: ("cli.duration.seconds", seconds, 0)
            case ..<3600: ("cli.duration.minutes", seconds / 60, seconds % 60)
            default: ("cli.duration.hours", seconds / 3600, seconds / 60 % 60)
            }
        return Words.text(parts.0, ["first": .integer(parts.1), "second": .integer(parts.2)])
    }
}
