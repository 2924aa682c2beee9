import ArgumentParser
import Localization
import Model
import Pipeline
import Store

/// `activities done ID…`.
struct FinishActivities: WorkingCommand {
    static let configuration = CommandConfiguration("done", "cli.activities.done")

    @Argument(help: ArgumentHelp(key: "cli.activities.ids", value: "cli.value.id"))
    var ids: [Int64]

    @Option(help: ArgumentHelp(key: "cli.activities.note", value: "cli.value.text"))
    var note: String?

    func perform() throws -> ExitStatus {
        try ActivityChange(status: .done, told: "cli.activities.done.told", note: note).perform(on: ids)
    }
}

/// `activities reopen ID…`.
struct ReopenActivities: WorkingCommand {
    static let configuration = CommandConfiguration("reopen", "cli.activities.reopen")

    @Argument(help: ArgumentHelp(key: "cli.activities.ids", value: "cli.value.id"))
    var ids: [Int64]

    func perform() throws -> ExitStatus {
        try ActivityChange(status: .open, told: "cli.activities.reopen.told").perform(on: ids)
    }
}

/// `activities cancel ID…`.
struct CancelActivities: WorkingCommand {
    static let configuration = CommandConfiguration("cancel", "cli.activities.cancel")

    @Argument(help: ArgumentHelp(key: "cli.activities.ids", value: "cli.value.id"))
    var ids: [Int64]

    func perform() throws -> ExitStatus {
        try ActivityChange(status: .cancelled, told: "cli.activities.cancel.told").perform(on: ids)
    }
}

/// Gives activities another status, all of them or none, and writes the calendars anew of those whose they are.
private struct ActivityChange {
    var status: ActivityStatus
    /// Tells the title of one that has changed.
    var told: MessageKey
    var note: String?

    func perform(on ids: [Int64]) throws -> ExitStatus {
        let session = try Session.open()
        let (changed, unchanged) = try session.store.write { transaction in
            let records = try ids.map { id in
                guard let record = try transaction.activities.activity(id) else {
                    throw CommandError("cli.unknown.activity", ["id": .text("\(id)")])
                }
                // What was given up has to be taken up again before it can be done, and what was done can no longer be given up.
                guard record.status == .open || record.status == status || status == .open else {
                    throw CommandError(
                        "cli.activities.closed", ["id": .text("\(id)"), "state": .message(Message(record.status.nameKey))])
                }
                return record
            }
            let changed = try transaction.activities.setStatus(status, of: ids, note: note, at: session.clock.now())
            return (changed, records.filter { record in !changed.contains { $0.id == record.id } })
        }
        for record in changed {
            Console.message(Message(told, ["id": .text("\(record.id)"), "title": .text(record.activity.title)]))
        }
        for record in unchanged {
            Console.message(Message("cli.activities.unchanged", ["id": .text("\(record.id)"), "state": .message(Message(status.nameKey))]))
        }
        try PersonalFeeds(try session.environment()).publishChanged()
        return .done
    }
}
