import Files
import Foundation
import TestSupport
import Testing

struct FileSystemProbeTests {
    private let folder: TemporaryFolder
    private let probe = FileSystemProbe()

    init() throws { folder = try TemporaryFolder() }

    @Test func aLocalDiskTellsEventsAndKeepsNoTrace() throws {
        #expect(probe.silentFileSystem(of: folder.path) == nil)
        #expect(try Folder.names(in: folder.path).isEmpty)
        // What a stopped process has left, or somebody has put there, is in nobody's way.
        try folder.write("", to: ".ajastin-probe.tmp")
        #expect(probe.silentFileSystem(of: folder.path) == nil)
        #expect(try Folder.names(in: folder.path).isEmpty)
        try makePipe(folder.file(".ajastin-probe.tmp"))
        #expect(probe.silentFileSystem(of: folder.path) == nil)
    }

    @Test func aFolderThatCannotBeWrittenIsJudgedByItsFileSystem() throws {
        try Folder.create(folder.file("closed"))
        try unprivileged { #expect(probe.silentFileSystem(of: folder.file("closed")) == nil) }
        // Nothing can be written to the processes' own file system, which tells no events but is no other computer's either.
        #expect(probe.silentFileSystem(of: "/proc/self") == nil)
    }

    @Test(.enabled(if: ForeignMount.isPossible, "needs bindfs and /dev/fuse")) func aFUSEFolderTellsNothingReliably() throws {
        try Folder.create(folder.file("far"))
        let mount = try ForeignMount(of: folder.file("far"), at: folder.file("near"))
        defer { mount.unmount() }
        #expect(probe.silentFileSystem(of: folder.file("near")) == "fuse")
        #expect(probe.remoteFileSystem(of: folder.path) == nil)
        // The proof: what others write behind the mount is not told.
        let watcher = try FolderWatcher()
        try watcher.add(folder.file("near"))
        try folder.write("x", to: "far/a.csv")
        #expect(try folder.text("near/a.csv") == "x")
        #expect(try watcher.events(timeout: .milliseconds(300)).isEmpty)
    }
}
