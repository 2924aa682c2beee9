import Files
package import Ingest
import Localization
import Logging
package import Model
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
        /// What lies in the folder and will never be taken in: no regular file, or under a name that cannot be opened.
        package var strays: [String] = []
    }

    package let catalog: Catalog
    private let environment: PipelineEnvironment
    private let intake: DropIntake

    package init(_ environment: PipelineEnvironment) throws {
        let calendar = try environment.calendar()
        let language = environment.catalog.settings.language
        catalog = environment.catalog
        self.environment = environment
        intake = DropIntake(
            store: environment.store,
            folders: DropIntake.Folders(archive: environment.folders.archive, rejected: environment.folders.rejected),
            clock: environment.clock, local: { calendar.instant(of: $0, seconds: $1) },
            render: { environment.localizer($1 ?? language, in: calendar).text($0) })
    }

    /// The watched folder of `source`.
    package func folder(of source: SourceDefinition) -> String { environment.folders.drop(source.folder) }

    /// Takes in all files that wait in the folder of `source`, the oldest first.
    ///
    /// - Throws: `FilesError` when the folder cannot be looked at.
    package func takeIn(_ source: SourceDefinition, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }) throws -> Outcome {
        let scan = try FolderScan(of: folder(of: source))
        let strays = scan.unreadableNames + scan.otherNames
        if !strays.isEmpty {
            environment.logger.warning(
                "what is no regular file, or has a name that is no UTF-8, is never taken in",
                metadata: ["source": "\(source.name)", "count": "\(strays.count)"])
        }
        var outcome = try takeIn(scan.files.map(\.name), of: source, progress: progress)
        outcome.strays = strays
        return outcome
    }

    /// Takes in the files with these names, if they are still there.
    package func takeIn(
        _ names: [String], of source: SourceDefinition, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
    ) throws -> Outcome {
        var outcome = Outcome()
        guard !names.isEmpty, let module = catalog.modules[source.module] else { return outcome }
        let locks = environment.folders.state + "/locks"
        try Folder.create(locks)
        guard let lock = try FileLock(locks + "/source-" + source.name) else {
            outcome.isIncomplete = true
            return outcome
        }
        for name in names {
            let path = folder(of: source) + "/" + name
            if OpenFile.isBeingWritten(path) {
                outcome.isIncomplete = true
                continue
            }
            do {
                outcome.drops.append(
                    try intake.apply(path, source: source, module: module, options: DropIntake.Options(progress: progress)))
            } catch let error as IngestError where error.code == .stillChanging {
                outcome.isIncomplete = true
            } catch {
                // A file that its sender has taken away or renamed meanwhile is none of ours.
                guard try Folder.modified(path) != nil else { continue }
                outcome.failures.append((name, error))
            }
        }
        _ = consume lock
        return outcome
    }

    /// Takes in a file from anywhere, which stays where it is.
    package func takeIn(
        copyOf path: String, for source: SourceDefinition, isRehearsal: Bool, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
    ) throws -> AppliedDrop {
        guard let module = catalog.modules[source.module] else {
            throw PipelineError(Message(.intakeModuleGone, ["module": .text(source.module)]))
        }
        return try intake.apply(
            path, source: source, module: module,
            options: DropIntake.Options(isRehearsal: isRehearsal, keepsOriginal: true, progress: progress))
    }
}

extension MessageKey {
    static let intakeModuleGone: MessageKey = "intake.module-gone"
}
