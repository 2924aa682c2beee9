import Files
import Foundation
import TestSupport
import Testing

struct FolderWatcherTests {
    private let folder: TemporaryFolder
    private let watcher: FolderWatcher
    private let drop: String
    /// Long enough for any machine; a test that waits for it fails.
    private let limit = Duration.seconds(20)

    init() throws {
        folder = try TemporaryFolder()
        drop = folder.file("drop")
        try Folder.create(drop)
        watcher = try FolderWatcher()
        try watcher.add(drop)
    }

    private func arrival(_ name: String) -> WatchEvent { .arrived(folder: drop, name: name) }

    /// Moves a file in last and returns what was told before it, but for names that appeared without being finished.
    ///
    /// A program that another test starts at this moment may hold a file open for a little longer than its writer; `count` events are
    /// therefore waited for.
    private func told(_ count: Int = 0) throws -> [WatchEvent] {
        try all(count).filter { if case .appeared = $0 { false } else { true } }
    }

    /// The same, with them; they do not count.
    private func all(_ count: Int = 0) throws -> [WatchEvent] {
        var events: [WatchEvent] = []
        func isCounted(_ event: WatchEvent) -> Bool { if case .appeared = event { false } else { true } }
        while events.count(where: isCounted) < count {
            let more = try watcher.events(timeout: limit)
            if more.isEmpty { break }
            events += more
        }
        let last = folder.file("last")
        try Folder.create(last)
        try watcher.add(last)
        try folder.write("", to: "end")
        try move(folder.file("end"), to: last + "/end")
        while !events.contains(.arrived(folder: last, name: "end")) {
            let more = try watcher.events(timeout: limit)
            try #require(!more.isEmpty)
            events += more
        }
        watcher.remove(last)
        return events.filter { $0 != .arrived(folder: last, name: "end") }
    }

    @Test func tellsFilesThatAreWhole() throws {
        let file = try RawFile(drop + "/slow.csv")
        #expect(try told().isEmpty)
        try file.write("x")
        #expect(try told().isEmpty)
        file.close()
        #expect(try told(1) == [arrival("slow.csv")])
        try folder.write("x", to: "outside.csv")
        try move(folder.file("outside.csv"), to: drop + "/moved.csv")
        #expect(try told(1) == [arrival("moved.csv")])
    }

    @Test func passesOverWhatIsUnfinished() throws {
        try folder.write("", to: "drop/.hidden")
        try folder.write("", to: "drop/x.csv.part")
        try folder.write("", to: "drop/~$x.xlsx")
        try Folder.create(drop + "/inner")
        try Folder.create(folder.file("elsewhere"))
        try move(folder.file("elsewhere"), to: drop + "/elsewhere")
        #expect(try all() == [.folderArrived(drop)])
        try move(drop + "/x.csv.part", to: drop + "/x.csv")
        try AtomicFile.write([1], to: drop + "/y.csv")
        #expect(try told(2) == [arrival("x.csv"), arrival("y.csv")])
    }

    @Test func nameThatIsNoUTF8AsksForAScan() throws {
        try RawFile(Array(drop.utf8) + [47, 0xE4]).close()
        #expect(try told(1) == [.rescan])
    }

    @Test func tellsFoldersThatVanish() throws {
        let second = folder.file("second")
        try Folder.create(second)
        try watcher.add(second)
        try Folder.remove(second)
        #expect(try told(1) == [.folderGone(second)])
        try move(drop, to: folder.file("renamed"))
        #expect(try told(1) == [.folderGone(drop)])
        try folder.write("", to: "renamed/x.csv")
        #expect(try told().isEmpty)
        try Folder.create(drop)
        try watcher.add(drop)
        try folder.write("", to: "drop/x.csv")
        #expect(try told(1) == [arrival("x.csv")])
    }

    @Test func tellsNamesThatNobodyCloses() throws {
        try folder.write("x", to: "outside.csv")
        guard unsafe link(folder.file("outside.csv"), drop + "/second.csv") == 0 else { throw POSIXError(.EIO) }
        try FileManager.default.createSymbolicLink(atPath: drop + "/link.csv", withDestinationPath: "/nowhere")
        try makePipe(drop + "/pipe.csv")
        let names = ["second.csv", "link.csv", "pipe.csv"]
        #expect(try all() == names.map { .appeared(folder: drop, name: $0) })
    }

