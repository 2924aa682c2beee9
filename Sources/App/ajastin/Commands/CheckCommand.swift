import ArgumentParser
import Definitions
import Files
import Foundation
import Glibc
import Model
import Packaging
import Pipeline
import Render
import Store
import Tabular

/// `check`.
struct CheckCommand: WorkingCommand {
    static let configuration = CommandConfiguration("check", "cli.check")

    func perform() throws -> ExitStatus {
        let folders = try WorkspaceFolders.current()
        let files = try DefinitionFolder(root: folders.root).read()
        let context = DefinitionContext(zones: Zones.database, today: SystemClock().utcDay).lookingAtFiles(of: folders)
        let loaded = DefinitionLoader.load(files, context: context)
        var findings = loaded.diagnostics
        var preview: SchedulePreview?
        if !loaded.hasErrors {
            let made = try SchedulePreview(loaded.catalog, store: store(folders), now: SystemClock().now())
            findings += made.findings()
            preview = made
            findings += ScheduleChecks(catalog: loaded.catalog, told: loaded.diagnostics).findings
            findings += try FolderChecks(folders: folders, catalog: loaded.catalog).findings()
            findings += try storeFindings(folders, files, loaded.catalog)
        }
        for finding in findings { Console.result(finding.line) }
        if let preview {
            for name in loaded.catalog.schedules.keys.sorted() { try preview.write(name, to: { Console.line($0) }) }
        }
        let errors = findings.filter { $0.severity == .error }.count
        let arguments: [String: MessageArgument] = ["errors": .integer(errors), "warnings": .integer(findings.count - errors)]
        Console.message(findings.isEmpty ? Message("cli.check.fine") : Message("cli.check.done", arguments))
        return loaded.hasErrors ? .usage : errors > 0 ? .failed : .done
    }

    private func store(_ folders: WorkspaceFolders) throws -> WorkspaceStore? {
        FileManager.default.fileExists(atPath: folders.database) ? try WorkspaceStore(path: folders.database) : nil
    }

    /// What only the store knows: whether it runs these definitions, passwords, and timings that have ended.
    private func storeFindings(_ folders: WorkspaceFolders, _ files: [DefinitionFile], _ catalog: Catalog) throws -> [Diagnostic] {
        guard FileManager.default.fileExists(atPath: folders.database) else {
            return [Diagnostic(.warning, Message("cli.check.not-applied"), at: SourceLocation(file: "ajastin.yaml"))]
        }
        let store = try WorkspaceStore(path: folders.database)
        let stored = try store.read { try $0.definitions.files() }
        var findings = DefinitionDiff(from: stored, to: files).entries.map { entry in
            Diagnostic(.warning, Message("cli.check.differs"), at: SourceLocation(file: entry.definition.path))
        }
        if !findings.isEmpty, let objection = try ApplyCommand.objection(to: files, catalog, store: store, at: SystemClock().now()) {
            findings.append(objection)
        }
        guard !stored.isEmpty else { return findings }
        let session = try Session.open()
        for row in try ScheduleListing.rows(session) where row.schedule.isActive {
            let place = SourceLocation(file: DefinitionName(kind: .schedule, name: row.schedule.name).path)
            let arguments: [String: MessageArgument] = ["schedule": .label(row.schedule.label), "name": .text(row.schedule.name)]
            if !row.hasPassword, session.catalog.needsPassword(row.schedule) {
                findings.append(Diagnostic(.warning, Message("cli.status.password", arguments), at: place))
            }
            if row.hasPassword, let problem = try session.passwordProblem(of: row.schedule) {
                findings.append(Diagnostic(.error, problem, at: place))
            }
            if row.schedule.timing != nil, row.nextDue == nil, row.held == nil {
                findings.append(Diagnostic(.warning, Message("cli.check.never-due", arguments), at: place))
            }
        }
        return findings
    }
}

