import ArgumentParser
import Files
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
        let intake = try FolderIntake(session.environment())
        let path = Invocation.absolute(file)
        let isWaiting = Folder.parent(of: path) == intake.folder(of: source)
        let drop = try Progress.during(file) { progress in
            // A file of the watched folder is treated as if the watcher had found it.
            isWaiting && !dryRun
                ? try intake.takeIn([Folder.name(of: path)], of: source, progress: progress).only()
                : try intake.takeIn(copyOf: path, for: source, isRehearsal: dryRun, progress: progress)
        }
        let report = DropReport(drop: drop, session: session)
        switch output.format {
        case .json: Console.result(DropListing.of(session).json(drop.record).text)
        case .table: report.write()
        }
        if dryRun { Console.message(Message("cli.ingest.rehearsed")) }
        return report.status
    }
}

extension FolderIntake.Outcome {
    /// What became of the one file that was asked for.
    fileprivate func only() throws -> AppliedDrop {
        if let failure = failures.first { throw failure.error }
        guard let drop = drops.first else { throw CommandError("cli.ingest.busy") }
        return drop
    }
}

extension Folder {
    /// The last part of `path`.
    fileprivate static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
