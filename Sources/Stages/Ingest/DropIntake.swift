package import Model
package import Store
package import Tabular

/// The door of this stage: takes a file in, whole or not at all.
///
/// The order of things makes the promises: the file of rejected rows is in place before the commit, the rows and the drop's record
/// commit together, and only then does the file leave its folder. Whatever is cut short is done again, or finished, when the same
/// file is given again.
package struct DropIntake: Sendable {
    /// Where files go.
    package struct Folders: Sendable {
        /// Files that were applied, as `<drop>-<name>`.
        package var archive: String
        /// Rejected rows as `<drop>.csv`; files that were not applied as `<drop>-<name>`, with the reason in `<drop>.txt`.
        package var rejected: String

        package init(archive: String, rejected: String) {
            self.archive = archive
            self.rejected = rejected
        }
    }

    /// How a file is taken in.
    package struct Options: Sendable {
        /// Everything is read and counted, and nothing changed.
        package var isRehearsal: Bool
        /// The file stays where it is, and the archive gets a copy; for files outside the watched folders.
        package var keepsOriginal: Bool

        /// Is told now and then how many rows have been read.
        package var progress: @Sendable (_ rows: Int) -> Void

        package init(isRehearsal: Bool = false, keepsOriginal: Bool = false, progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in })
        {
            self.progress = progress
            self.isRehearsal = isRehearsal
            self.keepsOriginal = keepsOriginal
        }
    }

    let store: WorkspaceStore
    let folders: Folders
    let clock: any WallClock
    let local: @Sendable (Day, Int) -> Instant
    let render: @Sendable (Message, Language?) -> String

    /// - Parameters:
    ///   - local: the moment at which the clocks of the workspace's zone show a time, given in seconds since the day's midnight.
    ///   - render: the text of a message in a language; nil stands for the workspace's.
    package init(
        store: WorkspaceStore, folders: Folders, clock: any WallClock, local: @escaping @Sendable (_ day: Day, _ second: Int) -> Instant,
        render: @escaping @Sendable (Message, Language?) -> String
    ) {
        self.store = store
        self.folders = folders
        self.clock = clock
        self.local = local
        self.render = render
    }

    /// Takes in the file at `path`, once, for `source`, whose module is `module`.
    ///
    /// A file that cannot become records is noted as a failed drop and set aside, and so is one with too many rejected rows; both are
    /// results, not errors.
    ///
    /// - Throws: ``IngestError`` for what is no file or is not finished, ``StoreError``; nothing has been changed then.
    package func apply(
        _ path: String, source: SourceDefinition, module: ModuleDefinition, options: Options = Options()
    ) throws -> AppliedDrop {
        guard source.module == module.name else {
            throw IngestError(.definition, Message(.ingestWrongModule, ["source": .text(source.name), "module": .text(module.name)]))
        }
        let started = clock.now()
        let file = try DroppedFile(path)
        defer { file.unlock() }
        let survey = try FileSurvey(file)
        try file.checkUnchanged()
        let attempt = DropAttempt(
            intake: self, source: source, module: module, options: options, file: file, survey: survey, started: started,
            surveyed: clock.now())
        return try attempt.run()
    }
}

extension MessageKey {
    static let ingestWrongModule: MessageKey = "ingest.wrong-module"
}
