import ArgumentParser
import Definitions
import Model
import Store

/// `schedule history NAME`.
struct ScheduleHistory: WorkingCommand {
    static let configuration = CommandConfiguration("history", "cli.schedule.history")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let path = DefinitionName(kind: .schedule, name: name).path
        let changes = try session.store.read { try $0.definitions.changes(of: path) }
        // A deleted schedule has its history still.
        if changes.isEmpty { _ = try session.schedule(name) }
        Listing<DefinitionChange>([
            .both("cli.column.changed-at", "at", text: { session.text($0.at) }, json: { session.json($0.at) }),
            .text("cli.column.who", "who") { $0.author.who },
            .text("cli.column.command", "what") { $0.author.what },
            .both("cli.column.change", "changes", text: { summary($0, path) }, json: { .string(summary($0, path)) }),
            .hidden("before") { JSON($0.before) },
            .hidden("after") { JSON($0.after) },
        ]).write(changes, as: output.format)
        return .done
    }

    private func summary(_ change: DefinitionChange, _ path: String) -> String {
        guard let before = change.before else { return Words.text("cli.schedule.history.added") }
        guard let after = change.after else { return Words.text("cli.schedule.history.removed") }
        let diff = DefinitionDiff(from: [DefinitionFile(path: path, text: before)], to: [DefinitionFile(path: path, text: after)])
        guard case .changed(let keys)? = diff.entries.first?.change, !keys.isEmpty else { return Words.text("cli.schedule.history.layout") }
        return keys.map { "\($0.path): \($0.old ?? "–") → \($0.new ?? "–")" }.joined(separator: "; ")
    }
}
