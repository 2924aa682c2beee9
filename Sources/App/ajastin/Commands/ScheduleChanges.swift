import ArgumentParser
import Definitions
import Files
import Foundation
import Localization
import Model
import Store

/// `schedule activate NAME`.
struct ActivateSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("activate", "cli.schedule.activate")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    func perform() throws -> ExitStatus {
        try ScheduleEdit(session: Session.open(), name: name).setActive(true)
    }
}

/// `schedule deactivate NAME`.
struct DeactivateSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("deactivate", "cli.schedule.deactivate")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    func perform() throws -> ExitStatus {
        try ScheduleEdit(session: Session.open(), name: name).setActive(false)
    }
}

/// `schedule delete NAME [--yes]`.
struct DeleteSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("delete", "cli.schedule.delete")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    @Flag(help: ArgumentHelp(key: "cli.schedule.delete.yes"))
    var yes = false

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let schedule = try session.schedule(name)
        if !yes {
            guard Console.canAsk else { throw UsageError("cli.schedule.delete.unconfirmed", ["name": .text(name)]) }
            let label = schedule.label.text(in: session.words.language)
            let answer = Console.ask(session.words.text("cli.schedule.delete.ask", ["label": .text(label)])) ?? ""
            guard answer.lowercased() == Words.text("cli.yes").lowercased() else {
                Console.message(Message("cli.schedule.delete.kept", ["name": .text(name)]))
                return .failed
            }
        }
        return try ScheduleEdit(session: session, name: name).delete()
    }
}

/// A change of a schedule's definition: in the store first, then in its file where that says the same as the store.
struct ScheduleEdit {
    private let session: Session
    private let name: String
    private let path: String

    init(session: Session, name: String) throws {
        _ = try session.schedule(name)
        self.session = session
        self.name = name
        path = DefinitionName(kind: .schedule, name: name).path
    }

    func setActive(_ active: Bool) throws -> ExitStatus {
        guard try session.schedule(name).isActive != active else {
            Console.message(Message(active ? "cli.schedule.active.already" : "cli.schedule.inactive.already", ["name": .text(name)]))
            return .done
        }
        return try change(told: active ? "cli.schedule.activated" : "cli.schedule.deactivated") { file in
            try DefinitionEditing.settingActive(active, in: file)
        }
    }

    func delete() throws -> ExitStatus {
        for source in session.catalog.sources.values.sorted(by: { $0.name < $1.name }) where source.onDone.contains(name) {
            throw CommandError("cli.schedule.delete.used", ["name": .text(name), "source": .text(source.name)])
        }
        return try change(told: "cli.schedule.deleted") { _ in nil }
    }

    private func change(told key: MessageKey, _ edit: (DefinitionFile) throws -> DefinitionFile?) throws -> ExitStatus {
        let now = session.clock.now()
        let folder = DefinitionFolder(root: session.folders.root)
        let (old, new) = try session.store.write { transaction in
            let files = try transaction.definitions.files()
            guard let file = files.first(where: { $0.path == path }) else {
                throw CommandError("cli.unknown.schedule", ["name": .text(name), "known": "–"])
            }
            let edited = try edit(file)
            let changed = files.filter { $0.path != path } + (edited.map { [$0] } ?? [])
            let context = DefinitionContext(zones: Zones.database, today: session.calendar.day(at: now))
            let loaded = DefinitionLoader.load(changed, context: context)
            guard !loaded.hasErrors else { throw DefinitionProblems(diagnostics: loaded.diagnostics) }
            try ApplyCommand.load(changed, loaded.catalog, store: session.store, in: transaction, at: now)
            return (file, edited)
        }
        Console.message(Message(key, ["name": .text(name)]))
        guard try folder.text(of: path) == old.text else {
            Console.message(Message("cli.schedule.file-differs", ["file": .text(path)]))
            return .done
        }
        if let new { try folder.write(new) } else { try folder.remove(path) }
        Console.message(Message(new == nil ? "cli.schedule.file-removed" : "cli.schedule.file-changed", ["file": .text(path)]))
        return .done
    }
}
