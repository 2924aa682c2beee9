import Foundation
import Model
import Packaging
import Tabular
import TestSupport
import Testing

struct BundleBuilderTests {
    private let created = Instant(seconds: 1_795_683_600)

    @Test func opensWithItsPasswordAloneAndNamesItsFilesInUTF8() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "Åäö;1\r\n", count: 20_000)
        try folder.write(text, to: "a")
        try folder.write("stored", to: "b")
        let files = [
            BundleFile(name: "Jäsenet-2026-11-26.csv", path: folder.file("a"), isCompressed: false),
            BundleFile(name: "Jäsenet-2026-11-26.xlsx", path: folder.file("b"), isCompressed: true),
        ]
        let bundle = folder.file("bundle.zip")
        try BundleBuilder.build(files, to: bundle, password: Secret("Sala-sana1"), created: created, calendar: .utc)
        let listing = try Tool.run("7z", ["l", "-slt", "-pSala-sana1", bundle])
        for line in [
            "Path = Jäsenet-2026-11-26.csv", "Path = Jäsenet-2026-11-26.xlsx", "Method = AES-256 Deflate", "Method = AES-256 Store",
        ] {
            #expect(listing.contains(line))
        }
        _ = try Tool.run("7z", ["x", "-pSala-sana1", "-o" + folder.file("out"), bundle])
        #expect(try String(contentsOfFile: folder.file("out/Jäsenet-2026-11-26.csv"), encoding: .utf8) == text)
        #expect(throws: Tool.Failure.self) { try Tool.run("7z", ["t", "-pwrong", bundle]) }
    }

    @Test func withoutAPasswordItIsAnOrdinaryArchive() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "a")
        let bundle = folder.file("bundle.zip")
        let file = BundleFile(name: "a.csv", path: folder.file("a"), isCompressed: false)
        try BundleBuilder.build([file], to: bundle, password: nil, created: created, calendar: .utc)
        #expect(try Tool.run("7z", ["t", bundle]).contains("Everything is Ok"))
        #expect(try Tool.run("7z", ["l", "-slt", bundle]).contains("Encrypted = -"))
    }

    @Test func aMissingFileLeavesNoBundle() throws {
        let folder = try TemporaryFolder()
        let file = BundleFile(name: "a.csv", path: folder.file("none"), isCompressed: false)
        #expect(throws: PackagingError.self) {
            try BundleBuilder.build([file], to: folder.file("bundle.zip"), password: nil, created: created, calendar: .utc)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("bundle.zip")))
    }

    @Test(arguments: [
        ("Maksusuunnitelmat", "Maksusuunnitelmat-2026-11-26.zip"), ("../../etc/passwd", "etc-passwd-2026-11-26.zip"),
        ("Ä/ö: <x>", "Ä-ö- -x--2026-11-26.zip"), ("", "ajastin-2026-11-26.zip"), ("...", "ajastin-2026-11-26.zip"),
        ("a\u{202E}b\nc", "a-b-c-2026-11-26.zip"),
    ])
    func namesFitEveryFileSystem(label: String, name: String) throws {
        #expect(BundleBuilder.name(label: label, date: try #require(Day(iso: "2026-11-26"))) == name)
    }
}
