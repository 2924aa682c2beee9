import ArgumentParser
import Localization
import Model
import Pipeline
import Scheduler
import Store

/// `schedule run NAME [--now INSTANT] [--dry-run]`.
struct RunSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("run", "cli.schedule.run")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    @Option(help: ArgumentHelp(key: "cli.option.now", value: "cli.value.instant"))
    var now: InstantArgument?

    @Flag(help: ArgumentHelp(key: "cli.schedule.run.dry-run"))
    var dryRun = false

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open(now: now?.instant)
        let schedule = try session.schedule(name)
        let environment = try session.environment()
        if dryRun { return try rehearse(schedule, session, environment) }
        let due = session.clock.now()
        let id = try session.store.write { try $0.runs.enqueue(schedule: name, due: due, trigger: .onDemand, at: due) }
        guard let id else { throw CommandError("cli.schedule.run.taken", ["name": .text(name), "due": .text(session.words.instant(due))]) }
        return try session.carryOut(id, environment, output.format)
    }

    private func rehearse(_ schedule: ScheduleDefinition, _ session: Session, _ environment: PipelineEnvironment) throws -> ExitStatus {
        let limit = output.format == .table ? Listing<JournalEntry>.tableLimit : .max
        let steps = try Progress.during(Words.text("cli.run.working")) { _ in
            try RunRehearsal(environment).rehearse(schedule, limit: limit)
        }
        RehearsalReport(steps: steps, session: session).write(as: output.format)
        Console.message(Message("cli.schedule.run.rehearsed"))
        return .done
    }
}

/// `runs resume ID`.
struct ResumeRun: WorkingCommand {
    static let configuration = CommandConfiguration("resume", "cli.runs.resume")

    @Argument(help: ArgumentHelp(key: "cli.runs.id", value: "cli.value.id"))
    var id: Int64

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let run = try session.run(id)
        guard try session.store.write({ try $0.runs.resume(id) || $0.runs.unhold(id, heldFor: .scheduleFileMissing) }) else {
            let state = run.held == nil ? run.state.nameKey : "state.held"
            throw CommandError("cli.runs.resume.state", ["id": .text("\(id)"), "state": .message(Message(state))])
        }
        return try session.carryOut(id, session.environment(), output.format)
    }
}

extension Session {
    /// Carries out the run, shows what it did, and says how it ended.
    func carryOut(_ id: Int64, _ environment: PipelineEnvironment, _ format: OutputFormat) throws -> ExitStatus {
        let worker = try RunWorker(environment)
        guard let run = try Progress.during(Words.text("cli.run.working"), { _ in try worker.run(id) }) else {
            // It is another process's, or its turn comes after a run of the same schedule.
            let isWaiting = try store.read { try $0.runs.run(id) }?.state == .waiting
            Console.message(Message(isWaiting ? "cli.run.queued" : "cli.run.elsewhere", ["id": .text("\(id)")]))
            return .done
        }
        try RunListing.show(id, in: self, as: format)
        let report = RunReport(run: run)
        report.tell()
        return report.status
    }
}
