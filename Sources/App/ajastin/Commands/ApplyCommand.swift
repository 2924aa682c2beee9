import ArgumentParser
import Definitions
import Files
import Foundation
import Logging
import Model
import Scheduler
import Store
import Tabular

/// `apply [--dry-run]`.
struct ApplyCommand: WorkingCommand {
    static let configuration = CommandConfiguration("apply", "cli.apply")

    @Flag(help: ArgumentHelp(key: "cli.apply.dry-run"))
    var dryRun = false

    func perform() throws -> ExitStatus {
        let folders = try WorkspaceFolders.current()
        let files = try DefinitionFolder(root: folders.root).read()
        let now = SystemClock().now()
        let today = LocalCalendar.utc.day(at: now)
        let context = DefinitionContext(zones: Zones.database, today: today).lookingAtFiles(of: folders)
        let loaded = DefinitionLoader.load(files, context: context)
        guard !loaded.hasErrors else { throw DefinitionProblems(diagnostics: loaded.diagnostics) }
        DefinitionProblems(diagnostics: loaded.diagnostics).tell()
        // Only a real load makes a database where there is none.
        if dryRun, !FileManager.default.fileExists(atPath: folders.database) {
            show(DefinitionDiff(from: [], to: files))
            return .done
        }
        try folders.create()
        let store = try WorkspaceStore(path: folders.database)
        let stored = try store.read { try $0.definitions.files() }
        let load = { (transaction: StoreTransaction) in
            try ApplyCommand.load(files, loaded.catalog, store: store, in: transaction, by: Author.doing("apply"), at: now)
        }
        do {
            try dryRun ? store.rehearse(load) : store.write(load)
        } catch let error as StoreError where error.code == .definition {
            throw DefinitionProblems(diagnostics: [Diagnostic(error)])
        }
        if !dryRun {
            for source in loaded.catalog.sources.values { try Folder.create(folders.drop(source.folder)) }
        }
        let diff = DefinitionDiff(from: stored, to: files)
        show(diff)
        try preview(diff, SchedulePreview(loaded.catalog, store: store, now: now))
        return .done
    }

    /// The coming runs of the schedules that are new or have changed, and what may surprise about them.
    private func preview(_ diff: DefinitionDiff, _ preview: SchedulePreview) throws {
        let names = diff.entries.filter { $0.definition.kind == .schedule && $0.change != .removed }.map(\.definition.name)
        DefinitionProblems(diagnostics: preview.findings(of: Set(names))).tell()
        for name in names.prefix(Self.previewLimit) { try preview.write(name, to: { Console.line($0) }) }
    }

    /// Of so many schedules at most the coming runs are shown.
    private static let previewLimit = 5

    /// Everything that makes `files` the definitions that the store runs, in one transaction.
    static func load(
        _ files: [DefinitionFile], _ catalog: Catalog, store: WorkspaceStore, in transaction: StoreTransaction, by author: ChangeAuthor,
        at now: Instant
    ) throws {
        try transaction.definitions.replace(with: files.filter { DefinitionPaths.definition(at: $0.path) != nil }, by: author, at: now)
        try transaction.records.updateTables(to: catalog.modules.values.sorted { $0.name < $1.name })
        let schedules = DueSchedules(store: store, catalog: catalog, zones: Zones.database, logger: Logs.logger(.error))
        try schedules.update(in: transaction, at: now)
        try transaction.segments.forget(except: Set(catalog.segments.keys))
    }

    /// Why `files` cannot take the place of what the store runs, although each is sound; nil where they can.
    static func objection(
        to files: [DefinitionFile], _ catalog: Catalog, store: WorkspaceStore, at now: Instant
    ) throws -> Diagnostic? {
        do {
            try store.rehearse { try load(files, catalog, store: store, in: $0, by: Author.doing("check"), at: now) }
            return nil
        } catch let error as StoreError where error.code == .definition {
            return Diagnostic(error)
        }
    }

    private func show(_ diff: DefinitionDiff) {
        var counts = (added: 0, changed: 0, removed: 0)
        for entry in diff.entries {
            switch entry.change {
            case .added:
                counts.added += 1
                Console.result("+ \(entry.definition.path)")
            case .removed:
                counts.removed += 1
                Console.result("- \(entry.definition.path)")
            case .changed(let keys):
                counts.changed += 1
                Console.result("~ \(entry.definition.path)")
                for key in keys { Console.result("    \(key.path): \(key.old ?? "–") → \(key.new ?? "–")") }
            }
        }
        if diff.entries.isEmpty { return Console.message(Message("cli.apply.same")) }
        let arguments: [String: MessageArgument] = [
            "added": .integer(counts.added), "changed": .integer(counts.changed), "removed": .integer(counts.removed),
        ]
        Console.message(Message(dryRun ? "cli.apply.rehearsed" : "cli.apply.done", arguments))
    }
}

extension Diagnostic {
    /// A definition that does not fit the records of its module, in the module's file.
    fileprivate init(_ error: StoreError) {
        let module: SourceLocation? =
            if case .text(let name)? = error.message.arguments["module"] {
                SourceLocation(file: DefinitionName(kind: .module, name: name).path)
            } else { nil }
        self.init(.error, error.message, at: module)
    }
}
