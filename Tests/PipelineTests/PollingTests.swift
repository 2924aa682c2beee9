import Files
import Foundation
import Model
import Pipeline
import Store
import TestSupport
import Testing

/// Folders whose events nobody tells.
struct PollingTests {
    private let house: WatchingHouse
    private let root: String
    private var pace = WatchPace()

    init() throws {
        house = try WatchingHouse([WatchingHouse.source()])
        root = house.folders.drop("customers")
        pace.poll = .milliseconds(50)
        pace.scan = .milliseconds(200)
        pace.definitions = .milliseconds(100)
    }

    private func states(_ house: WatchingHouse) throws -> [WatchState] { try Array(WatchNote.all(in: house.folders).values) }

    @Test func aSilentFileSystemIsPolledAndThatIsSaid() throws {
        try house.start(probe: FixedProbe([root: "nfs"]), pace: pace)
        #expect(try states(house) == [WatchState(source: "customers", obstacle: .silent, fileSystem: "nfs")])
        try house.logged("a folder is polled, since its events are not told file-system=nfs reason=no-events source=customers")
        try house.put("customers/2026/a.csv")
        try house.taken("2026/a.csv")
    }

    /// Nobody tells when another computer closes a file, so that it must have stayed the same for a while.
    @Test func filesOfOtherComputersMustHaveStayedTheSame() throws {
        try house.start(probe: FixedProbe([root: "nfs"]), pace: pace)
        let path = try house.put("customers/a.csv", key: "10")
        let clock = ContinuousClock()
        let start = clock.now
        for key in 11...30 {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("\(key),Berg\n".utf8))
            try handle.close()
        }
        #expect(try house.taken(count: 1).map(\.counts.read) == [21])
        #expect(clock.now - start >= .seconds(5))
    }

    @Test func aDiskThatIsMountedOrTakenAwayIsNoticed() throws {
        let probe = FixedProbe()
        try house.start(probe: probe, pace: pace)
        #expect(try states(house) == [WatchState(source: "customers")])
        probe.set("cifs", for: root)
        try Folder.move(root, to: root + "-aside")
        try Folder.create(root)
        try house.logged("file-system=cifs")
        probe.set(nil, for: root)
        try house.put("customers/a.csv")
        try house.taken("a.csv")
        try house.wait(for: [WatchState(source: "customers")])
    }

    @Test func aSubfolderOfASilentFileSystemHasItsSourcePolled() throws {
        try house.put("customers/far/a.csv")
        try house.start(probe: FixedProbe([root + "/far": "fuse"]), pace: pace)
        try house.logged("file-system=fuse")
        try house.taken("far/a.csv")
    }

    @Test(arguments: [ENOSPC, EMFILE]) func whereTheSystemWatchesNoMoreItIsPolled(number: Int32) throws {
        let watcher = try ScarceWatcher(1, number: number)
        let house = try WatchingHouse([WatchingHouse.source(), WatchingHouse.source("second")], watcher: watcher)
        try house.start(pace: pace)
        try house.logged("a folder is polled, since its events are not told file-system=- reason=watch-limit source=second")
        #expect(try Set(states(house)) == [WatchState(source: "customers"), WatchState(source: "second", obstacle: .limit)])
        try house.put("second/a.csv")
        try house.put("customers/b.csv")
        try house.taken("a.csv", "b.csv")
        // Once there is room again, the folder is watched.
        watcher.raise(to: 100)
        try house.wait(for: [WatchState(source: "customers"), WatchState(source: "second")])
        #expect(try house.logged("reason=watch-limit") == 1)
    }

    @Test func notesOfProcessesThatHaveEndedAreRemoved() throws {
        let folders = house.folders
        try Folder.create(folders.watchers)
        let text = #"[{"source":"customers","obstacle":"no-events","fileSystem":"nfs"}]"#
        try AtomicFile.write(Array(text.utf8), to: folders.watchers + "/1-x.json")
        for name in ["1-x.lock", "2-y.lock"] { try AtomicFile.write([], to: folders.watchers + "/" + name) }
        #expect(try WatchNote.all(in: folders).isEmpty)
        #expect(try Folder.names(in: folders.watchers).isEmpty)
        do {
            var note = try WatchNote(in: folders)
            try note.tell([WatchState(source: "a")])
            #expect(try WatchNote.all(in: folders) == ["a": WatchState(source: "a")])
        }
        #expect(try Folder.names(in: folders.watchers).isEmpty)
    }
}
