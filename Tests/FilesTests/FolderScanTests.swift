import Files
import Foundation
import TestSupport
import Testing

struct FolderScanTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func age(_ name: String, _ seconds: Double) throws {
        let date = Date(timeIntervalSince1970: 1_700_000_000 - seconds)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: folder.file(name))
    }

    private func link(_ name: String, to path: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: path)
    }

    @Test func findsFinishedFilesTheOldestFirst() throws {
        let ages = [("new.csv", 1.0), ("part10.csv", 50), ("part2.csv", 50), ("old.csv", 100.5), ("2026/11/inner.csv", 70)]
        for (name, seconds) in ages {
            try folder.write(name, to: name)
            try age(name, seconds)
        }
        for name in [".hidden", "x.tmp", "x.PART", "~$open.xlsx", ".git/inner.csv", "2026/.x", "up.part/inner.csv"] {
            try folder.write("", to: name)
        }
        let scan = try FolderScan(of: folder.path)
        #expect(scan.files.map(\.name) == ["old.csv", "2026/11/inner.csv", "part2.csv", "part10.csv", "new.csv"])
        #expect(scan.files.map(\.size) == [7, 17, 9, 10, 7])
        #expect(scan.files.first?.path == folder.file("old.csv"))
        #expect(scan.files.first?.modified == 1_699_999_899_500_000_000)
        #expect(scan.strays.isEmpty)
        #expect(
            FolderScan(of: ["new.csv", "gone.csv", "2026/11/inner.csv", "x.tmp"], in: folder.path).files.map(\.name) == [
                "2026/11/inner.csv", "new.csv",
            ])
    }

    @Test func whatIsNoFileIsAStrayAndNeverFollowed() throws {
        try folder.write("x", to: "elsewhere/a.csv")
        try folder.write("x", to: "drop/real/a.csv")
        try link("drop/link.csv", to: folder.file("elsewhere/a.csv"))
        try link("drop/dead.csv", to: "/nowhere")
        try link("drop/folder", to: folder.file("elsewhere"))
        try makePipe(folder.file("drop/pipe.csv"))
        let scan = try FolderScan(of: folder.file("drop"))
        #expect(scan.files.map(\.name) == ["real/a.csv"])
        let expected: [(String, StrayEntry.Kind)] = [
            ("dead.csv", .link), ("folder", .link), ("link.csv", .link), ("pipe.csv", .special),
        ]
        #expect(scan.strays == expected.map { StrayEntry(name: $0.0, kind: $0.1) })
        let told = FolderScan(of: ["folder/a.csv", "link.csv", "pipe.csv", "real/a.csv"], in: folder.file("drop"))
        #expect(told.files.map(\.name) == ["real/a.csv"])
        #expect(told.strays.map(\.name) == ["link.csv", "pipe.csv"])
    }

    @Test func theWatchedFolderItselfMayBeALink() throws {
        try folder.write("x", to: "far/in/a.csv")
        try link("drop", to: folder.file("far"))
        #expect(try FolderScan(of: folder.file("drop")).files.map(\.name) == ["in/a.csv"])
    }

    @Test func foldersThatAreAnothersAreLeftOut() throws {
        for name in ["a.csv", "other/b.csv", "other/in/c.csv", "third/d.csv"] { try folder.write("x", to: name) }
        var entered: [String] = []
        let scan = try FolderScan(of: folder.path, leavingOut: [folder.file("other")]) { entered.append($0) }
        #expect(Set(scan.files.map(\.name)) == ["a.csv", "third/d.csv"])
        #expect(entered == [folder.path, folder.file("third")])
    }

    @Test func foldersTooDeepAreTold() throws {
        let deepest = (1...FolderScan.depthLimit).map { "\($0)" }.joined(separator: "/")
        try folder.write("x", to: deepest + "/a.csv")
        try folder.write("x", to: deepest + "/deeper/b.csv")
        let scan = try FolderScan(of: folder.path)
        #expect(scan.files.map(\.name) == [deepest + "/a.csv"])
        #expect(scan.strays == [StrayEntry(name: deepest + "/deeper", kind: .tooDeep)])
    }

    @Test func foldersThatMayNotBeReadAreTold() throws {
        try folder.write("x", to: "closed/a.csv")
        try folder.write("x", to: "b.csv")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.file("closed"))
        try unprivileged {
            let scan = try FolderScan(of: folder.path)
            #expect(scan.files.map(\.name) == ["b.csv"])
            #expect(scan.strays == [StrayEntry(name: "closed", kind: .unreadable)])
            #expect(throws: FilesError(number: EACCES, path: folder.file("closed"))) { try FolderScan(of: folder.file("closed")) }
        }
    }

    @Test func namesThatAreNoUTF8AreToldApart() throws {
        try RawFile(Array(folder.path.utf8) + [47, 0xE4] + Array(".csv".utf8)).close()
        let scan = try FolderScan(of: folder.path)
        #expect(scan.files.isEmpty)
        #expect(scan.strays == [StrayEntry(name: "\u{FFFD}.csv", kind: .name)])
    }

    @Test func aMissingFolderIsTold() throws {
        #expect(throws: FilesError(number: ENOENT, path: folder.file("no"))) { try FolderScan(of: folder.file("no")) }
        try folder.write("", to: "file")
        #expect(throws: FilesError(number: ENOTDIR, path: folder.file("file"))) { try FolderScan(of: folder.file("file")) }
    }

    @Test func unwantedNamesAreLeftOut() throws {
        for name in ["a.csv", "in/b.csv", "in/readme.txt", "readme.txt"] { try folder.write("", to: name) }
        try link("readme.link", to: "/nowhere")
        var scan = try FolderScan(of: folder.path)
        scan.keep { !$0.hasPrefix("readme") }
        #expect(Set(scan.files.map(\.name)) == ["a.csv", "in/b.csv"])
        #expect(scan.strays.isEmpty)
    }

    /// Anybody may set a file's time to one that no counter of nanoseconds reaches.
    @Test(arguments: ["2400-01-01", "1600-01-01"]) func timesFarAwayHarmNobody(date: String) throws {
        try folder.write("x", to: "a.csv")
        _ = try Tool.run("touch", ["-d", date, folder.file("a.csv")])
        let file = try #require(try FolderScan(of: folder.path).files.first)
        #expect(file.modified - file.changed != 0)
    }
}
