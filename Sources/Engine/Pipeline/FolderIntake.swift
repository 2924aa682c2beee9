package import Files
package import Ingest
import Localization
import Logging
package import Model
package import Store
import Tabular

/// Takes in what waits in the watched folders.
///
/// A source's files are taken one after another, by one process at a time.
package struct FolderIntake: Sendable {
    /// What has become of a source's waiting files.
    package struct Outcome {
        package var drops: [AppliedDrop] = []
        /// Files that are still where they were, with the reason.
        package var failures: [(file: String, error: any Error)] = []
        /// Whether files are left that need a second look soon: still being written, or in another process's hands.
        package var isIncomplete = false
        /// What lies in the folder and will never be taken in as it is.
        package var strays: [StrayEntry] = []
        /// How many files are not ready, by the rule of the source.
        package var unready = 0
    }

    package let catalog: Catalog
    package let places: SourceFolders
    private let environment: PipelineEnvironment
    private let intake: DropIntake
    private let retention: Retention

    package init(_ environment: PipelineEnvironment) throws {
        let calendar = try environment.calendar()
        let language = environment.catalog.settings.language
        catalog = environment.catalog
        places = SourceFolders(environment.catalog, in: environment.folders)
        self.environment = environment
        let folders = DropIntake.Folders(
            archive: environment.folders.archive, rejected: environment.folders.rejected, held: environment.folders.held)
        retention = Retention(store: environment.store, folders: folders)
        intake = DropIntake(
            store: environment.store, folders: folders,
            clock: environment.clock, language: language, local: { calendar.instant(of: $0, seconds: $1) },
            render: { environment.localizer($1 ?? language, in: calendar).text($0) })
    }

    /// The watched folder of `source`.
    package func folder(of source: SourceDefinition) -> String { places.root(of: source) }

    /// The present moment, whatever moment the runs take for it.
    var realNow: Instant { environment.leaseClock.now() }

    /// Takes in all files that are ready in the folder of `source`, the oldest first, judged by this one look.
    ///
    /// - Throws: `FilesError` when the folder cannot be looked at.
    package func takeIn(_ source: SourceDefinition, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }) throws -> Outcome {
        let scan = try places.scan(source)
        let isRemote = FileSystemProbe().remoteFileSystem(of: folder(of: source)) != nil
        let verdict = Readiness(source: source, isRemote: isRemote).judge(scan, at: realNow)
        var outcome = try takeIn(verdict.ready, of: source, progress: progress)
        outcome.unready = verdict.unready
        outcome.strays = scan.strays
        outcome.failures += removeOrphans(verdict.orphans, of: source).failures
        return outcome
    }

    /// Removes the marks of files that have left the folder of `source`, but for new ones, whose files may be on their way; tells whether
    /// there are any of those, and which could not be removed.
    func removeOrphans(
        _ names: [String], of source: SourceDefinition
    ) -> (areAnyNew: Bool, failures: [(file: String, error: any Error)]) {
        let root = folder(of: source)
        let limit = realNow.microseconds * 1000 - DoneFile.grace
        let marks = FolderScan(of: names.map { $0 + DoneFile.suffix }, in: root).files
        let old = marks.filter { $0.changed < limit }.map { DoneFile.subject(of: $0.name) }
        return (old.count < marks.count, removeMarks(of: old, in: root))
    }

    /// Removes the marks of those of the files that are gone; gives those that could not be removed.
    private func removeMarks(of names: [String], in root: String) -> [(file: String, error: any Error)] {
        names.compactMap { name in
            do {
                try DoneFile.removeMark(of: name, in: root)
                return nil
            } catch {
                return (name + DoneFile.suffix, error)
            }
        }
    }

    /// Takes in the files with these names, relative to the folder of `source`, if they are still there.
    package func takeIn(
        _ names: [String], of source: SourceDefinition, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
    ) throws -> Outcome {
        var outcome = Outcome()
        guard !names.isEmpty, let target = target(source) else { return outcome }
        guard let lock = try lock(source) else {
            outcome.isIncomplete = true
            return outcome
        }
        var files: [(path: String, name: String)] = []
        for name in names {
            let path = folder(of: source) + "/" + name
            if OpenFile.isBeingWritten(path) == true { outcome.isIncomplete = true } else { files.append((path, name)) }
        }
        var failures: [(index: Int, error: any Error)] = []
        outcome.drops = try intake.apply(files, to: target, options: DropIntake.Options(progress: progress)) { failures.append(($0, $1)) }
        for failure in failures {
            if (failure.error as? IngestError)?.code == .stillChanging {
                outcome.isIncomplete = true
            } else if try Folder.modified(files[failure.index].path) != nil {
                // A file that its sender has taken away or renamed meanwhile is none of ours.
                outcome.failures.append((files[failure.index].name, failure.error))
            }
        }
        if source.ready == .doneFile { outcome.failures += removeMarks(of: names, in: folder(of: source)) }
        _ = consume lock
        return outcome
    }

    /// Removes files that have been kept for as long as their sources say.
    ///
    /// - Returns: how many.
    package func clean() throws -> Int {
        try retention.clean(catalog.sources.values, at: environment.clock.now())
    }

    /// Takes in a file from anywhere, which stays where it is.
    package func takeIn(
        copyOf path: String, for source: SourceDefinition, isRehearsal: Bool, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
    ) throws -> [AppliedDrop] {
        try intake.apply(
            path, to: try knownTarget(source),
            options: DropIntake.Options(isRehearsal: isRehearsal, keepsOriginal: true, progress: progress))
    }

    /// Applies a held drop after all, whatever the volume guard says.
    ///
    /// - Throws: ``PipelineError`` where the drop is not held, or its source's files are being taken in by another process.
    package func release(
        _ drop: DropRecord, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
    ) throws -> [AppliedDrop] {
        let (source, path) = try held(drop)
        guard let lock = try lock(source) else { throw PipelineError(Message(.intakeBusy, ["source": .text(source.name)])) }
        defer { _ = lock }
        return try intake.apply(
            path, name: drop.file, to: try knownTarget(source), options: DropIntake.Options(released: drop, progress: progress))
    }

    /// Ends a held drop: its file goes to the rejected ones, beside the reason.
    ///
    /// - Throws: ``PipelineError`` where the drop is not held.
    package func discard(_ drop: DropRecord) throws -> String {
        let (_, path) = try held(drop)
        let reason = Message(.intakeDiscarded)
        try environment.store.write { try $0.drops.discard(drop.id, reason: reason, at: environment.clock.now()) }
        try Folder.create(environment.folders.rejected)
        let receipt = environment.localizer(environment.catalog.settings.language, in: try environment.calendar()).text(reason)
        try AtomicFile.write(Array((receipt + "\n").utf8), to: "\(environment.folders.rejected)/\(drop.id).txt")
        let target = environment.folders.rejected + "/" + (path.split(separator: "/").last ?? "")
        try AtomicFile.publish(path, to: target)
        try environment.store.write { try $0.drops.markArchived(drop.id) }
        return target
    }

    /// The source of a held drop, and where its file lies.
    private func held(_ drop: DropRecord) throws -> (SourceDefinition, path: String) {
        guard drop.state == .held else { throw PipelineError(Message(.intakeNotHeld, ["id": .integer(Int(drop.id))])) }
        guard let source = catalog.sources[drop.source] else {
            throw PipelineError(Message(.intakeSourceGone, ["source": .text(drop.source)]))
        }
        let prefix = "\(drop.id)-"
        let names = Folder.isFolder(environment.folders.held) ? try Folder.names(in: environment.folders.held) : []
        guard let name = names.first(where: { $0.hasPrefix(prefix) }) else {
            throw PipelineError(Message(.intakeHeldFileGone, ["id": .integer(Int(drop.id)), "folder": .text(environment.folders.held)]))
        }
        return (source, environment.folders.held + "/" + name)
    }

    private func target(_ source: SourceDefinition) -> DropIntake.Target? {
        catalog.modules[source.module].map { module in
            DropIntake.Target(source: source, module: module, parent: module.parent.flatMap { catalog.modules[$0.module] })
        }
    }

    private func knownTarget(_ source: SourceDefinition) throws -> DropIntake.Target {
        guard let target = target(source) else { throw PipelineError(Message(.intakeModuleGone, ["module": .text(source.module)])) }
        return target
    }

    /// The right to take in the source's files; nil while another process has it.
    private func lock(_ source: SourceDefinition) throws -> FileLock? {
        let locks = environment.folders.state + "/locks"
        try Folder.create(locks)
        return try FileLock(locks + "/source-" + source.name)
    }
}

extension MessageKey {
    static let intakeBusy: MessageKey = "intake.busy"
    static let intakeDiscarded: MessageKey = "intake.discarded"
    static let intakeHeldFileGone: MessageKey = "intake.held-file-gone"
    static let intakeModuleGone: MessageKey = "intake.module-gone"
    static let intakeNotHeld: MessageKey = "intake.not-held"
    static let intakeSourceGone: MessageKey = "intake.source-gone"
}
