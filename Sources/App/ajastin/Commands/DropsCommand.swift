import ArgumentParser
import Files
import Foundation
import Ingest
import Localization
import Model
import Store

/// `drops list·show·rejects·release·discard`.
struct DropsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "drops", "cli.drops", subcommands: [ListDrops.self, ShowDrop.self, DropRejects.self, ReleaseDrop.self, DiscardDrop.self])

    struct ListDrops: WorkingCommand {
        static let configuration = CommandConfiguration("list", "cli.drops.list")

        @OptionGroup var output: FormatOption

        @Option(help: ArgumentHelp(key: "cli.option.source", value: "cli.value.name"))
        var source: String?

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            if let source { _ = try session.source(source) }
            let drops = try session.store.read { try $0.drops.list() }.filter { source == nil || $0.source == source }
            DropListing.of(session).write(drops, as: output.format)
            return .done
        }
    }

    struct ShowDrop: WorkingCommand {
        static let configuration = CommandConfiguration("show", "cli.drops.show")

        @Argument(help: ArgumentHelp(key: "cli.drops.id", value: "cli.value.id"))
        var id: Int64

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let drop = try session.drop(id)
            let completions = try session.store.read { try $0.drops.completions(of: id) }
            let detail = drop.detail.flatMap(DropDetail.init(json:))
            DropListing.of(session).writeDetails(
                drop, as: output.format, more: DropReceipt.more(drop, detail: detail, completions: completions))
            if output.format == .table { DropReceipt.write(drop, detail: detail, session: session, completions: completions) }
            return .done
        }
    }

    struct DropRejects: WorkingCommand {
        static let configuration = CommandConfiguration("rejects", "cli.drops.rejects")

        @Argument(help: ArgumentHelp(key: "cli.drops.id", value: "cli.value.id"))
        var id: Int64

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let drop = try session.drop(id)
            guard let rejects = try InputFile.contents(of: "\(session.folders.rejected)/\(drop.id).csv") else {
                Console.message(Message("cli.drops.rejects.none", ["id": .integer(Int(drop.id))]))
                return .done
            }
            // The file is in the sender's encoding; what is shown is UTF-8.
            let encoding = drop.detail.flatMap { DropDetail(json: $0) }?.encoding ?? .utf8
            Console.result(DropIntake.text(ofRejects: rejects, encoding: encoding))
            return .done
        }
    }
}

extension Session {
    /// The drop with this number.
    func drop(_ id: Int64) throws -> DropRecord {
        guard let drop = try store.read({ try $0.drops.drop(id) }) else { throw CommandError("cli.unknown.drop", ["id": .text("\(id)")]) }
        return drop
    }
}

/// The columns of drops.
enum DropListing {
    static func of(_ session: Session) -> Listing<DropRecord> {
        Listing([
            .both("cli.column.id", "id", .right, text: { "\($0.id)" }, json: { .integer(Int($0.id)) }),
            .text("cli.column.source", "source", \.source),
            .text("cli.column.file", "file", \.file),
            .both("cli.column.state", "state", text: { Words.text($0.state.nameKey) }, json: { .string($0.state.rawValue) }),
            .number("cli.column.read", "read", \.counts.read),
            .number("cli.column.added", "added", \.counts.added),
            .number("cli.column.changed", "changed", \.counts.changed),
            .number("cli.column.unchanged", "unchanged", \.counts.unchanged),
            .number("cli.column.removed", "removed", \.counts.removed),
            .number("cli.column.rejected", "rejected", \.counts.rejected),
            .both("cli.column.received", "received", text: { session.text($0.receivedAt) }, json: { session.json($0.receivedAt) }),
            .hidden("finished") { session.json($0.finishedAt) },
            .hidden("size") { .integer(Int($0.size)) },
            .hidden("sha256") { .string($0.sha256) },
            .both(
                "cli.column.reason", "reason", text: { $0.reason.map { session.words.text($0) } ?? "" },
                json: { JSON($0.reason.map { session.words.text($0) }) }),
        ])
    }
}
