import Files
import Foundation
import TestSupport
import Testing

struct FolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func receivedFilesAreFiles() throws {
        try folder.write("x", to: "a.csv")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link.csv"), withDestinationPath: folder.file("a.csv"))
        try makePipe(folder.file("pipe.csv"))
        var block = [UInt8](repeating: 0, count: 10)
        let file = try InputFile(received: folder.file("a.csv"))
        #expect(try file.read(into: &block) == 1)
        for name in ["link.csv", "pipe.csv", "", "no.csv"] {
            #expect(throws: FilesError.self, "\(name)") { _ = try InputFile(received: folder.file(name)) }
        }
    }

    @Test func createsWhatIsMissingAndNoMore() throws {
        try Folder.create(folder.file("a/b/c"))
        try Folder.create(folder.file("a/b/c"))
        #expect(Folder.isFolder(folder.file("a/b/c")))
        try folder.write("", to: "file")
        let error = #expect(throws: FilesError.self) { try Folder.create(folder.file("file/x")) }
        #expect(error?.code == .notAFolder)
        #expect(throws: FilesError.self) { try Folder.create(folder.file("file")) }
    }

    @Test func publishesAFolderOnce() throws {
        try folder.write("1", to: "tmp/x/message")
        try folder.write("2", to: "tmp/x/in/bundle")
        try Folder.create(folder.file("new"))
        #expect(try Folder.publish(folder.file("tmp/x"), to: folder.file("new/x")) == .published)
        #expect(try Folder.names(in: folder.file("new/x")) == ["in", "message"])
        #expect(try Folder.names(in: folder.file("tmp")).isEmpty)
        #expect(try Folder.publish(folder.file("tmp/x"), to: folder.file("new/x")) == .alreadyThere)
        #expect(throws: FilesError(number: ENOENT, path: folder.file("tmp/y"))) {
            try Folder.publish(folder.file("tmp/y"), to: folder.file("new/y"))
        }
    }

    @Test func removesWithoutFollowingLinks() throws {
        try folder.write("precious", to: "kept/file")
        try folder.write("", to: "gone/a/b/c")
        try FileManager.default.createSymbolicLink(atPath: folder.file("gone/link"), withDestinationPath: folder.file("kept"))
        try FileManager.default.createSymbolicLink(atPath: folder.file("toplink"), withDestinationPath: folder.file("kept"))
        try Folder.remove(folder.file("gone"))
        try Folder.remove(folder.file("gone"))
        try Folder.remove(folder.file("toplink"))
        #expect(try Folder.names(in: folder.path) == ["kept"])
        #expect(try Folder.names(in: folder.file("kept")) == ["file"])
        try Folder.remove(folder.file("kept/file"))
        #expect(try Folder.names(in: folder.file("kept")).isEmpty)
    }

    @Test func temporaryFolderIsGoneWhateverHappened() throws {
        struct Failure: Error {}
        let seen = try Folder.withTemporary(in: folder.path) { path in
            try AtomicFile.write([1], to: path + "/a")
            return path
        }
        #expect(!Folder.isFolder(seen))
        #expect(throws: Failure.self) { try Folder.withTemporary(in: folder.path) { _ in throw Failure() } }
        #expect(try Folder.names(in: folder.path).isEmpty)
    }

    @Test(arguments: [("/a/b", "/a"), ("/a", "/"), ("a/b", "a"), ("a", "."), ("/", "/")])
    func knowsTheFolderAbove(path: String, above: String) { #expect(Folder.parent(of: path) == above) }

    @Test func readsZonesAndNothingElse() throws {
        try folder.write("TZif2 Helsinki", to: "zones/Europe/Helsinki")
        try folder.write("TZif2 secret", to: "secret")
        try folder.write("#table", to: "zones/tab")
        let zones = folder.file("zones")
        #expect(try SystemZones.read("Europe/Helsinki", folder: zones) == Array("TZif2 Helsinki".utf8))
        for name in [
            "../secret", "Europe/../../secret", "/etc/passwd", "", "Europe", "Europe/", "tab", "No/Where", "Europe/Helsinki/x", ".",
            "Eu\0rope",
        ] {
            #expect(try SystemZones.read(name, folder: zones) == nil, "\(name)")
        }
    }
}
