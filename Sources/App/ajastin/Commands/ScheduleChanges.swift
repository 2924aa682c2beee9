import ArgumentParser
import Definitions
import Files
import Foundation
import Localization
import Model
import Store

/// `schedule activate NAME`.
struct ActivateSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("activate", "cli.schedule.activate")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    func perform() throws -> ExitStatus {
        try ScheduleEdit(session: Session.open(), name: name).setActive(true)
    }
}

/// `schedule deactivate NAME`.
struct DeactivateSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("deactivate", "cli.schedule.deactivate")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    func perform() throws -> ExitStatus {
        try ScheduleEdit(session: Session.open(), name: name).setActive(false)
    }
}

/// `schedule delete NAME [--yes]`.
struct DeleteSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("delete", "cli.schedule.delete")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    @Flag(help: ArgumentHelp(key: "cli.schedule.delete.yes"))
    var yes = false

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let schedule = try session.schedule(name)
        if !yes {
            guard Console.canAsk else { throw UsageError("cli.schedule.delete.unconfirmed", ["name": .text(name)]) }
            let label = schedule.label.text(in: session.words.language)
            let answer = Console.ask(session.words.text("cli.schedule.delete.ask", ["label": .text(label)])) ?? ""
            guard answer.lowercased() == Words.text("cli.yes").lowercased() else {
                Console.message(Message("cli.schedule.delete.kept", ["name": .text(name)]))
                return .failed
            }
        }
        return try ScheduleEdit(session: session, name: name).delete()
    }
}
