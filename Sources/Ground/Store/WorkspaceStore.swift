import CStoreSetup
import GRDB
package import Model
import Synchronization

/// The workspace's one SQLite database, `var/ajastin.sqlite`: definitions, records, ledger.
///
/// Changes happen in ``write(_:)``, one transaction at a time; ``read(_:)`` sees a snapshot and disturbs nobody. Several processes may
/// have the same database open.
package final class WorkspaceStore: Sendable {
    private let pool: DatabasePool
    private let path: String
    /// How often somebody has interrupted.
    private let interruptions = Atomic(0)
    /// How further connections that only read are opened.
    private let readingConfiguration: Configuration

    /// What is said to SQLite once, before the first connection.
    private static let setUp: Void = {
        ajastin_forgo_memory_statistics()
        ajastin_gather_writes()
    }()

    /// Opens the database at `path`, makes it where there is none, and brings its schema up to date.
    ///
    /// - Throws: ``StoreError`` for a file that is damaged, locked, not to be written, or of another version.
    package init(path: String) throws {
        self.path = path
        WorkspaceStore.setUp
        var reading = Configuration()
        reading.readonly = true
        reading.busyMode = .timeout(30)
        reading.prepareDatabase { db in
            // They scan: pages that they have passed are of no more use.
            try db.execute(sql: "PRAGMA cache_size = -2048; PRAGMA temp_store = FILE")
            try SQLFunctions.register(in: db)
        }
        readingConfiguration = reading
        do {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = true
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { db in
                // FULL: a drop leaves its folder after the commit, so the commit has to survive a loss of power.
                // What is written is mostly written in the order of the records: a larger cache would only put the log off until the commit.
                // Pages are of 4 KiB, SQLite's own size: with larger ones, edits and undo are up to a tenth quicker, and a file of which little
                // has changed takes longer by more than that.
                try db.execute(
                    sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA temp_store = FILE; PRAGMA threads = 2")
                try SQLFunctions.register(in: db)
            }
            pool = try DatabasePool(path: path, configuration: configuration)
            let migrator = Schema.migrator
            guard try !pool.read(migrator.hasBeenSuperseded) else {
                throw StoreError(.version, Message(.storeVersion, ["file": .text(path)]))
            }
            try migrator.migrate(pool)
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }

    /// Ends the statements that run at this moment, and the sorting of lists, which throw then; may be called from any thread.
    package func interrupt() {
        interruptions.wrappingAdd(1, ordering: .relaxed)
        pool.interrupt()
    }

    /// Runs `body` in one transaction, which commits when `body` returns and is undone when it throws.
    package func write<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        do {
            return try pool.writeWithoutTransaction { db in try commit(db, body) }
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }

    /// The same without waiting for the disk: for what is harmless to lose when the power goes, since whoever did it goes too.
    ///
    /// Later transactions of ``write(_:)`` never get to the disk without it.
    package func writeLightly<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        do {
            return try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                let result = Swift.Result { try commit(db, body) }
                try db.execute(sql: "PRAGMA synchronous = FULL")
                return try result.get()
            }
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }

    private func commit<Result>(_ db: Database, _ body: (StoreTransaction) throws -> Result) throws -> Result {
        try transaction(db) {
            let result = try body(StoreTransaction(db: db, openCompanion: openCompanion))
            try db.commit()
            return result
        }
    }

    /// Runs `body` in a transaction, which is undone unless `body` commits it.
    ///
    /// Not GRDB's own way, which forbids that a transaction is undone and begun again on the way; see ``StoreTransaction/applyDrop``.
    private func transaction<Result>(_ db: Database, _ body: () throws -> Result) throws -> Result {
        // IMMEDIATE: a transaction that reads before it writes must not lose its place to another process in between.
        try db.beginTransaction(.immediate)
        let result = Swift.Result { try body() }
        if db.isInsideTransaction {
            let undoing = Swift.Result { try db.rollback() }
            // What went wrong first is what is told.
            if case .success = result { try undoing.get() }
        }
        return try result.get()
    }

    /// Runs `body` in a transaction that is always undone: what would happen, without it happening.
    package func rehearse<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        do {
            return try pool.writeWithoutTransaction { db in
                try transaction(db) { try body(StoreTransaction(db: db, openCompanion: openCompanion)) }
            }
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }

    /// Runs `body` over a snapshot of the database.
    package func read<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        do {
            return try pool.read { db in try body(StoreTransaction(db: db)) }
        } catch {
            throw StoreError.translating(error, path: path)
        }
    }
}

