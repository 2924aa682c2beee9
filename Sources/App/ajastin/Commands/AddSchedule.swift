import ArgumentParser
import Definitions
import Localization
import Model
import Tabular

/// `schedule add NAME`.
struct AddSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("add", "cli.schedule.add", discussion: "cli.schedule.add.discussion")

    @Argument(help: ArgumentHelp(key: "cli.schedule.add.name", value: "cli.value.name"))
    var name: String?

    @OptionGroup var options: ScheduleOptions

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        if let name, options.isGiven { return try add(name, options, session, asks: false) }
        guard Console.canAsk else { throw UsageError("cli.schedule.add.lacking") }
        let dialogue = ScheduleDialogue(session: session)
        let name = try dialogue.name(name)
        return try add(name, dialogue.options(from: options), session, asks: true)
    }

    private func add(_ name: String, _ options: ScheduleOptions, _ session: Session, asks: Bool) throws -> ExitStatus {
        guard DefinitionPaths.isName(name) else { throw UsageError("cli.schedule.add.bad-name", ["name": .text(name)]) }
        guard session.catalog.schedules[name] == nil else { throw CommandError("cli.schedule.add.taken", ["name": .text(name)]) }
        guard !options.tasks.isEmpty else { throw UsageError("cli.schedule.add.no-tasks") }
        let edit = ScheduleEdit(session: session, adding: name)
        guard try DefinitionFolder(root: session.folders.root).text(of: edit.filePath) == nil else {
            throw CommandError("cli.schedule.add.file", ["file": .text(edit.filePath)])
        }
        var timing = options.timing
        // Counted from the day on which it is made, whenever it is applied again.
        if !timing.isEmpty, options.from == nil { timing.append(.init("from", .text(session.calendar.day(at: session.clock.now()).iso))) }
        var lines = options.keys(timing: timing.isEmpty ? nil : .map(timing)).map { "\($0.key): \($0.value.flow)" }
        if options.label == nil { lines.insert("label: " + DefinitionValue.text(name).flow, at: 0) }
        lines.insert("active: true", at: 1)
        lines += ["tasks:"] + options.tasks.map { "  - \($0)" }
        let file = DefinitionFile(path: edit.filePath, text: lines.map { $0 + "\n" }.joined())
        return try ScheduleSaving(session: session, edit: edit, name: name, isRehearsal: options.dryRun, asks: asks)
            .save(file, as: "add", told: "cli.schedule.added")
    }
}

/// `schedule edit NAME`.
struct EditSchedule: WorkingCommand {
    static let configuration = CommandConfiguration("edit", "cli.schedule.edit", discussion: "cli.schedule.edit.discussion")

    @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
    var name: String

    @OptionGroup var options: ScheduleOptions

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let edit = try ScheduleEdit(session: session, name: name)
        var options = options
        let asks = !options.isGiven
        if asks {
            guard Console.canAsk else { throw UsageError("cli.schedule.edit.lacking") }
            options = try ScheduleDialogue(session: session).options(from: options, editing: session.schedule(name))
            guard options.isGiven else {
                Console.message(Message("cli.schedule.unchanged", ["name": .text(name)]))
                return .done
            }
        }
        var file = try edit.storedFile()
        for member in options.keys(timing: timing(options, in: file)) {
            file = try DefinitionEditing.setting(member.key, to: member.value, in: file)
        }
        for task in options.tasks { file = try DefinitionEditing.addingTask(task, to: file) }
        return try ScheduleSaving(session: session, edit: edit, name: name, isRehearsal: options.dryRun, asks: asks)
            .save(file, as: "edit", told: "cli.schedule.edited")
    }

    /// A timing that says how often it occurs replaces the one there is; otherwise single keys of it change.
    private func timing(_ options: ScheduleOptions, in file: DefinitionFile) -> DefinitionValue? {
        let given = options.timing
        if given.isEmpty { return nil }
        guard options.occurs == nil, case .map(let members)? = DefinitionEditing.value(of: "timing", in: file) else {
            return .map(given)
        }
        // The ways to give the time of day exclude each other.
        let times = ["at", "every-hours", "before"]
        let replaced = Set(given.map(\.key) + (given.contains { times.contains($0.key) } ? times : []))
        return .map(members.filter { !replaced.contains($0.key) } + given)
    }
}

/// Shows what a changed schedule would do, and saves it.
struct ScheduleSaving {
    let session: Session
    let edit: ScheduleEdit
    let name: String
    let isRehearsal: Bool
    /// Whether the person is asked before it is saved.
    let asks: Bool

    func save(_ file: DefinitionFile, as command: String, told key: MessageKey) throws -> ExitStatus {
        let catalog = try edit.rehearse(file)
        if asks || isRehearsal { Console.result(file.text, terminator: "") }
        try SchedulePreview(catalog, store: session.store, now: session.clock.now()).tell(name)
        if isRehearsal {
            Console.message(Message("cli.schedule.rehearsed", ["name": .text(name)]))
            return .done
        }
        if asks {
            let answer = Console.ask(Words.text("cli.schedule.save.ask")) ?? ""
            guard answer.lowercased() == Words.text("cli.yes").lowercased() else {
                Console.message(Message("cli.schedule.unchanged", ["name": .text(name)]))
                return .failed
            }
        }
        return try edit.save(file, as: command, told: key)
    }
}
