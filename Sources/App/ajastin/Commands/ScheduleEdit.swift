import Definitions
import Model
import Scheduler
import Store
import Tabular

/// A change of a schedule's definition: in the store first, then in its file where that says the same as the store.
struct ScheduleEdit {
    private let session: Session
    private let name: String
    private let path: String

    init(session: Session, name: String) throws {
        _ = try session.schedule(name)
        self.init(session: session, adding: name)
    }

    /// For a schedule that is not there yet.
    init(session: Session, adding name: String) {
        self.session = session
        self.name = name
        path = DefinitionName(kind: .schedule, name: name).path
    }

    func setActive(_ active: Bool) throws -> ExitStatus {
        guard try session.schedule(name).isActive != active else {
            Console.message(Message(active ? "cli.schedule.active.already" : "cli.schedule.inactive.already", ["name": .text(name)]))
            return .done
        }
        let status = try change(active ? "activate" : "deactivate", told: active ? "cli.schedule.activated" : "cli.schedule.deactivated") {
            file in
            try DefinitionEditing.settingActive(active, in: file)
        }
        if active { try SchedulePreview(Session.catalog(of: session.store), store: session.store, now: session.clock.now()).tell(name) }
        return status
    }

    func delete() throws -> ExitStatus {
        for source in session.catalog.sources.values.sorted(by: { $0.name < $1.name }) where source.onDone.contains(name) {
            throw CommandError("cli.schedule.delete.used", ["name": .text(name), "source": .text(source.name)])
        }
        return try change("delete", told: "cli.schedule.deleted") { _ in nil }
    }

    func transfer(to owner: String) throws -> ExitStatus {
        try change("transfer", told: "cli.schedule.transferred") { try DefinitionEditing.setting("owner", to: .text(owner), in: $0) }
    }

    /// The schedule's file as the store has it.
    func storedFile() throws -> DefinitionFile {
        guard let text = try session.store.read({ try $0.definitions.text(of: path) }) else {
            throw CommandError("cli.unknown.schedule", ["name": .text(name), "known": "–"])
        }
        return DefinitionFile(path: path, text: text)
    }

    /// What the definitions would be with `file`.
    ///
    /// - Throws: ``DefinitionProblems`` when they would not be sound.
    func rehearse(_ file: DefinitionFile) throws -> Catalog {
        let files = try session.store.read { try $0.definitions.files() }.filter { $0.path != path } + [file]
        return try DefinitionEdit.load(files, session).catalog
    }

    /// Adds the schedule with the text of `file`, or replaces its text by it.
    func save(_ file: DefinitionFile, as command: String, told key: MessageKey) throws -> ExitStatus {
        try change(command, told: key) { _ in file }
    }

    /// The path of the schedule's file.
    var filePath: String { path }

    private func change(_ command: String, told key: MessageKey, _ edit: (DefinitionFile) throws -> DefinitionFile?) throws -> ExitStatus {
        try DefinitionEdit(session: session, path: path, command: "schedule \(command)").perform(edit) {
            Console.message(Message(key, ["name": .text(name)]))
        }
    }
}

extension SchedulePreview {
    /// Tells of one schedule's coming runs and what may surprise about them, on standard error.
    func tell(_ name: String) throws {
        DefinitionProblems(diagnostics: findings(of: [name])).tell()
        try write(name, to: { Console.line($0) })
    }
}