extension Session {
    /// Why the password that is kept for the schedule cannot be used.
    fileprivate func passwordProblem(of schedule: ScheduleDefinition) throws -> Message? {
        guard let sealed = try store.read({ try $0.schedules.sealedPassword(schedule.name) }) else { return nil }
        // Opening the key makes one where there is none, which would hide the loss; a check changes nothing.
        let key = folders.keys + "/workspace.key"
        guard FileManager.default.fileExists(atPath: key) else { return Message("cli.check.key-missing", ["file": .text(key)]) }
        do throws(PackagingError) {
            _ = try WorkspaceKey(in: folders.keys).open(sealed, for: schedule.name)
            return nil
        } catch { return error.message }
    }
}

/// What may surprise about schedules although their definitions are sound.
private struct ScheduleChecks {
    let catalog: Catalog
    /// What reading the definitions has told already, with more precise places.
    let told: [Diagnostic]

    var findings: [Diagnostic] {
        catalog.schedules.values.sorted { $0.name < $1.name }.flatMap { schedule -> [Diagnostic] in
            let place = SourceLocation(file: DefinitionName(kind: .schedule, name: schedule.name).path)
            var findings: [Diagnostic] = []
            let isToldLate = told.contains { $0.location?.file == place.file && $0.message.key == "definition.task.refresh-late" }
            let refreshes = schedule.tasks.enumerated().filter { $1.kind == .refreshSegment }.map(\.offset)
            if refreshes != Array(refreshes.indices), !isToldLate {
                findings.append(Diagnostic(.warning, Message("cli.check.refresh-first"), at: place))
            }
            let lists = schedule.tasks.flatMap { task -> [CustomerList] in
                if case .deliverList(let task) = task { task.lists } else { [] }
            }
            let needsConverter = lists.contains { $0.design.formats.contains(.mailMerge) && $0.design.letters.output == .pdf }
            if needsConverter, !LetterTemplate.canBecomePDF {
                findings.append(Diagnostic(.error, RenderError.noConverter.message, at: place))
            }
            return findings
        }
    }
}

/// What the file system would refuse later.
private struct FolderChecks {
    let folders: WorkspaceFolders
    let catalog: Catalog

    /// - Throws: `FilesError` when a folder vanishes while it is looked at.
    func findings() throws -> [Diagnostic] {
        var findings: [Diagnostic] = []
        let places = SourceFolders(catalog, in: folders)
        for source in catalog.sources.values.sorted(by: { $0.name < $1.name }) {
            let place = SourceLocation(file: DefinitionName(kind: .source, name: source.name).path)
            let folder = folders.drop(source.folder)
            if !Folder.isFolder(folder) {
                findings.append(Diagnostic(.error, Message("cli.check.drop-missing", ["folder": .text(folder)]), at: place))
            } else if !isUsable(folder) {
                findings.append(Diagnostic(.error, Message("cli.check.not-writable", ["folder": .text(folder)]), at: place))
            } else {
                findings += try places.unusable(of: source).map { Diagnostic(.warning, $0.message, at: place) }
            }
        }
        let own = [
            folders.state, folders.archive, folders.rejected, folders.artifacts, folders.spool, folders.spool + "/tmp",
            folders.spool + "/new",
            folders.keys, folders.temporary,
        ]
        for folder in own where Folder.isFolder(folder) && !isUsable(folder) {
            findings.append(Diagnostic(.error, Message("cli.check.not-writable", ["folder": .text(folder)])))
        }
        return findings + keyFindings
    }

    private func isUsable(_ folder: String) -> Bool { unsafe access(folder, R_OK | W_OK | X_OK) == 0 }

    /// The key opens all passwords, so only its owner may read it.
    private var keyFindings: [Diagnostic] {
        let key = folders.keys + "/workspace.key"
        var status = stat()
        guard unsafe stat(key, &status) == 0, status.st_mode & 0o077 != 0 else { return [] }
        return [Diagnostic(.error, Message("cli.check.key-mode", ["file": .text(key)]))]
    }
}
