import ArgumentParser
import Localization
import Model
import Pipeline
import Store

/// `drops release`: a held drop is applied after all.
struct ReleaseDrop: WorkingCommand {
    static let configuration = CommandConfiguration("release", "cli.drops.release")

    @Argument(help: ArgumentHelp(key: "cli.drops.id", value: "cli.value.id"))
    var id: Int64

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let drop = try session.drop(id)
        let intake = try FolderIntake(session.environment())
        let drops = try Progress.during(drop.file) { try intake.release(drop, progress: $0) }
        let reports = drops.map { DropReport(drop: $0, session: session) }
        for report in reports { report.write() }
        return reports.map(\.status).max { $0.gravity < $1.gravity } ?? .done
    }
}

/// `drops discard`: a held drop is given up.
struct DiscardDrop: WorkingCommand {
    static let configuration = CommandConfiguration("discard", "cli.drops.discard")

    @Argument(help: ArgumentHelp(key: "cli.drops.id", value: "cli.value.id"))
    var id: Int64

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let drop = try session.drop(id)
        let path = try FolderIntake(session.environment()).discard(drop)
        Console.result(session.words.text(Message("cli.drops.discarded", ["id": .integer(Int(id)), "file": .text(path)])))
        return .done
    }
}
