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

    /// Moves a file in last and returns what was told before it.
    ///
    /// A program that another test starts at this moment may hold a file open for a little longer than its writer; `count` events are
    /// therefore waited for.
    private func told(_ count: Int = 0) throws -> [WatchEvent] {
        var events: [WatchEvent] = []
        while events.count < count, let event = try watcher.next(timeout: limit) { events.append(event) }
        let last = folder.file("last")
        try Folder.create(last)
        try watcher.add(last)
        try folder.write("", to: "end")
        try move(folder.file("end"), to: last + "/end")
        while let event = try watcher.next(timeout: limit), event != .arrived(folder: last, name: "end") { events.append(event) }
        watcher.remove(last)
        return events
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
        #expect(try told().isEmpty)
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

    @Test func waitingEndsWithAnEventTheLimitOrAStop() async throws {
        #expect(try watcher.next(timeout: .milliseconds(1)) == nil)
        let stream = watcher.events()
        let drop = drop
        try await withThrowingTaskGroup(of: [WatchEvent].self) { group in
            group.addTask {
                var events: [WatchEvent] = []
                for try await event in stream {
                    events.append(event)
                    watcher.stop()
                }
                return events
            }
            try AtomicFile.write([1], to: drop + "/x.csv")
            #expect(try await group.next() == [arrival("x.csv")])
        }
        #expect(watcher.isStopped)
        #expect(try watcher.next(timeout: limit) == nil)
    }

    @Test func endingTheIterationStopsTheWatcher() async throws {
        try AtomicFile.write([1], to: drop + "/x.csv")
        for try await event in watcher.events() {
            #expect(event == arrival("x.csv"))
            break
        }
        #expect(watcher.isStopped)
    }
}
