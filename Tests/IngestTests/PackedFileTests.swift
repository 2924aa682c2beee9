import Foundation
import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Files in which tables are packed, made by the programs that people pack them with.
struct PackedFileTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private static let table = "customer_id;name;born;spent\nC1;Aino;1.2.1990;1 234,50\nC2;Åke;31.12.2001;7,00\n"
    private static let expected = [["C1", "Aino", "-", "1990-02-01", "123450", "-"], ["C2", "Åke", "-", "2001-12-31", "700", "-"]]

    /// Runs a script of Python in the folder of the drop.
    private func python(_ script: String) throws {
        try FileManager.default.createDirectory(atPath: shop.folder.file("drop"), withIntermediateDirectories: true)
        _ = try Tool.run(Tool.python, ["-c", script], in: shop.folder.file("drop"))
    }

    private func take(_ name: String, source: SourceDefinition? = nil) throws -> [AppliedDrop] {
        try shop.intake.apply(shop.path(name), to: shop.target(source))
    }

    @Test func readsGzip() throws {
        try shop.folder.write(Self.table, to: "drop/a.csv")
        _ = try Tool.run("gzip", ["a.csv"], in: shop.folder.file("drop"))
        let drop = try #require(try take("a.csv.gz").first)
        #expect(drop.record.file == "a.csv.gz")
        #expect(try shop.records() == Self.expected)
        #expect(shop.exists("archive/1-a.csv.gz"))
        // The same content, unpacked, is the same content.
        #expect(try shop.drop(Self.table, as: "a.csv").record.state == .duplicate)
    }

    @Test func readsEachFileOfAnArchiveInTheOrderOfTheirNames() throws {
        try python(
            """
            import zipfile
            with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("part2.csv", "customer_id,name\\nC1,Aina\\nC9,x,y\\n")
                z.writestr("sub/", "")
                z.writestr("part1.csv", "customer_id;name\\nC1;Aino\\nC2;Bo\\n".encode("utf-16"))
                z.writestr("__MACOSX/._part1.csv", "junk")
                z.writestr(".DS_Store", "junk")
            """)
        let drops = try take("a.zip")
        #expect(drops.map(\.record.file) == ["a.zip/part1.csv", "a.zip/part2.csv"])
        #expect(drops.map(\.record.counts.added) == [2, 0])
        #expect(drops.map(\.record.counts.changed) == [0, 1])
        #expect(drops[0].detail?.encoding == .utf16LittleEndian)
        #expect(try shop.records().map { $0[1] } == ["Aina", "Bo"])
        #expect(shop.exists("archive/1-a.zip"))
        #expect(shop.exists("rejected/2.csv"))
        #expect(!shop.exists("drop/a.zip"))
    }

    @Test(arguments: [
        ("z.writestr('../a.csv', 'customer_id\\nC1\\n')", "ingest.packed-name"),
        ("z.writestr('/etc/a.csv', 'customer_id\\nC1\\n')", "ingest.packed-name"),
        ("z.writestr('a\\\\b.csv', 'customer_id\\nC1\\n')", "ingest.packed-name"),
        ("z.writestr('a.csv', 'x'); z.writestr('a.csv', 'y')", "ingest.packed-name"),
        ("i = zipfile.ZipInfo('l.csv'); i.external_attr = 0xA1FF0000; z.writestr(i, '/etc/passwd')", "ingest.packed-name"),
        ("z.writestr('a.csv', 'customer_id\\n' + 'C' * (40 << 20))", "ingest.packed-bomb"),
        ("[z.writestr(str(n), '') for n in range(10001)]", "ingest.packed-count"), ("pass", "ingest.packed-empty"),
        ("z.writestr('b.zip', open('b.zip', 'rb').read())", "ingest.packed-twice"),
    ])
    func refusesWhatIsNoHonestArchive(script: String, reason: String) throws {
        try python(
            """
            import warnings, zipfile
            warnings.simplefilter("ignore")
            with zipfile.ZipFile("b.zip", "w") as b: b.writestr("x.csv", "customer_id\\nC1\\n")
            with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
                \(script)
            """)
        let drop = try #require(try take("a.zip").first)
        #expect(drop.record.state == .failed)
        #expect(drop.record.reason?.key.rawValue == reason)
        #expect(try shop.records().isEmpty)
        #expect(shop.exists("rejected/1-a.zip"))
        #expect(shop.exists("rejected/1.txt"))
    }

    @Test func refusesAPassword() throws {
        try shop.folder.write(Self.table, to: "drop/a.csv")
        _ = try Tool.run("7z", ["a", "-psecret", "a.zip", "a.csv"], in: shop.folder.file("drop"))
        #expect(try take("a.zip").first?.record.reason?.key.rawValue == "ingest.packed-encrypted")
    }

    @Test(arguments: ["a.csv.gz", "a.zip"]) func refusesWhatIsCutShort(name: String) throws {
        try shop.folder.write(Self.table + String(repeating: "C3;x;;\n", count: 500), to: "drop/a.csv")
        let folder = shop.folder.file("drop")
        _ = name == "a.zip" ? try Tool.run("7z", ["a", name, "a.csv"], in: folder) : try Tool.run("gzip", ["-k", "a.csv"], in: folder)
        let whole = try Data(contentsOf: URL(fileURLWithPath: shop.path(name)))
        try whole.prefix(whole.count - 20).write(to: URL(fileURLWithPath: shop.path(name)))
        let drop = try #require(try take(name).first)
        #expect(drop.record.state == .failed)
        #expect(drop.record.reason?.key.rawValue == "ingest.packed-damaged")
    }

    @Test func refusesAGzipBomb() throws {
        try python("import gzip; gzip.open('a.csv.gz', 'w').write(b'customer_id\\n' + b'C' * (64 << 20))")
        #expect(try take("a.csv.gz").first?.record.reason?.key.rawValue == "ingest.packed-bomb")
    }

    @Test func anArchiveIsNeverTheWholeTruthInParts() throws {
        try python(
            """
            import zipfile
            with zipfile.ZipFile("a.zip", "w") as z:
                z.writestr("1.csv", "customer_id\\nC1\\n")
                z.writestr("2.csv", "customer_id\\nC2\\n")
            """)
        #expect(try take("a.zip", source: shop.source(mode: .replace)).first?.record.reason?.key.rawValue == "ingest.packed-replace")
    }

    @Test(arguments: [nil, "Toinen"] as [String?]) func readsAWorkbook(sheet: String?) throws {
        try python(
            """
            import datetime, openpyxl
            book = openpyxl.Workbook()
            first = book.active
            other = book.create_sheet("Toinen")
            for sheet, offset in ((first, 0), (other, 100)):
                sheet.append(["Raportti", datetime.datetime(2026, 11, 24)])
                sheet.append([])
                sheet.append(["customer_id", "Nimi", "huomio", "born", "spent", "consent"])
                sheet.append([f"C{1 + offset}", "Aino", "x", datetime.date(1990, 2, 1), 1234.5, True])
                sheet.append([2 + offset, "Åke", None, "31.12.2001", "7,00 €", "ei"])
                sheet.append([f"C{3 + offset}", None, None, None, 0.125])
                sheet.append([f"C{4 + offset}", "Bo", None, 44197])
            book.save("a.xlsx")
            """)
        var source = shop.source()
        source.reading.sheet = sheet
        let drop = try #require(try take("a.xlsx", source: source).first)
        #expect(drop.record.reason == nil)
        let offset = sheet == nil ? 0 : 100
        #expect(
            try shop.records() == [
                ["C\(1 + offset)", "Aino", "-", "1990-02-01", "123450", "1"],
                ["\(2 + offset)", "Åke", "-", "2001-12-31", "700", "0"],
            ])
        // A fraction of a cent, and a number that is formatted as no date.
        #expect(drop.rejections.map(\.line) == [6, 7])
        let rejects = try shop.text("rejected/1.csv")
        #expect(rejects.hasPrefix("\u{FEFF}customer_id;Nimi;huomio;born;spent;consent;rivi;syy\r\nC\(3 + offset);;;;0.125;;6;"))
    }

    @Test func tellsWhichSheetsThereAre() throws {
        try python("import openpyxl; book = openpyxl.Workbook(); book.active.title = 'Asiakkaat'; book.save('a.xlsx')")
        var source = shop.source()
        source.reading.sheet = "Puuttuu"
        let reason = try #require(try take("a.xlsx", source: source).first?.record.reason)
        #expect(reason.key.rawValue == "ingest.no-sheet")
        #expect(reason.arguments["found"] == .list([.text("Asiakkaat")]))
    }

    @Test func readsLinesOfJSON() throws {
        try shop.folder.write(
            """
            {"customer_id": "C1", "name": "Aino", "spent": 12.5, "consent": true, "extra": {"a": [1]}}
            {"name": "\\u00c5ke", "customer_id": "C2", "born": "1990-02-01", "spent": null}
            nonsense
            {"customer_id": "C3", "spent": "x"}

            """, to: "drop/a.ndjson")
        let drop = try #require(try take("a.ndjson").first)
        #expect(
            try shop.records() == [["C1", "Aino", "-", "-", "1250", "1"], ["C2", "Åke", "-", "1990-02-01", "-", "-"]])
        #expect(drop.rejections.map(\.line) == [3, 4])
        #expect(drop.detail?.ignored == ["extra"])
    }

    @Test func readsMembersOfJSONThatComeLate() throws {
        let early = (1...30_000).map { "{\"customer_id\": \"C\($0)\", \"name\": \"n\"}\n" }.joined()
        try shop.folder.write(early + "{\"customer_id\": \"D1\", \"Ostot\": 5}\n", to: "drop/a.jsonl")
        let drop = try #require(try take("a.jsonl").first)
        #expect(drop.record.counts.added == 30_001)
        #expect(try shop.records().last?[4] == "500")
    }

    @Test func refusesOldExcel() throws {
        let drop = try shop.drop([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], as: "a.xls")
        #expect(drop.record.reason?.key.rawValue == "ingest.old-excel")
    }
}
