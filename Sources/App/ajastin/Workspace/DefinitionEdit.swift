import Definitions
import Model
import Store
import Tabular

/// A change of one definition by a command: in the store first, then in its file where that says the same as the store.
struct DefinitionEdit {
    let session: Session
    let path: String
    /// What the history of changes says about who did it.
    let command: String

    /// Loads the definitions with what `edit` makes of the file, nil for no file; tells by `tell` that it is done, and what became of the
    /// file.
    ///
    /// - Throws: ``DefinitionProblems`` when the definitions would not be sound; then nothing has changed.
    func perform(_ edit: (DefinitionFile) throws -> DefinitionFile?, tell: () -> Void) throws -> ExitStatus {
        let now = session.clock.now()
        let folder = DefinitionFolder(root: session.folders.root)
        let (old, new) = try session.store.write { transaction in
            let files = try transaction.definitions.files()
            let file = files.first { $0.path == path }
            let edited = try edit(file ?? DefinitionFile(path: path, text: ""))
            let changed = files.filter { $0.path != path } + (edited.map { [$0] } ?? [])
            try ApplyCommand.load(
                changed, DefinitionEdit.load(changed, session).catalog, store: session.store, in: transaction,
                by: Author.doing(command), at: now)
            return (file, edited)
        }
        tell()
        guard try folder.text(of: path) == old?.text else {
            Console.message(Message("cli.definition.file-differs", ["file": .text(path)]))
            return .done
        }
        if let new { try folder.write(new) } else { try folder.remove(path) }
        let told: MessageKey =
            new == nil ? "cli.definition.file-removed" : old == nil ? "cli.definition.file-added" : "cli.definition.file-changed"
        Console.message(Message(told, ["file": .text(path)]))
        return .done
    }

    /// What `files` define.
    ///
    /// - Throws: ``DefinitionProblems`` when that is not sound.
    static func load(_ files: [DefinitionFile], _ session: Session) throws -> LoadedDefinitions {
        let context = DefinitionContext(zones: Zones.database, today: session.calendar.day(at: session.clock.now()))
        let loaded = DefinitionLoader.load(files, context: context)
        guard !loaded.hasErrors else { throw DefinitionProblems(diagnostics: loaded.diagnostics) }
        return loaded
    }
}
