import Files
import Foundation
import Ingest
import Model
import Pipeline
import Store
import TestSupport
import Testing

/// When a file that lies in its folder is taken in.
struct ReadyFilesTests {
    private func house(_ ready: SourceDefinition.Readiness, ignored: [String] = []) throws -> WatchingHouse {
        var source = WatchingHouse.source(ready: ready)
        source.ignored = ignored
        return try WatchingHouse([source])
    }

    private func append(_ text: String, to path: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private func left(_ house: WatchingHouse) throws -> [String] { try Folder.names(in: house.folders.drop("customers")) }

    @Test func aQuietFileIsTakenWithAllThatWasAddedToIt() throws {
        let house = try house(.quiet(seconds: 1))
        try house.start()
        let path = try house.put("customers/a.csv", key: "10")
        try house.put("customers/2026/b.csv", key: "20")
        // Opened and closed again and again, as a rule of closing would take for its end.
        for key in 11...30 { try append("\(key),Berg\n", to: path) }
        try house.taken("a.csv", "2026/b.csv")
        #expect(try house.taken(count: 2).map(\.counts.read).sorted() == [1, 21])
    }

    /// The system says for how long a file cannot have changed, whatever time it bears; and what was seen is remembered across scans.
    @Test func aFileMustHaveBeenStillAndNotJustLookOld() throws {
        let house = try house(.quiet(seconds: 3))
        try house.age(house.put("customers/old.csv"), 100_000)
        var pace = WatchPace()
        pace.scan = .milliseconds(50)
        let start = ContinuousClock.now
        try house.start(pace: pace)
        try house.taken("old.csv")
        // The clock of files is a little coarser than ours.
        #expect(ContinuousClock.now - start > .seconds(2))
    }

    @Test func oneLookJudgesQuietByTheRealTime() throws {
        let house = try house(.quiet(seconds: 60))
        try house.age(house.put("customers/old.csv"), 61)
        try house.age(house.put("customers/new.csv"), 30)
        try house.age(house.put("customers/future.csv"), -100_000)
        let outcome = try house.once()
        #expect(outcome.drops.map(\.record.file) == ["old.csv"])
        #expect(outcome.unready == 2)
        #expect(!outcome.isIncomplete)
    }

    @Test func aMarkMakesItsFileReadyAndGoesWithIt() throws {
        let house = try house(.doneFile)
        try house.start()
        try house.put("customers/other.csv")
        try house.put("customers/2026/a.csv")
        try house.put("customers/2026/a.csv.done")
        try house.taken("2026/a.csv")
        try house.put("customers/b.csv")
        try house.put("customers/b.csv.done")
        #expect(try house.taken("b.csv") == ["2026/a.csv", "b.csv"])
        try house.gone("2026/a.csv.done", "b.csv.done")
        #expect(try left(house) == ["2026", "other.csv"])
    }

    @Test func aMarkThatIsOlderThanTheFileCountsForNothing() throws {
        let house = try house(.doneFile)
        let file = try house.put("customers/a.csv")
        let mark = try house.put("customers/a.csv.done")
        try house.age(mark, 100)
        try house.age(file, 50)
        var outcome = try house.once()
        #expect(outcome.drops.isEmpty)
        #expect(outcome.unready == 1)
        #expect(try house.unusable().map(\.reason) == [.markTooOld])
        try house.age(mark, 49)
        outcome = try house.once()
        #expect(outcome.drops.map(\.record.file) == ["a.csv"])
        #expect(try left(house).isEmpty)
    }

    @Test func anOrphanedMarkMakesNoLaterFileReady() throws {
        let house = try house(.doneFile)
        let mark = try house.put("customers/a.csv.done")
        try house.age(mark, -5)
        // One that is new may have overtaken its file, and stays.
        _ = try house.once()
        #expect(try left(house) == ["a.csv.done"])
        // An hour later it has no file to come.
        _ = try house.once(later: 3600)
        #expect(try left(house) == [])
        try house.put("customers/a.csv")
        #expect(try house.once(later: 3600).drops.isEmpty)
    }

    @Test func ignoredNamesAreLeftAlone() throws {
        let house = try house(.close, ignored: ["*.log", "report?.csv"])
        try house.put("customers/before.log")
        try house.start()
        for name in ["sub/x.log", "report1.csv", "report12.csv"] { try house.put("customers/" + name) }
        try house.put("customers/z.csv")
        #expect(try Set(house.taken("report12.csv", "z.csv")) == ["report12.csv", "z.csv"])
        #expect(try left(house) == ["before.log", "report1.csv", "sub"])
        try FileManager.default.createSymbolicLink(
            atPath: house.folders.drop("customers") + "/link.log", withDestinationPath: "/nowhere")
        #expect(try house.once().strays.isEmpty)
    }

    @Test func whatIsNoFileIsToldOnceAndHindersNobody() throws {
        let house = try house(.close)
        let root = house.folders.drop("customers")
        var pace = WatchPace()
        pace.scan = .milliseconds(20)
        pace.appearance = .milliseconds(20)
        try house.put("../outside/secret.csv")
        try house.start(pace: pace)
        for (name, target) in [("file.csv", "secret.csv"), ("folder", "")] {
            try FileManager.default.createSymbolicLink(
                atPath: root + "/" + name, withDestinationPath: house.folders.root + "/outside/" + target)
        }
        guard unsafe mkfifo(root + "/pipe.csv", 0o600) == 0 else { throw POSIXError(.EIO) }
        try house.logged("cannot be taken in as it is count=1 kind=special source=customers")
        // Some more scans, by which it would be told again.
        for name in ["a.csv", "b.csv", "c.csv"] {
            try house.put("customers/" + name)
            try house.taken(name)
        }
        #expect(try house.logged("kind=special") == 1)
        #expect(try (1...2).contains(house.logged("kind=link")))
        #expect(try left(house) == ["file.csv", "folder", "pipe.csv"])
        #expect(try house.unusable().map(\.reason) == [.stray(.link), .stray(.link), .stray(.special)])
    }

    @Test func aFileThatMayNotBeReadIsAFailureAndIsListed() throws {
        let house = try house(.close)
        let path = try house.put("customers/closed.csv")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        try Folder.create(house.folders.state + "/locks")
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: house.folders.state + "/locks")
        try unprivileged {
            let outcome = try house.once()
            #expect(outcome.failures.map(\.file) == ["closed.csv"])
            #expect((outcome.failures.first?.error as? IngestError)?.code == .unreadable)
            #expect(try house.unusable().map(\.reason) == [.stray(.unreadable)])
        }
    }
}
