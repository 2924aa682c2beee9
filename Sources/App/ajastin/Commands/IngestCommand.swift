import ArgumentParser
import Ingest
import Model
import Pipeline
import Store

/// `ingest FILE --source NAME [--dry-run]`.
struct IngestCommand: WorkingCommand {
    static let configuration = CommandConfiguration("ingest", "cli.ingest")

    @Argument(help: ArgumentHelp(key: "cli.ingest.file", value: "cli.value.file"))
    var file: String

    @Option(help: ArgumentHelp(key: "cli.ingest.source", value: "cli.value.name"))
    var source: String

    @Flag(help: ArgumentHelp(key: "cli.ingest.dry-run"))
    var dryRun = false

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let source = try session.source(source)
        let environment = try session.environment()
        let intake = try FolderIntake(environment)
        let path = Invocation.absolute(file)
        let waiting = intake.places.name(of: path, in: source)
        let drops = try Progress.during(file) { progress in
            // A file of the watched folder is treated as if the watcher had found it.
            if let waiting, !dryRun { return try intake.takeIn([waiting], of: source, progress: progress).all() }
            return try intake.takeIn(copyOf: path, for: source, isRehearsal: dryRun, progress: progress)
        }
        // The owner's mails are written with the work of a worker; nobody else may be at work now.
        if source.owner != nil, !dryRun { try RunWorker(environment).recover() }
        let reports = drops.map { DropReport(drop: $0, session: session) }
        switch output.format {
        case .json:
            let receipts = drops.map { DropReceipt.json($0.record, detail: $0.detail, session: session) }
            Console.result((receipts.count == 1 ? receipts[0] : .array(receipts)).text)
        case .table:
            for report in reports { report.write() }
            // What a rehearsal is for: how the file would be read.
            if dryRun { for drop in drops { DropReceipt.write(drop.record, detail: drop.detail, session: session) } }
        }
        if dryRun { Console.message(Message("cli.ingest.rehearsed")) }
        return reports.map(\.status).max { $0.gravity < $1.gravity } ?? .done
    }
}

extension FolderIntake.Outcome {
    /// What became of the one file that was asked for: a drop for each table in it.
    fileprivate func all() throws -> [AppliedDrop] {
        if let failure = failures.first { throw failure.error }
        guard !drops.isEmpty else { throw CommandError("cli.ingest.busy") }
        return drops
    }
}
