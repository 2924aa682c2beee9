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
        /// Files that wait for a person's word, as `<drop>-<name>`.
        package var held: String

        package init(archive: String, rejected: String, held: String) {
            self.archive = archive
            self.rejected = rejected
            self.held = held
        }
    }

    /// How a file is taken in.
    package struct Options: Sendable {
        /// Everything is read and counted, and nothing changed.
        package var isRehearsal: Bool
        /// The file stays where it is, and the archive gets a copy; for files outside the watched folders.
        package var keepsOriginal: Bool
        /// The held drop that a person has released: it is tried again under its number, and the volume guard is not asked.
        package var released: DropRecord?
        /// Is told now and then how many rows have been read.
        package var progress: @Sendable (_ rows: Int) -> Void

        package init(
            isRehearsal: Bool = false, keepsOriginal: Bool = false, released: DropRecord? = nil,
            progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
        ) {
            self.progress = progress
            self.isRehearsal = isRehearsal
            self.keepsOriginal = keepsOriginal
            self.released = released
        }
    }

    /// Whose files are taken in, and into what.
    package struct Target: Sendable {
        package var source: SourceDefinition
        package var module: ModuleDefinition
        /// The module to whose records those of ``module`` belong.
        package var parent: ModuleDefinition?

        package init(source: SourceDefinition, module: ModuleDefinition, parent: ModuleDefinition? = nil) {
            self.source = source
            self.module = module
            self.parent = parent
        }
    }

    let store: WorkspaceStore
    let folders: Folders
    let clock: any WallClock
    let local: @Sendable (Day, Int) -> Instant
    let render: @Sendable (Message, Language?) -> String
    let language: Language

    /// - Parameters:
    ///   - language: the workspace's.
    ///   - local: the moment at which the clocks of the workspace's zone show a time, given in seconds since the day's midnight.
    ///   - render: the text of a message in a language; nil stands for the workspace's.
    package init(
        store: WorkspaceStore, folders: Folders, clock: any WallClock, language: Language = .fi,
        local: @escaping @Sendable (_ day: Day, _ second: Int) -> Instant, render: @escaping @Sendable (Message, Language?) -> String
    ) {
        self.store = store
        self.folders = folders
        self.clock = clock
        self.language = language
        self.local = local
        self.render = render
    }

    /// Takes in the file at `path`, once.
    ///
    /// A file that cannot become records is noted as a failed drop and set aside, and so is one with too many rejected rows; both are
    /// results, not errors. A file with several tables in it gives a drop for each.
    ///
    /// - Parameter name: the path of the file in its folder, which the drop shows; without it, the last part of `path`.
    /// - Throws: ``IngestError`` for what is no file or is not finished, ``StoreError``; nothing has been changed then.
    package func apply(
        _ path: String, name: String? = nil, to target: Target, options: Options = Options()
    ) throws -> [AppliedDrop] {
        let prepared = try prepare(path, name: name, to: target, HeaderNames(target.source, target.module), options: options)
        if options.isRehearsal {
            defer { prepared.file.unlock() }
            return try prepared.depart(try store.rehearse { try prepared.run(in: $0, alone: true) })
        }
        var group = DropGroup(intake: self)
        group.add(prepared, index: 0)
        var failure: (any Error)?
        let drops = try group.apply { failure = $1 }
        if let failure { throw failure }
        return drops
    }

    /// Takes in many files, the small ones several to a transaction.
    ///
    /// A file that cannot be taken in now is told to `failed` and holds none of the others up.
    ///
    /// - Parameter files: paths, and names as in ``apply(_:name:to:options:)``.
    /// - Returns: the drops, in the order of the files.
    package func apply(
        _ files: [(path: String, name: String)], to target: Target, options: Options = Options(),
        failed: (_ index: Int, _ error: any Error) -> Void
    ) throws -> [AppliedDrop] {
        var drops: [AppliedDrop] = []
        var group = DropGroup(intake: self)
        let names = HeaderNames(target.source, target.module)
        for (index, file) in files.enumerated() {
            do {
                let prepared = try prepare(file.path, name: file.name, to: target, names, options: options)
                if !prepared.isSmall { drops += try group.apply(failed) }
                group.add(prepared, index: index)
                if group.isFull || !prepared.isSmall { drops += try group.apply(failed) }
            } catch {
                failed(index, error)
            }
        }
        return try drops + group.apply(failed)
    }

    private func prepare(
        _ path: String, name: String?, to target: Target, _ names: HeaderNames, options: Options
    ) throws -> DropAttempt {
        let (source, module) = (target.source, target.module)
        guard source.module == module.name else {
            throw IngestError(.definition, Message(.ingestWrongModule, ["source": .text(source.name), "module": .text(module.name)]))
        }
        let started = clock.now()
        let file = try DroppedFile(path, name: name)
        do {
            try SpaceCheck.check(file, folders)
            let tables = try DropAttempt.Tables(file, source: source)
            try file.checkUnchanged()
            let copies = options.keepsOriginal && !options.isRehearsal && file.size > DropAttempt.smallSize
            return DropAttempt(
                intake: self, target: target, names: names, options: options, file: file, tables: tables, started: started,
                surveyed: clock.now(),
                copy: copies ? try ArchiveCopy(of: file, in: folders.archive) : nil)
        } catch {
            file.unlock()
            throw error
        }
    }
}

extension MessageKey {
    static let ingestWrongModule: MessageKey = "ingest.wrong-module"
}
