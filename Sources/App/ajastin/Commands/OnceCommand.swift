import ArgumentParser
import Files
import Localization
import Model
import Pipeline
import Scheduler
import Store

/// `once [--now INSTANT]`.
struct OnceCommand: WorkingCommand {
    static let configuration = CommandConfiguration("once", "cli.once")

    @Option(help: ArgumentHelp(key: "cli.option.now", value: "cli.value.instant"))
    var now: InstantArgument?

    func perform() throws -> ExitStatus {
        let session = try Session.open(now: now?.instant)
        let environment = try session.environment()
        let (drops, hasFailed, isIncomplete) = try takeIn(session, FolderIntake(environment))
        _ = try FolderIntake(environment).clean()
        try session.dueSchedules.enqueue(at: session.clock.now())
        let runs = try work(session, environment)
        if drops.isEmpty, runs.isEmpty, !hasFailed, !isIncomplete { Console.message(Message("cli.once.nothing")) }
        if hasFailed || runs.contains(where: { $0.state == .failed }) { return .failed }
        return drops.contains { $0.status == .doneWithRejects } ? .doneWithRejects : .done
    }

    /// Every waiting file of every source; incomplete where some had to be left waiting.
    private func takeIn(
        _ session: Session, _ intake: FolderIntake
    ) throws -> (drops: [DropReport], hasFailed: Bool, isIncomplete: Bool) {
        var drops: [DropReport] = []
        var hasFailed = false
        var isIncomplete = false
        var hasWaiting = false
        for source in intake.catalog.sources.values.sorted(by: { $0.name < $1.name }) {
            let outcome: FolderIntake.Outcome
            do {
                outcome = try Progress.during(source.label.text(in: session.words.language)) { try intake.takeIn(source, progress: $0) }
            } catch let error as FilesError {
                // One folder that cannot be looked at keeps neither the others nor the runs.
                _ = Failure.tell(error)
                hasFailed = true
                continue
            }
            let reports = outcome.drops.map { DropReport(drop: $0, session: session) }
            for report in reports { report.write() }
            drops += reports
            for failure in outcome.failures {
                _ = Failure.tell(failure.error)
                hasFailed = true
            }
            for stray in outcome.strays {
                Console.message(UnusableFile(path: intake.folder(of: source) + "/" + stray.name, reason: .stray(stray.kind)).message)
            }
            if outcome.unready > 0 { Console.message(unready(outcome.unready, of: source)) }
            isIncomplete = isIncomplete || outcome.isIncomplete
            hasWaiting = hasWaiting || outcome.unready > 0
        }
        if isIncomplete { Console.message(Message("cli.ingest.busy")) }
        return (drops, hasFailed || drops.contains { $0.status == .failed }, isIncomplete || hasWaiting)
    }

    /// Says that files are left waiting, and what for.
    private func unready(_ count: Int, of source: SourceDefinition) -> Message {
        let arguments: [String: MessageArgument] = ["source": .label(source.label), "count": .integer(count)]
        return source.ready == .doneFile ? Message("cli.once.without-done", arguments) : Message("cli.once.unsettled", arguments)
    }

    /// Every run that waits, those of stopped processes too.
    private func work(_ session: Session, _ environment: PipelineEnvironment) throws -> [RunRecord] {
        let worker = try RunWorker(environment)
        try worker.recover()
        var runs: [RunRecord] = []
        while let run = try Progress.during(Words.text("cli.run.working"), { _ in try worker.runNext() }) {
            RunReport(run: run).tell()
            runs.append(run)
        }
        return runs
    }
}
