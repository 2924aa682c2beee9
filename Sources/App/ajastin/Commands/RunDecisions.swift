import ArgumentParser
import Localization
import Model
import Pipeline
import Store

/// `runs approve ID`.
struct ApproveRun: WorkingCommand {
    static let configuration = CommandConfiguration("approve", "cli.runs.approve")

    @Argument(help: ArgumentHelp(key: "cli.runs.id", value: "cli.value.id"))
    var id: Int64

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        _ = try session.run(id)
        let author = Author.doing("runs approve")
        guard try session.store.write({ try $0.edits.approve(run: id, by: author.who, at: session.clock.now()) }) else {
            throw CommandError("cli.runs.nothing-to-decide", ["id": .text("\(id)")])
        }
        return try session.carryOut(id, session.environment(), output.format)
    }
}

/// `runs decline ID`.
struct DeclineRun: WorkingCommand {
    static let configuration = CommandConfiguration("decline", "cli.runs.decline")

    @Argument(help: ArgumentHelp(key: "cli.runs.id", value: "cli.value.id"))
    var id: Int64

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        _ = try session.run(id)
        let author = Author.doing("runs decline")
        let reason = Message("run.declined", ["who": .text(author.who)])
        guard try session.store.write({ try $0.edits.decline(run: id, by: author.who, reason: reason, at: session.clock.now()) }) else {
            throw CommandError("cli.runs.nothing-to-decide", ["id": .text("\(id)")])
        }
        Console.result(session.words.text("cli.runs.decline.done", ["id": .text("\(id)")]))
        return .done
    }
}

/// `runs undo ID [--dry-run]`.
struct UndoRun: WorkingCommand {
    static let configuration = CommandConfiguration("undo", "cli.runs.undo")

    @Argument(help: ArgumentHelp(key: "cli.runs.id", value: "cli.value.id"))
    var id: Int64

    @Flag(help: ArgumentHelp(key: "cli.runs.undo.dry-run"))
    var dryRun = false

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let run = try session.run(id)
        guard run.finishedAt != nil else { throw CommandError("cli.runs.undo.unfinished", ["id": .text("\(id)")]) }
        let report = try Progress.during(Words.text("cli.runs.undo.working")) { _ in
            do {
                return try dryRun ? session.store.rehearse { try undo(in: $0, session) } : session.store.write { try undo(in: $0, session) }
            } catch let nothing as NothingRestored { return nothing.report }
        }
        guard let report else {
            let done = try session.store.read { try $0.edits.undoing(of: id) }
            guard let done else { throw CommandError("cli.runs.undo.nothing", ["id": .text("\(id)")]) }
            let at = MessageArgument.text(session.words.instant(done.at))
            throw CommandError("cli.runs.undo.again", ["id": .text("\(id)"), "who": .text(done.who), "at": at])
        }
        let isNothing = report.record.restored + report.record.broughtBack == 0
        switch output.format {
        case .json: Console.result(report.json.text)
        case .table:
            if !isNothing {
                Console.result(session.words.text(dryRun ? "cli.runs.undo.rehearsed" : "cli.runs.undo.done", report.arguments))
            }
            report.writeConflicts()
        }
        if isNothing { throw CommandError("cli.runs.undo.all-changed", ["id": .text("\(id)")]) }
        return .done
    }

    /// Takes the edits back.
    ///
    /// - Throws: ``NothingRestored``, which undoes the transaction, so that what took nothing back can be tried again.
    private func undo(in transaction: StoreTransaction, _ session: Session) throws -> UndoReport? {
        let who = Author.doing("runs undo").who
        guard let record = try transaction.edits.undo(run: id, by: who, at: session.clock.now()) else { return nil }
        let limit = output.format == .table ? Listing<UndoConflict>.tableLimit : .max
        let conflicts = try transaction.edits.conflicts(of: id, modules: session.catalog.modules, limit: limit)
        let report = UndoReport(record: record, conflicts: conflicts, session: session)
        guard record.restored + record.broughtBack > 0 else { throw NothingRestored(report: report) }
        return report
    }
}

/// Everything that a run edited has changed since.
private struct NothingRestored: Error {
    let report: UndoReport
}

extension Session {
    /// The run with this number.
    func run(_ id: Int64) throws -> RunRecord {
        guard let run = try store.read({ try $0.runs.run(id) }) else { throw CommandError("cli.unknown.run", ["id": .text("\(id)")]) }
        return run
    }
}
