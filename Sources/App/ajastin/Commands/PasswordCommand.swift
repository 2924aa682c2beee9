import ArgumentParser
import Foundation
import Localization
import Model
import Packaging
import Pipeline
import Store

/// `password set·generate SCHEDULE`.
struct PasswordCommand: ParsableCommand {
    static let configuration = CommandConfiguration("password", "cli.password", subcommands: [SetPassword.self, GeneratePassword.self])

    struct SetPassword: WorkingCommand {
        static let configuration = CommandConfiguration("set", "cli.password.set")

        @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
        var schedule: String

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let schedule = try session.schedule(schedule)
            let password = try read(session)
            let problems = PasswordRule.problems(in: password)
            guard problems.isEmpty else {
                for problem in problems { Console.message(problem) }
                return .failed
            }
            try session.keep(password, of: schedule)
            return .done
        }

        private func read(_ session: Session) throws -> Secret {
            guard Console.canAsk else {
                guard let line = readLine() else { throw UsageError("cli.password.none") }
                return Secret(line)
            }
            guard let first = Console.askSecretly(Words.text("cli.password.ask")),
                let second = Console.askSecretly(Words.text("cli.password.ask-again"))
            else { throw UsageError("cli.password.none") }
            guard first == second else { throw CommandError("cli.password.differ") }
            return first
        }
    }

    struct GeneratePassword: WorkingCommand {
        static let configuration = CommandConfiguration("generate", "cli.password.generate")

        @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
        var schedule: String

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let schedule = try session.schedule(schedule)
            let password = try PasswordRule.generate()
            try session.keep(password, of: schedule)
            Console.result(password.exposed)
            return .done
        }
    }
}

extension Session {
    /// Keeps the password under the workspace's key, and lets the runs go on that waited for it.
    fileprivate func keep(_ password: Secret, of schedule: ScheduleDefinition) throws {
        let sealed = try key().seal(password, for: schedule.name)
        let released = try store.write { transaction in
            try transaction.schedules.setSealedPassword(sealed, of: schedule.name)
            return try transaction.runs.unhold(schedule: schedule.name, heldFor: .runPasswordMissing)
        }
        Console.message(Message("cli.password.kept", ["schedule": .label(schedule.label)]))
        if released > 0 { Console.message(Message("cli.password.released", ["count": .integer(released)])) }
    }
}
