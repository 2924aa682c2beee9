import Files
import Foundation
import Model
import Pipeline
import Store
import TestSupport
import Testing

/// The loop on real folders: what comes, and the folders that come and go.
struct IntakeLoopTests {
    private let house: WatchingHouse
    private let root: String

    init() throws {
        house = try WatchingHouse([WatchingHouse.source(), WatchingHouse.source("inner", folder: "customers/inner")])
        root = house.folders.drop("customers")
    }

    private func move(_ path: String, to destination: String) throws { try Folder.move(path, to: destination) }

    @Test func subfoldersAreWatchedAndTheirFilesKnownByTheirPaths() throws {
        try house.put("customers/there/before.csv")
        try house.start()
        try house.taken("there/before.csv")
        try house.put("customers/there/after.csv")
        try house.taken("there/after.csv")
        try house.put("customers/2026/11/new.csv")
        try house.taken("2026/11/new.csv")
        try house.put("customers/2026/11/second.csv")
        try house.taken("2026/11/second.csv")
        let archived = try Folder.names(in: house.folders.archive)
        #expect(
            archived.map { $0.split(separator: "-").last.map(String.init) ?? "" }.sorted() == [
                "after.csv", "before.csv", "new.csv", "second.csv",
            ])
    }

    @Test func foldersMovedInAreTakenWithAllThatIsInThem() throws {
        try house.start()
        try house.put("../outside/batch/in/a.csv")
        try house.put("../outside/batch/b.csv")
        try move(house.folders.root + "/outside/batch", to: root + "/batch")
        try house.taken("batch/b.csv", "batch/in/a.csv")
        try move(root + "/batch", to: root + "/renamed")
        try house.put("customers/renamed/in/c.csv")
        try house.taken("renamed/in/c.csv")
        try Folder.remove(root + "/renamed")
        try house.put("customers/renamed/in/d.csv")
        try house.taken("renamed/in/d.csv")
    }

    @Test func aFolderInAnotherSourcesFolderIsItsOwn() throws {
        try house.start()
        try house.put("customers/inner/deep/a.csv")
        try house.put("customers/b.csv")
        let drops = try house.taken(count: 2)
        #expect(Set(drops.map { "\($0.source) \($0.file)" }) == ["inner deep/a.csv", "customers b.csv"])
    }

    @Test func theWatchedFolderMayBeReplaced() throws {
        try house.start()
        try house.put("new/a.csv")
        try move(root, to: house.folders.root + "/old")
        try move(house.folders.root + "/drop/new", to: root)
        try house.taken("a.csv")
        try house.put("customers/b.csv")
        try house.taken("b.csv")
    }

    @Test func theDropFolderItselfMayBeReplaced() throws {
        try house.start()
        let drop = house.folders.root + "/drop"
        try house.put("../fresh/customers/sub/a.csv")
        try move(drop, to: house.folders.root + "/old")
        try move(house.folders.root + "/fresh", to: drop)
        try house.taken("sub/a.csv")
        try house.put("customers/sub/b.csv")
        try house.taken("sub/b.csv")
    }

    @Test func aFolderThatIsGoneIsMadeAgainAfterAWhile() throws {
        var pace = WatchPace()
        pace.missing = .milliseconds(20)
        pace.recreation = .milliseconds(200)
        try house.start(pace: pace)
        try Folder.remove(root)
        try house.logged("a folder cannot be looked at error=No such file or directory source=customers")
        let watcher = try FolderWatcher()
        try watcher.add(house.folders.root + "/drop")
        while !Folder.isFolder(root) { try #require(!watcher.events(timeout: .seconds(20)).isEmpty) }
        try house.put("customers/a.csv")
        try house.taken("a.csv")
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to")) func disksMayComeAndGo() throws {
        try house.start()
        try house.put("customers/a.csv")
        try house.taken("a.csv")
        let disk = try SmallDisk(at: root, kilobytes: 64)
        try house.put("customers/b.csv")
        try house.taken("b.csv")
        disk.unmount()
        try house.put("customers/c.csv")
        try house.taken("c.csv")
    }

    @Test func namesThatNobodyClosesAreTakenToo() throws {
        try house.start()
        let path = try house.put("../outside/a.csv")
        guard unsafe link(path, root + "/a.csv") == 0 else { throw POSIXError(.EIO) }
        try house.taken("a.csv")
    }

    @Test func aFileIsHandledOnceHoweverManyEventsItMakes() throws {
        try house.put("customers/a.csv")
        try house.start()
        try house.taken("a.csv")
        let path = try house.put("../outside/b.csv")
        for _ in 0..<200 {
            // Each is an event, and the name is there or not as it happens.
            try move(path, to: root + "/.b")
            try move(root + "/.b", to: path)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.close()
        }
        try move(path, to: root + "/b.csv")
        try house.put("customers/c.csv")
        #expect(try house.taken("b.csv", "c.csv").sorted() == ["a.csv", "b.csv", "c.csv"])
    }

    @Test func filesAreTakenTheOldestFirstAndThenAsPeopleCount() throws {
        for (name, seconds) in [("part10.csv", 100.0), ("part2.csv", 100), ("z.csv", 200), ("a/b.csv", 50)] {
            let path = try house.put("../outside/x/" + name)
            let date = Date(timeIntervalSince1970: 1_700_000_000 - seconds)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        try house.start()
        try move(house.folders.root + "/outside/x", to: root + "/x")
        let files = try house.taken(count: 4).map(\.file)
        #expect(files == ["x/z.csv", "x/part2.csv", "x/part10.csv", "x/a/b.csv"])
    }

    @Test func tenThousandFilesAtOnceAreAllSeen() throws {
        // How fast files are read is measured elsewhere; these are ignored once they have been seen.
        var ignoring = WatchingHouse.source()
        ignoring.ignored = ["f*"]
        let house = try WatchingHouse([ignoring])
        try house.start()
        for index in 0..<10_000 { try Data().write(to: URL(fileURLWithPath: house.folders.drop("customers") + "/f\(index)")) }
        let clock = ContinuousClock()
        let start = clock.now
        try house.put("customers/a.csv")
        try house.taken("a.csv")
        #expect(clock.now - start < .seconds(10))
    }

    @Test func anOverflowOfTheSystemsQueueLosesNothing() throws {
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        try #require(limit <= 100_000, "a queue too long to fill in a test")
        // The loop is held up until the queue has run over: events of both kinds, on names that are gone again.
        let gate = NSLock()
        gate.lock()
        let held = HeldWatcher(try FolderWatcher(), gate: gate)
        let house = try WatchingHouse([WatchingHouse.source()], watcher: held)
        let root = house.folders.drop("customers")
        try house.start()
        let names = [root + "/x.csv", root + "/y.csv"].map { URL(fileURLWithPath: $0) }
        for index in 0...(limit / 2 + limit / 4) {
            try Data().write(to: names[index % 2])
            try FileManager.default.removeItem(at: names[index % 2])
        }
        try house.put("customers/sub/a.csv")
        try house.put("customers/b.csv")
        gate.unlock()
        try house.taken("sub/a.csv", "b.csv")
        #expect(held.hasOverflowed)
    }
}

/// A watcher that hands out nothing until a gate is open.
private final class HeldWatcher: FolderWatching, @unchecked Sendable {
    private let inner: FolderWatcher
    private let gate: NSLock
    private let lock = NSLock()
    private var overflows = 0

    init(_ inner: FolderWatcher, gate: NSLock) {
        self.inner = inner
        self.gate = gate
    }

    /// Whether the system has told that its queue ran over.
    var hasOverflowed: Bool { lock.withLock { overflows > 0 } }

    func events(timeout: Duration?) throws(FilesError) -> [WatchEvent] {
        gate.lock()
        defer { gate.unlock() }
        let events = try inner.events(timeout: timeout)
        lock.withLock { overflows += events.contains(.rescan) ? 1 : 0 }
        return events
    }

    func add(_ path: String, followsLink: Bool) throws(FilesError) { try inner.add(path, followsLink: followsLink) }
    func remove(_ path: String) { inner.remove(path) }
    func lost() -> [String] { inner.lost() }
    func stop() { inner.stop() }
    var isStopped: Bool { inner.isStopped }
}
