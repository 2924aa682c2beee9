import Files
import Foundation
import Ingest
import Logging
import Model
import Pipeline
import Store
import Synchronization
import Tabular
import TestSupport
import Testing

/// A loop that watches the folders of some sources, on a thread of its own.
final class WatchingHouse: Sendable {
    /// What the loop tells, and what waits for it.
    private struct Told {
        var drops: [DropRecord] = []
        var log: [String] = []
        var readyFolders: Int?
    }

    let fixture: PipelineFixture
    let folders: WorkspaceFolders
    let watcher: any FolderWatching
    private let catalog: Catalog
    private let told = Mutex(Told())
    private let condition = NSCondition()
    private let loop = Mutex<IntakeLoop?>(nil)
    /// Long enough for any machine; a test that waits for it fails.
    static let limit: TimeInterval = 30

    /// - Parameter sources: each with its folder's name and what else is to be set.
    init(_ sources: [SourceDefinition], watcher: (any FolderWatching)? = nil) throws {
        fixture = try PipelineFixture()
        folders = fixture.folders
        self.watcher = try watcher ?? FolderWatcher()
        var catalog = fixture.catalog
        catalog.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0) })
        self.catalog = catalog
    }

    deinit { watcher.stop() }

    /// A source of the module `customers` in the folder of its name.
    static func source(_ name: String = "customers", folder: String? = nil, ready: SourceDefinition.Readiness = .close) -> SourceDefinition
    {
        var source = SourceDefinition(name: name, label: LocalizedText(name), folder: folder ?? name, module: "customers")
        source.ready = ready
        return source
    }

    /// Begins to watch, and returns once it does.
    func start(probe: any EventProbe = FileSystemProbe(), pace: WatchPace = WatchPace()) throws {
        let environment = try environment(RealClock())
        let logger = Logger(label: "test") { _ in LogKeeper { [weak self] in self?.note($0) } }
        let made = IntakeLoop(
            intake: { [environment] () throws in try FolderIntake(environment) }, watcher: watcher, probe: probe, pace: pace,
            folders: folders,
            logger: logger, told: { [weak self] in self?.note($0.record) })
        Thread { made.run { [weak self] in self?.note(ready: $0) } }.start()
        try wait("the folders are watched") { $0.readyFolders != nil }
    }

    private func note(_ change: (inout Told) -> Void) {
        told.withLock { change(&$0) }
        condition.withLock { condition.broadcast() }
    }

    private func note(_ drop: DropRecord) { note { $0.drops.append(drop) } }
    private func note(_ line: String) { note { $0.log.append(line) } }
    private func note(ready count: Int) { note { $0.readyFolders = count } }

    private func wait(_ what: String, until isReached: (Told) -> Bool) throws {
        let limit = Date(timeIntervalSinceNow: Self.limit)
        condition.lock()
        defer { condition.unlock() }
        while !told.withLock({ isReached($0) }) {
            guard condition.wait(until: limit) else {
                throw Tool.Failure(description: "\(what): \(told.withLock { "\($0.drops.map(\.file)) \($0.log)" })")
            }
        }
    }

    /// Waits until files of these names have been taken in, and returns the names of all, in their order.
    @discardableResult
    func taken(_ names: String...) throws -> [String] {
        try wait("taken in: \(names)") { told in Set(names).isSubset(of: told.drops.map(\.file)) }
        return told.withLock { $0.drops.map(\.file) }
    }

    /// Waits until so many files have been taken in, and returns their records.
    @discardableResult
    func taken(count: Int) throws -> [DropRecord] {
        try wait("\(count) files") { $0.drops.count >= count }
        return told.withLock(\.drops)
    }

    /// Waits until the log has a line that contains `text`, and returns how many do.
    @discardableResult
    func logged(_ text: String) throws -> Int {
        try wait("logged: \(text)") { $0.log.contains { $0.contains(text) } }
        return told.withLock { $0.log.count { $0.contains(text) } }
    }

    /// Waits until these names are gone from the folder of the source `customers`.
    func gone(_ names: String...) throws {
        try look("gone: \(names)") { try names.allSatisfy { try Folder.modified(folders.drop("customers") + "/" + $0) == nil } }
    }

    /// Waits until other processes are told that the folders are watched in this way.
    func wait(for states: Set<WatchState>) throws {
        try look("watched: \(states)") { try Set(WatchNote.all(in: folders).values) == states }
    }

    /// Looks again and again, for what nobody tells.
    private func look(_ what: String, until isReached: () throws -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(Self.limit)
        let watcher = try FolderWatcher()
        while try !isReached() {
            guard ContinuousClock.now < limit else { throw Tool.Failure(description: what) }
            _ = try watcher.events(timeout: .milliseconds(20))
        }
    }

    /// Takes in what is ready, by one look, some seconds later than now.
    func once(later seconds: Int = 0) throws -> FolderIntake.Outcome {
        let source = try #require(catalog.sources["customers"])
        try Folder.create(folders.drop("customers"))
        return try FolderIntake(environment(RealClock(seconds: seconds))).takeIn(source)
    }

    /// What waits for a person.
    func unusable() throws -> [UnusableFile] {
        try SourceFolders(catalog, in: folders).unusable(of: #require(catalog.sources["customers"]))
    }

    private func environment(_ realClock: RealClock) throws -> PipelineEnvironment {
        let environment = try fixture.environment()
        return PipelineEnvironment(
            store: environment.store, catalog: catalog, folders: folders, clock: environment.clock, leaseClock: realClock,
            logger: environment.logger, calendar: { _ in LocalCalendar.utc })
    }

    /// Writes a file with one customer below `drop/` whole, and returns its path.
    @discardableResult
    func put(_ name: String, key: String? = nil) throws -> String {
        let path = folders.root + "/drop/" + name
        try Folder.create(Folder.parent(of: path))
        try AtomicFile.write(Array(Self.text(key ?? name).utf8), to: path)
        return path
    }

    /// The text of a file with one customer.
    static func text(_ key: String) -> String { "customer_id,last_name\n\(key),Aalto\n" }

    /// Sets when a file was changed, in seconds before now.
    func age(_ path: String, _ seconds: Double) throws {
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: path)
    }
}

