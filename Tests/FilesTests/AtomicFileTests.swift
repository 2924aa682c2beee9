import Files
import Foundation
import TestSupport
import Testing

struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ name: String) throws -> String { try String(contentsOfFile: folder.file(name), encoding: .utf8) }

    private func names() throws -> [String] { try Folder.names(in: folder.path) }

    private func mode(_ name: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int)
    }

    private func inode(_ name: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: folder.file(name))[.systemFileNumber] as? Int)
    }

    @Test func writesAndReplacesWithoutATrace() throws {
        #expect(try AtomicFile.write(Array("one".utf8), to: folder.file("a")))
        #expect(try AtomicFile.write(Array("two".utf8), to: folder.file("a")))
        #expect(try text("a") == "two")
        #expect(try names() == ["a"])
    }

    @Test func leavesEqualContentAlone() throws {
        try AtomicFile.write([1, 2], to: folder.file("a"))
        let before = try inode("a")
        #expect(try !AtomicFile.write([1, 2], to: folder.file("a")))
        #expect(try inode("a") == before)
        #expect(try AtomicFile.write([1, 3], to: folder.file("a")))
        #expect(try inode("a") != before)
    }

    @Test func keepsKeysFromOthersWhateverWasThere() throws {
        try AtomicFile.write([1], to: folder.file("key"), mode: 0o600)
        #expect(try mode("key") == 0o600)
        try AtomicFile.write([1], to: folder.file("open"), mode: 0o666)
        #expect(try mode("open") == 0o666)
        #expect(try AtomicFile.write([1], to: folder.file("open"), mode: 0o600))
        #expect(try mode("open") == 0o600)
    }

    @Test func replacesALinkNotWhatItPointsTo() throws {
        try folder.write("far", to: "far")
        try FileManager.default.createSymbolicLink(atPath: folder.file("a"), withDestinationPath: folder.file("far"))
        try AtomicFile.write(Array("near".utf8), to: folder.file("a"))
        #expect(try text("far") == "far")
        #expect(try text("a") == "near")
    }

    @Test func failingBodyLeavesWhatWasThere() throws {
        struct Failure: Error {}
        try folder.write("old", to: "a")
        #expect(throws: Failure.self) {
            try AtomicFile.write(to: folder.file("a")) { file throws in
                try file.write(Array("half".utf8))
                throw Failure()
            }
        }
        #expect(try text("a") == "old")
        #expect(try names() == ["a"])
    }

    @Test func countsWhatItWrites() throws {
        let block = [UInt8](repeating: 7, count: 300_000)
        try AtomicFile.write(to: folder.file("a")) { (file: inout OutputFile) throws(FilesError) in
            try file.write(block)
            try file.write([])
            try file.write([8])
            #expect(file.size == 300_001)
        }
        #expect(try InputFile.contents(of: folder.file("a")) == block + [8])
    }

    @Test func publishingKeepsOrReplaces() throws {
        try folder.write("old", to: "a")
        try folder.write("new", to: "b")
        #expect(try !AtomicFile.publish(folder.file("b"), to: folder.file("a"), existing: .keep))
        #expect(try text("a") == "old")
        #expect(try names() == ["a"])
        try folder.write("new", to: "b")
        #expect(try AtomicFile.publish(folder.file("b"), to: folder.file("a")))
        #expect(try text("a") == "new")
        try folder.write("other", to: "c")
        #expect(try AtomicFile.publish(folder.file("c"), to: folder.file("d"), existing: .keep))
        #expect(try names() == ["a", "d"])
    }

    @Test func aFileThatHasTakenTheOthersPlaceIsNotPublished() throws {
        try folder.write("seen", to: "a")
        let seen = try #require(FileIdentity(of: folder.file("a")))
        try folder.write("new", to: "b")
        try move(folder.file("b"), to: folder.file("a"))
        let error = #expect(throws: FilesError.self) {
            try AtomicFile.publish(folder.file("a"), to: folder.file("c"), expecting: seen)
        }
        #expect(error?.isReplaced == true)
        #expect(try names() == ["a"])
        #expect(try text("a") == "new")
        #expect(try AtomicFile.publish(folder.file("a"), to: folder.file("c"), expecting: FileIdentity(of: folder.file("a"))))
        #expect(try names() == ["c"])
    }

    /// The sync takes its time; what is published is what was synced, and every other file stays to be published itself.
    @Test func filesThatAreReplacedMeanwhileStay() throws {
        let folder = folder
        let count = 1000
        let sender = Thread {
            for number in 0..<count {
                _ = try? folder.write("\(number)", to: "next")
                _ = try? move(folder.file("next"), to: folder.file("a"))
            }
        }
        sender.start()
        var published: [Int] = []
        var isLast = false
        while !isLast {
            isLast = sender.isFinished
            let target = folder.file("published")
            do { try AtomicFile.publish(folder.file("a"), to: target) } catch {
                guard error.isReplaced || error.code == .notFound else { throw error }
                continue
            }
            published.append(try #require(Int(try text("published"))))
        }
        // Whatever was overwritten was so by the sender; the last one never is.
        #expect(published.last == count - 1)
        #expect(published == published.sorted())
    }

    @Test func fullDiskIsToldAndLeavesNothing() throws {
        var file = try OutputFile(existing: "/dev/full")
        #expect(throws: FilesError(number: ENOSPC, path: "/dev/full")) { try file.write([1]) }
        #expect(FilesError(number: ENOSPC, path: "").code == .diskFull)
        try file.close()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to")) func fullDiskKeepsTheOldFile() throws {
        let disk = try SmallDisk(at: folder.file("disk"), kilobytes: 64)
        defer { disk.unmount() }
        let path = folder.file("disk/a")
        try AtomicFile.write([1], to: path)
        let error = #expect(throws: FilesError.self) { try AtomicFile.write([UInt8](repeating: 1, count: 200_000), to: path) }
        #expect(error?.code == .diskFull)
        #expect(try InputFile.contents(of: path) == [1])
        #expect(try Folder.names(in: folder.file("disk")) == ["a"])
        #expect(try Folder.freeSpace(at: path) < 65_536)
    }

    @Test func unwritableFolderIsTold() throws {
        try Folder.create(folder.file("closed"))
        try unprivileged {
            let error = #expect(throws: FilesError.self) { try AtomicFile.write([1], to: folder.file("closed/a")) }
            #expect(error?.code == .permissionDenied)
        }
        #expect(try Folder.names(in: folder.file("closed")).isEmpty)
    }

    @Test func missingFolderAndFileInItsPlaceAreTold() throws {
        #expect(throws: FilesError.self) { try AtomicFile.write([1], to: folder.file("no/a")) }
        try folder.write("", to: "file")
        let error = #expect(throws: FilesError.self) { try AtomicFile.write([1], to: folder.file("file/a")) }
        #expect(error?.code == .notAFolder)
        #expect(try InputFile.contents(of: folder.file("no")) == nil)
    }
}
