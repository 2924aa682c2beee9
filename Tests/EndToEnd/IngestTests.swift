import Foundation
import TestSupport
import Testing

/// Taking files in as a data team and an admin see it: receipts, rejected rows that come back, held files, mails, and what is kept.
struct IngestTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try run("init", folder.file("w"))
        try folder.write(
            """
            label: {fi: Asiakkaat, en: Customers}
            key: id
            fields:
              id: {type: text, label: {fi: Asiakasnumero, en: Customer number}}
              name: {type: text, label: {fi: Nimi, en: Name}}
              spent: {type: decimal, scale: 2, label: {fi: Ostot, en: Spent}}
              day: {type: date, label: {fi: Päivä, en: Day}}
            """, to: "w/modules/customers.yaml")
        try source("")
    }

    private func source(_ more: String) throws {
        try folder.write(
            "folder: customers\nmodule: customers\nmode: replace\nowner: maija@teatteri.example\nlanguage: fi\n" + more,
            to: "w/sources/customers.yaml")
        #expect(try run("apply").status == 0)
    }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program().run(["--language", "en", "--workspace", folder.file("w")] + arguments, in: folder.path)
    }

    private func drop(_ text: String, as name: String = "a.csv") throws -> Program.Result {
        try folder.write(text, to: "w/drop/customers/\(name)")
        return try run("ingest", folder.file("w/drop/customers/\(name)"), "--source", "customers")
    }

    private func mails() throws -> [String] {
        let spool = folder.file("w/var/spool/new")
        return try FileManager.default.contentsOfDirectory(atPath: spool).sorted().map {
            try String(contentsOfFile: "\(spool)/\($0)/message.eml", encoding: .utf8)
        }
    }

    struct Receipt: Decodable {
        struct Column: Decodable {
            let field: String
            let format: String?
            let telling: Int?
        }
        let id: Int
        let state: String
        let sha256: String
        let encoding: String?
        let delimiter: String?
        let columns: [Column]?
        let seconds: [String: Double]?
        let completes: Int?
        let completed_by: [Int]
    }

    private static let file = "Asiakasnumero;Nimi;Ostot;Päivä\nC1;Aino;1 234,50;1.2.2026\nC2;Bo;paljon;2.2.2026\nC3;Cee;7,00;31.2.2026\n"

    @Test func aReceiptSaysHowTheFileWasRead() throws {
        let dry = try drop(Self.file)
        #expect(dry.status == 3)
        let shown = try run("drops", "show", "1", "--format", "json").json(Receipt.self)
        #expect((shown.encoding, shown.delimiter, shown.state) == ("UTF-8", ";", "applied"))
        #expect(shown.columns?.map(\.format) == [nil, nil, "decimal-comma", nil])
        #expect(shown.columns?[2].telling == 2)
        #expect(shown.seconds?.keys.sorted() == ["index", "plan", "rows", "survey"])
        let text = try run("drops", "show", "1").output
        #expect(text.contains("Fields: divided by ;, quoted by \""))
        #expect(text.contains("decimal comma; values that can be read no other way: 2"))
        // A rehearsal says the same and leaves no trace.
        try folder.write(Self.file.replacing("C1", with: "C9"), to: "w/other.csv")
        let rehearsal = try run("ingest", folder.file("w/other.csv"), "--source", "customers", "--dry-run", "--format", "json")
        #expect(try rehearsal.json(Receipt.self).columns?[2].format == "decimal-comma")
        #expect(try run("drops", "show", "2").status == 1)
        #expect(FileManager.default.fileExists(atPath: folder.file("w/other.csv")))
    }

    @Test func correctedRowsCompleteTheirFileAndTheOwnerIsTold() throws {
        #expect(try drop(Self.file).status == 3)
        let mail = try #require(try mails().first)
        #expect(mail.contains("maija@teatteri.example"))
        let rejects = try String(contentsOfFile: folder.file("w/var/rejected/1.csv"), encoding: .utf8)
        #expect(rejects.hasPrefix("Asiakasnumero;Nimi;Ostot;Päivä;rivi;syy\nC2;Bo;paljon;2.2.2026;3;"))
        #expect(rejects.contains("paljon ei ole luku"))
        let corrected = rejects.replacing(";paljon;", with: ";3,00;").replacing("31.2.2026", with: "28.2.2026")
        #expect(try drop(corrected, as: "korjatut.csv").status == 0)
        let first = try run("drops", "show", "1", "--format", "json").json(Receipt.self)
        let second = try run("drops", "show", "2", "--format", "json").json(Receipt.self)
        #expect(first.completed_by == [2])
        #expect(second.completes == 1)
        #expect(try run("drops", "show", "1").output.contains("Completed by drop 2: 2 rows taken since"))
        #expect(try run("drops", "show", "2").output.contains("Completes drop 1"))
    }

    @Test func aHeldFileWaitsForAPerson() throws {
        let rows = (1...50).map { "C\($0);n;1,00;1.2.2026\n" }
        let header = "Asiakasnumero;Nimi;Ostot;Päivä\n"
        try source("volume-guard: 30%\n")
        #expect(try drop(header + rows.joined()).status == 0)
        for (name, count) in [("b.csv", 10), ("c.csv", 5)] {
            let held = try drop(header + rows.prefix(count).joined(), as: name)
            #expect(held.status == 1)
            #expect(held.output.contains("held as drop"))
        }
        #expect(try run("drops", "list", "--format", "json").json([Receipt.Brief].self).map(\.state) == ["held", "held", "applied"])
        let status = try run("status").output
        #expect(status.contains("drops release 2"))
        #expect(try mails().count == 2)
        #expect(try run("drops", "release", "1").status == 1)
        #expect(try run("drops", "discard", "3").status == 0)
        let released = try run("drops", "release", "2")
        #expect(released.status == 0)
        #expect(released.output.contains("removed 40"))
        let files = FileManager.default
        #expect(try files.contentsOfDirectory(atPath: folder.file("w/var/held")).isEmpty)
        #expect(files.fileExists(atPath: folder.file("w/var/rejected/3-c.csv")))
        #expect(files.fileExists(atPath: folder.file("w/var/rejected/3.txt")))
        #expect(files.fileExists(atPath: folder.file("w/var/archive/2-b.csv")))
        #expect(try run("drops", "list", "--format", "json").json([Receipt.Brief].self).map(\.state) == ["rejected", "applied", "applied"])
        #expect(!(try run("status").output.contains("drops release")))
    }

    @Test func oldFilesGoAndTheHistoryStays() throws {
        try source("keep-archive: 30 days\nkeep-rejected: 10 days\n")
        #expect(try drop(Self.file).status == 3)
        let files = FileManager.default
        func kept() -> [Bool] { ["archive/1-a.csv", "rejected/1.csv"].map { files.fileExists(atPath: folder.file("w/var/\($0)")) } }
        for (days, expected) in [(5, [true, true]), (20, [true, false]), (40, [false, false])] {
            let later = Date(timeIntervalSinceNow: Double(days) * 86_400).formatted(.iso8601)
            #expect(try run("once", "--now", later).status == 0)
            #expect(kept() == expected, "\(days)")
        }
        #expect(try run("drops", "show", "1").status == 0)
    }

    @Test func aColumnThatCanBeReadInTwoWaysAsks() throws {
        let asked = try drop("id;day\nC1;1/2/2026\n")
        #expect(asked.status == 1)
        #expect(asked.output.contains("formats: day: d/m/yyyy or m/d/yyyy"))
        try source("formats: {day: d/m/yyyy}\n")
        #expect(try drop("id;day\nC1;1/2/2026\n", as: "b.csv").status == 0)
        let receipt = try String(contentsOfFile: folder.file("w/var/rejected/1.txt"), encoding: .utf8)
        #expect(receipt.contains("formats: day: d/m/yyyy tai m/d/yyyy"))
    }
}

extension IngestTests.Receipt {
    struct Brief: Decodable {
        let state: String
    }
}
