import ArgumentParser
import Model

/// `schedule transfer NAME --owner ADDRESS`.
struct TransferSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("transfer", "cli.schedule.transfer")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    @Option(help: ArgumentHelp(key: "cli.schedule.option.owner", value: "cli.value.address"))
    var owner: String

    func perform() throws -> ExitStatus {
        try ScheduleEdit(session: Session.open(), name: name).transfer(to: owner)
    }
}
