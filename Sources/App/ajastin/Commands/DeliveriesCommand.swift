import ArgumentParser
import Files
import Foundation
import Localization
import Model
import Store

/// `deliveries list·show·retry`.
struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "deliveries", "cli.deliveries", subcommands: [ListDeliveries.self, ShowDelivery.self, RetryDelivery.self])

    struct ListDeliveries: WorkingCommand {
        static let configuration = CommandConfiguration("list", "cli.deliveries.list")

        @OptionGroup var output: FormatOption

        @Option(help: ArgumentHelp(key: "cli.option.run", value: "cli.value.id"))
        var run: Int64?

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let deliveries = try session.store.read { try $0.deliveries.list(run: run) }
            DeliveryListing.of(session).write(deliveries.map(session.asItLies), as: output.format)
            return .done
        }
    }

    struct ShowDelivery: WorkingCommand {
        static let configuration = CommandConfiguration("show", "cli.deliveries.show")

        @Argument(help: ArgumentHelp(key: "cli.deliveries.id", value: "cli.value.id"))
        var id: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let delivery = try session.delivery(id)
            let path = session.path(of: delivery)
            let files = Folder.isFolder(path) ? try Folder.names(in: path) : []
            DeliveryListing.of(session).writeDetails(delivery, as: output.format, more: [("files", .array(files.map { .string($0) }))])
            if output.format == .table { for file in files { Console.result("  \(file)") } }
            return .done
        }
    }

    struct RetryDelivery: WorkingCommand {
        static let configuration = CommandConfiguration("retry", "cli.deliveries.retry")

        @Argument(help: ArgumentHelp(key: "cli.deliveries.id", value: "cli.value.id"))
        var id: String

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let delivery = try session.delivery(id)
            guard delivery.state == .failed else {
                throw CommandError("cli.deliveries.retry.state", ["id": .text(id), "state": .message(Message(delivery.state.nameKey))])
            }
            let place = session.folders.spool + "/new/" + id
            let failed = session.path(of: delivery)
            guard Folder.isFolder(failed) || Folder.isFolder(place) else {
                throw CommandError("cli.deliveries.retry.gone", ["id": .text(id), "folder": .text(failed)])
            }
            try session.store.write { try $0.deliveries.setState(id, .spooled, tries: delivery.tries) }
            if !Folder.isFolder(place) { try Folder.publish(failed, to: place) }
            Console.message(Message("cli.deliveries.retry.done", ["id": .text(id)]))
            return .done
        }
    }
}

extension Session {
    fileprivate func delivery(_ id: String) throws -> DeliveryRecord {
        guard let delivery = try store.read({ try $0.deliveries.delivery(id) }) else {
            throw CommandError("cli.unknown.delivery", ["id": .text(id)])
        }
        return asItLies(delivery)
    }

    /// The delivery with the state that its place tells: whoever takes it from the spool moves it to `sent/` or `failed/`.
    fileprivate func asItLies(_ delivery: DeliveryRecord) -> DeliveryRecord {
        guard delivery.state == .spooled, !Folder.isFolder(path(of: delivery)) else { return delivery }
        let moved = [DeliveryState.sent, .failed].map { state in
            var moved = delivery
            moved.state = state
            return moved
        }
        return moved.first { Folder.isFolder(path(of: $0)) } ?? delivery
    }

    /// Where the delivery lies.
    fileprivate func path(of delivery: DeliveryRecord) -> String {
        switch delivery.state {
        case .spooled: "\(folders.spool)/new/\(delivery.id)"
        case .sent: "\(folders.spool)/sent/\(delivery.id)"
        case .failed, .expired: "\(folders.spool)/failed/\(delivery.id)"
        }
    }
}

/// What is listed of deliveries.
enum DeliveryListing {
    static func of(_ session: Session) -> Listing<DeliveryRecord> {
        Listing([
            .text("cli.column.id", "id", \.id),
            .both("cli.column.run", "run", .right, text: { $0.run.map { "\($0)" } ?? "" }, json: { JSON($0.run.map { Int($0) }) }),
            .text("cli.column.recipient", "recipient", \.recipient),
            .both("cli.column.state", "state", text: { Words.text($0.state.nameKey) }, json: { .string($0.state.rawValue) }),
            .both("cli.column.created", "created", text: { session.text($0.createdAt) }, json: { session.json($0.createdAt) }),
            .both("cli.column.expires", "expires", text: { session.text($0.expiresAt) }, json: { session.json($0.expiresAt) }),
            .both("cli.column.tries", "tries", .right, text: { "\($0.tries)" }, json: { .integer($0.tries) }),
            .both(
                "cli.column.reason", "reason", text: { $0.reason.map { session.words.text($0) } ?? "" },
                json: { JSON($0.reason.map { session.words.text($0) }) }),
            .text("cli.column.path", "path") { session.path(of: $0) },
        ])
    }
}
