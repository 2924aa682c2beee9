package import Localization
package import Logging
package import Model
package import Packaging
package import Store
import Tabular

/// What every part of the pipeline is handed: the store, the definitions, the folders, the clock and the words.
package struct PipelineEnvironment: Sendable {
    package let store: WorkspaceStore
    package let catalog: Catalog
    package let folders: WorkspaceFolders
    /// The moment that runs take for the present.
    package let clock: any WallClock
    /// The real time, by which leases run out whatever ``clock`` says.
    package let leaseClock: any WallClock
    package let logger: Logger
    private let calendarOfZone: @Sendable (String) throws -> LocalCalendar

    /// - Parameters:
    ///   - calendar: days and times in the zone of an IANA name.
    package init(
        store: WorkspaceStore, catalog: Catalog, folders: WorkspaceFolders, clock: any WallClock,
        leaseClock: any WallClock,
        logger: Logger, calendar: @escaping @Sendable (String) throws -> LocalCalendar
    ) {
        self.store = store
        self.catalog = catalog
        self.folders = folders
        self.clock = clock
        self.leaseClock = leaseClock
        self.logger = logger
        calendarOfZone = calendar
    }

    /// The key of the workspace's passwords; whoever needs none goes on where it is lost or damaged.
    package func key() throws -> WorkspaceKey { try WorkspaceKey(in: folders.keys) }

    /// The calendar of a schedule's zone, or of the workspace's.
    package func calendar(of schedule: ScheduleDefinition? = nil) throws -> LocalCalendar {
        try calendarOfZone(schedule?.timing?.timeZone ?? catalog.settings.timeZone)
    }

    /// What writes texts in `language`, with times of `calendar`.
    package func localizer(_ language: Language, in calendar: LocalCalendar) -> Localizer {
        Localizer(language: language, offset: calendar.offset(at:))
    }
}