extension WorkspaceStore {
    /// From how many members on a list is read by several connections.
    private static let largeCount = 50_000

    /// Whether a list has so many rows that several connections read them faster.
    package func isLarge(_ list: CustomerList) throws -> Bool {
        guard list.design.limit == nil else { return false }
        return try read { try $0.segments.history(list.segment, limit: 1).first.map { $0.size >= Self.largeCount } ?? false }
    }

    /// Runs `body` over a snapshot, which several connections read side by side where it is `large`.
    package func read<Result>(large: Bool, _ body: (StoreTransaction) throws -> Result) throws -> Result {
        large ? try readSideBySide(body) : try read(body)
    }

    /// How many connections read a large list side by side: as many as there are processors where this pays.
    private static let companionCount = 2
    private static let attemptLimit = 3

    /// Opens a connection that reads, on a thread of its own.
    private func openCompanion() throws -> CompanionReader {
        let earlier = interruptions.load(ordering: .relaxed)
        return try CompanionReader(path: path, configuration: readingConfiguration) { [self] in
            interruptions.load(ordering: .relaxed) != earlier
        }
    }

    /// Runs `body` over a snapshot that several connections read side by side, each on a thread of its own: for large lists.
    ///
    /// SQLite has no way to tell two connections which snapshot to take. So both take theirs, and a third one tells whether somebody has
    /// committed in between; where that keeps happening, one connection reads alone.
    func readSideBySide<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        do {
            let witness = try DatabaseQueue(path: path, configuration: readingConfiguration)
            func version() throws -> Int? { try witness.inDatabase { try Int.fetchOne($0, sql: "PRAGMA data_version") } }
            for _ in 0..<Self.attemptLimit {
                let before = try version()
                let companions = try (0..<Self.companionCount).map { _ in try openCompanion() }
                let result: Result? = try pool.read { db in
                    _ = try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_master LIMIT 1")
                    guard try version() == before else { return nil }
                    return try body(StoreTransaction(db: db, companions: companions))
                }
                if let result { return result }
            }
        } catch {
            throw StoreError.translating(error, path: path)
        }
        return try read(body)
    }
}

/// What can be done inside one transaction, by aggregate.
package struct StoreTransaction {
    let db: Database
    /// What parts of the transaction are undone by.
    let mark: LogMark
    /// Connections that read the same snapshot; see ``WorkspaceStore/readSideBySide(_:)``.
    let companions: [CompanionReader]
    /// Opens a connection that reads what a writing transaction began with: nobody else commits meanwhile.
    let openCompanion: (() throws -> CompanionReader)?

    init(db: Database, companions: [CompanionReader] = [], openCompanion: (() throws -> CompanionReader)? = nil) {
        self.db = db
        self.companions = companions
        self.openCompanion = openCompanion
        mark = LogMark(db)
    }

    /// The definition files.
    package var definitions: DefinitionRepository { DefinitionRepository(db: db) }
    /// Runs `body` so that all that it writes stays where it returns true, and is undone where it returns false or throws.
    package func whole(_ body: () throws -> Bool) throws {
        try mark.undoably { try body() ? .commit : .rollback }
    }

    /// What came in.
    package var drops: DropRepository { DropRepository(db: db) }
    /// The modules' records.
    package var records: RecordRepository { RecordRepository(db: db, companions: companions) }
    /// The segments' members.
    package var segments: SegmentRepository { SegmentRepository(db: db) }
    /// Journalled changes of the members of segments.
    package var edits: EditRepository { EditRepository(db: db) }
    /// Which records belong together.
    package var matches: MatchRepository { MatchRepository(db: db) }
    /// Which city belongs to which postal code.
    package var places: PlaceRepository { PlaceRepository(db: db) }
    /// Personal data that is taken out for good.
    package var erasure: ErasureRepository { ErasureRepository(db: db) }
    /// To-dos of responsible people.
    package var activities: ActivityRepository { ActivityRepository(db: db) }
    /// Which people's calendars are to be published.
    package var calendars: PersonalCalendars { PersonalCalendars(db: db) }
    /// When each schedule is due next, and its password.
    package var schedules: ScheduleRepository { ScheduleRepository(db: db) }
    /// Runs and their tasks.
    package var runs: RunLedger { RunLedger(db: db) }
    /// Mails to owners that are yet to be written.
    package var notices: NoticeRepository { NoticeRepository(db: db) }
    /// Deliveries and the files in them.
    package var deliveries: DeliveryLedger { DeliveryLedger(db: db) }
    /// The rows of lists as they were delivered.
    package var lists: ListSnapshots { ListSnapshots(db: db) }
}