    @Test func aFolderThatWasMovedAndAddedAgainStays() throws {
        let (old, new) = (drop + "/2026", drop + "/2027")
        try Folder.create(old + "/11")
        try watcher.add(old)
        try watcher.add(old + "/11")
        #expect(try told() == [.folderArrived(drop)])
        try move(old, to: new)
        try watcher.add(new)
        try watcher.add(new + "/11")
        watcher.remove(old)
        watcher.remove(old + "/11")
        #expect(try told() == [.folderArrived(drop)])
        #expect(watcher.lost() == [])
        try folder.write("", to: "drop/2027/11/x.csv")
        #expect(try told(1) == [.arrived(folder: new + "/11", name: "x.csv")])
    }

    @Test func knowsFoldersThatOthersHaveReplaced() throws {
        let inner = drop + "/inner"
        try Folder.create(inner)
        try watcher.add(inner)
        #expect(watcher.lost() == [])
        // Nothing happens to the inner folder itself.
        try move(drop, to: folder.file("renamed"))
        #expect(Set(watcher.lost()) == [drop, inner])
        try Folder.create(inner)
        #expect(Set(watcher.lost()) == [drop, inner])
        try watcher.add(drop)
        try watcher.add(inner)
        #expect(watcher.lost() == [])
        try folder.write("", to: "drop/inner/x.csv")
        #expect(try told(1).contains(.arrived(folder: inner, name: "x.csv")))
    }

    @Test func linksAreFollowedOnlyWhereThatIsWanted() throws {
        let link = folder.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: drop)
        #expect(throws: FilesError(number: ENOTDIR, path: link)) { try watcher.add(link, followsLink: false) }
        try watcher.add(link)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to")) func tellsUnmounting() throws {
        let path = folder.file("disk")
        let disk = try SmallDisk(at: path, kilobytes: 16)
        try watcher.add(path)
        disk.unmount()
        #expect(try told(1) == [.folderGone(path)])
        try watcher.add(path)
        let second = try SmallDisk(at: path, kilobytes: 16)
        defer { second.unmount() }
        #expect(watcher.lost() == [path])
    }

    @Test func foldersComeAndGoWhileItRuns() throws {
        let second = folder.file("second")
        try Folder.create(second)
        try watcher.add(second)
        try watcher.add(drop)
        try folder.write("", to: "second/a")
        try folder.write("", to: "drop/b")
        #expect(try Set(told(2)) == [.arrived(folder: second, name: "a"), arrival("b")])
        watcher.remove(second)
        try folder.write("", to: "second/a")
        #expect(try told().isEmpty)
        #expect(throws: FilesError(number: ENOENT, path: folder.file("no"))) { try watcher.add(folder.file("no")) }
        try folder.write("", to: "file")
        #expect(throws: FilesError(number: ENOTDIR, path: folder.file("file"))) { try watcher.add(folder.file("file")) }
    }

    @Test func manyArrivalsAreAllTold() throws {
        let names = (0..<2000).map { "f\($0).csv" }
        for name in names { try RawFile(drop + "/" + name).close() }
        let events = try told(names.count)
        #expect(events.count == names.count)
        #expect(Set(events) == Set(names.map(arrival)))
    }

    @Test func overflowAsksForAScan() throws {
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        try #require(limit <= 100_000, "a queue too long to fill in a test")
        let names = [drop + "/a", drop + "/b"]
        // Some more than the queue holds: a child process that is being started may keep a handle for a moment, and the kernel tells
        // equal events that follow one another once.
        for index in 0...(limit + limit / 4) { try RawFile(names[index % 2]).close() }
        #expect(try told(1).contains(.rescan))
    }

    @Test func waitingEndsWithAnEventTheLimitOrAStop() throws {
        #expect(try watcher.events(timeout: .milliseconds(1)).isEmpty)
        let watcher = watcher
        let thread = Thread { watcher.stop() }
        thread.start()
        while !watcher.isStopped { #expect(try watcher.events(timeout: limit).isEmpty) }
        try AtomicFile.write([1], to: drop + "/x.csv")
        #expect(try watcher.events(timeout: limit).isEmpty)
    }
}
