import ArgumentParser
import Localization
import Model
import Store
import Tabular

/// `status`.
struct StatusCommand: WorkingCommand {
    static let configuration = CommandConfiguration("status", "cli.status")

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let report = try StatusReport(session)
        switch output.format {
        case .json: Console.result(report.json.text)
        case .table: report.write()
        }
        return .done
    }
}

/// What is running, what is due next, and what needs a person.
struct StatusReport {
    private let session: Session
    private let running: [RunRecord]
    private let waiting: [RunRecord]
    private let due: [ScheduleListing.Row]
    /// What a person is to do something about: the kind, the thing's name, and the words.
    private let needs: [(kind: String, subject: String, text: String)]
    private let watching: WatchingReport

    private static let dueLimit = 5

    init(_ session: Session) throws {
        self.session = session
        let runs = try session.store.read { try $0.runs.list() }
        running = runs.filter { $0.state == .running }
        waiting = runs.filter { $0.state == .waiting && $0.held == nil }
        let schedules = try ScheduleListing.rows(session)
        let upcoming = schedules.compactMap { row in row.nextDue.map { (instant: $0, row: row) } }
        due = upcoming.sorted { $0.instant < $1.instant }.prefix(Self.dueLimit).map(\.row)
        watching = try WatchingReport(session)
        needs = try StatusReport.needs(session, runs, schedules) + watching.needs
    }

    private static func needs(
        _ session: Session, _ runs: [RunRecord], _ schedules: [ScheduleListing.Row]
    ) throws -> [(kind: String, subject: String, text: String)] {
        let words = session.words
        var needs: [(kind: String, subject: String, text: String)] = []
        func add(_ kind: String, _ subject: String, _ key: MessageKey, _ arguments: [String: MessageArgument]) {
            needs.append((kind, subject, words.text(key, arguments)))
        }
        for row in schedules where row.schedule.isActive && !row.hasPassword && session.catalog.needsPassword(row.schedule) {
            add(
                "password", row.schedule.name, "cli.status.password",
                ["schedule": .label(row.schedule.label), "name": .text(row.schedule.name)])
        }
        for row in schedules {
            guard let held = row.held else { continue }
            add(
                "schedule", row.schedule.name, "cli.status.schedule-held",
                ["schedule": .label(row.schedule.label), "reason": .message(held)])
        }
        for run in runs {
            let arguments: [String: MessageArgument] = [
                "id": .text("\(run.id)"), "schedule": .text(run.schedule), "reason": (run.held ?? run.reason).map { .message($0) } ?? "",
            ]
            if run.held != nil { add("held", "\(run.id)", "cli.status.held", arguments) }
            // A later success of the same schedule makes an old failure history.
            let isLatest = runs.first { $0.schedule == run.schedule && $0.state != .skipped }?.id == run.id
            if run.state == .failed, isLatest { add("failed", "\(run.id)", "cli.status.failed", arguments) }
        }
        let drops = try session.store.read { try $0.drops.list(limit: 200) }
        for drop in drops where drop.state == .failed || drop.state == .rejected {
            let arguments: [String: MessageArgument] = [
                "id": .text("\(drop.id)"), "file": .text(drop.file), "reason": drop.reason.map { .message($0) } ?? "",
            ]
            let isSuperseded = drops.contains { $0.source == drop.source && $0.id > drop.id && $0.state == .applied }
            if !isSuperseded { add("drop", "\(drop.id)", "cli.status.drop", arguments) }
        }
        for drop in try session.store.read({ try $0.drops.held() }) {
            let arguments: [String: MessageArgument] = [
                "id": .text("\(drop.id)"), "file": .text(drop.file), "reason": drop.reason.map { .message($0) } ?? "",
            ]
            add("drop-held", "\(drop.id)", "cli.status.drop-held", arguments)
        }
        for delivery in try session.store.read({ try $0.deliveries.list() }) where delivery.state == .failed {
            add("delivery", delivery.id, "cli.status.delivery", ["id": .text(delivery.id), "recipient": .text(delivery.recipient)])
        }
        return needs
    }

    var json: JSON {
        func run(_ run: RunRecord) -> JSON {
            .object([("id", .integer(Int(run.id))), ("schedule", .string(run.schedule)), ("due", session.json(run.due))])
        }
        return .object([
            ("running", .array(running.map(run))), ("waiting", .array(waiting.map(run))),
            ("next", .array(due.map { .object([("schedule", .string($0.schedule.name)), ("due", session.json($0.nextDue))]) })),
            (
                "needs",
                .array(needs.map { .object([("kind", .string($0.kind)), ("subject", .string($0.subject)), ("text", .string($0.text))]) })
            ),
            ("watching", watching.json),
        ])
    }

    func write() {
        let words = session.words
        section("cli.status.running", running.map { "\($0.id)  \(label(of: $0.schedule))  \(session.text($0.startedAt))" })
        section("cli.status.waiting", waiting.map(waitingLine))
        section("cli.status.next", due.map { "\(session.text($0.nextDue))  \($0.schedule.label.text(in: words.language))" })
        section("cli.status.watching", watching.lines)
        section("cli.status.needs", needs.map(\.text))
    }

    private func waitingLine(_ run: RunRecord) -> String {
        let reason = run.waits.map { "  " + session.words.text($0) } ?? ""
        return "\(run.id)  \(label(of: run.schedule))  \(session.text(run.due))\(reason)"
    }

    private func section(_ key: MessageKey, _ lines: [String]) {
        Console.result(session.words.text(key))
        for line in lines.isEmpty ? [Words.text("cli.status.nothing")] : lines { Console.result("  " + line) }
    }

    private func label(of schedule: String) -> String {
        session.catalog.schedules[schedule]?.label.text(in: session.words.language) ?? schedule
    }
}

extension Catalog {
    /// Whether the schedule delivers something that may not go out without a password.
    func needsPassword(_ schedule: ScheduleDefinition) -> Bool {
        schedule.tasks.contains { task in
            if case .deliverList(let task) = task { settings.requirePassword || task.usesPassword } else { false }
        }
    }
}