/// The computer's own clock, or one that is ahead of it.
struct RealClock: WallClock {
    var seconds = 0

    func now() -> Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) + .seconds(seconds) }
}

/// Hands on each line of a log.
private struct LogKeeper: LogHandler {
    let keep: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(_ keep: @escaping @Sendable (String) -> Void) { self.keep = keep }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let words = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
        keep("\(event.message) \(words.joined(separator: " "))")
    }
}

/// A probe that says what the test wants.
final class FixedProbe: EventProbe {
    private let silent = Mutex<[String: String]>([:])

    init(_ silent: [String: String] = [:]) { self.silent.withLock { $0 = silent } }

    func set(_ name: String?, for folder: String) { silent.withLock { $0[folder] = name } }
    func silentFileSystem(of folder: String) -> String? { silent.withLock { $0[folder] } }
    func remoteFileSystem(of folder: String) -> String? { silent.withLock { $0[folder] } }
}

/// A watcher whose system lets nobody watch more than so many folders.
final class ScarceWatcher: FolderWatching {
    private let inner: FolderWatcher
    private let left: Mutex<Int>
    private let number: Int32

    init(_ count: Int, number: Int32) throws {
        inner = try FolderWatcher()
        left = Mutex(count)
        self.number = number
    }

    /// Lets more be watched.
    func raise(to count: Int) { left.withLock { $0 = count } }

    func add(_ path: String, followsLink: Bool) throws(FilesError) {
        let isAllowed = left.withLock { count in
            count -= 1
            return count >= 0
        }
        guard isAllowed else { throw FilesError(number: number, path: path) }
        try inner.add(path, followsLink: followsLink)
    }

    func remove(_ path: String) { inner.remove(path) }
    func lost() -> [String] { inner.lost() }
    func events(timeout: Duration?) throws(FilesError) -> [WatchEvent] { try inner.events(timeout: timeout) }
    func stop() { inner.stop() }
    var isStopped: Bool { inner.isStopped }
}
