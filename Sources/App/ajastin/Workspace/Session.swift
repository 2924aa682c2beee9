import Definitions
import Files
import Foundation
import Localization
import Logging
import Model
import Packaging
import Recurrence
import Scheduler
import Store
import Tabular

/// An opened workspace: its store, the definitions that the store runs, and what everything else is handed.
struct Session: Sendable {
    let folders: WorkspaceFolders
    let store: WorkspaceStore
    let catalog: Catalog
    /// The workspace's own.
    let calendar: LocalCalendar
    /// Texts in the person's language, with times as the workspace's clocks show them.
    let words: Localizer
    let clock: any WallClock
    let logger: Logger

    /// Opens the workspace of this process, whose definitions must have been applied.
    ///
    /// - Parameter now: the moment to take for the present; nil: the real one.
    static func open(now: Instant? = nil, logLevel: Logger.Level = .error) throws -> Session {
        let folders = try WorkspaceFolders.current()
        guard FileManager.default.fileExists(atPath: folders.database) else { throw CommandError("cli.workspace.not-applied") }
        return try Session(folders: folders, store: WorkspaceStore(path: folders.database), now: now, logLevel: logLevel)
    }

    private init(folders: WorkspaceFolders, store: WorkspaceStore, now: Instant?, logLevel: Logger.Level) throws {
        self.folders = folders
        self.store = store
        clock = now.map { FixedClock($0) } ?? SystemClock()
        logger = Logs.logger(logLevel)
        catalog = try Session.catalog(of: store)
        let calendar = try Zones.calendar(catalog.settings.timeZone)
        self.calendar = calendar
        words = Localizer(language: Invocation.current.language, offset: calendar.offset(at:))
    }

    /// The definitions that `store` runs.
    static func catalog(of store: WorkspaceStore) throws -> Catalog {
        let (files, version) = try store.read { (try $0.definitions.files(), try $0.definitions.version()) }
        guard !files.isEmpty else { throw CommandError("cli.workspace.not-applied") }
        let loaded = DefinitionLoader.load(
            files, context: DefinitionContext(zones: Zones.database, today: SystemClock().utcDay, mayLackZones: true))
        guard !loaded.hasErrors else { throw DefinitionProblems(diagnostics: loaded.diagnostics.filter { $0.severity == .error }) }
        var catalog = loaded.catalog
        catalog.version = version
        return catalog
    }

    /// What knows which schedules are due.
    var dueSchedules: DueSchedules { DueSchedules(store: store, catalog: catalog, zones: Zones.database, logger: logger) }

    /// The key of the workspace's passwords, made where there is none.
    func key() throws -> WorkspaceKey { try WorkspaceKey(in: folders.keys) }

    /// The calendar of a schedule's own zone, or of the workspace's.
    func calendar(of schedule: ScheduleDefinition) throws -> LocalCalendar {
        guard let zone = schedule.timing?.timeZone, zone != calendar.zone else { return calendar }
        return try Zones.calendar(zone)
    }

    /// `instant` in JSON, with the offset of the workspace's zone.
    func json(_ instant: Instant?) -> JSON { JSON(instant, in: calendar) }

    /// `instant` for a person; nothing for none.
    func text(_ instant: Instant?) -> String { instant.map { words.instant($0) } ?? "" }
}

extension WorkspaceFolders {
    /// The workspace of this process.
    static func current() throws -> WorkspaceFolders {
        guard let root = Invocation.current.workspace else { throw CommandError("cli.workspace.none") }
        guard Folder.isFolder(root) else { throw CommandError("cli.workspace.missing", ["folder": .text(root)]) }
        return WorkspaceFolders(root: root)
    }

    /// Makes the folders that the program works in.
    func create() throws {
        for folder in [state, archive, rejected, artifacts, spool + "/tmp", spool + "/new", spool + "/sent", spool + "/failed", temporary] {
            try Folder.create(folder)
        }
        try Folder.create(keys, mode: 0o700)
    }
}
