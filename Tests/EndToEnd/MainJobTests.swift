import Foundation
import TestSupport
import Testing

/// The main job as a user sees it: files dropped into the watched folders of a running `serve` end as encrypted bundles in the spool,
/// each in its reader's language, and open in programs that nobody here wrote.
struct MainJobTests {
    private static let password = "Näytös-2026"

    @Test func droppedFilesEndAsBundlesThatOtherProgramsOpen() throws {
        let folder = try TemporaryFolder()
        let workspace = folder.file("teatteri")
        for (command, input) in [
            (["init", workspace, "--sample"], ""), (["--workspace", workspace, "apply"], ""),
            (["--workspace", workspace, "password", "set", "viikkoraportti"], Self.password + "\n"),
        ] {
            let result = try Program().run(command, in: folder.path, input: input)
            try #require(result.status == 0, "\(command): \(result.errors)")
        }
        let today = try Tool.run("env", ["TZ=Europe/Helsinki", "date", "+%F"]).trimmingCharacters(in: .newlines)

        let server = try Server(workspace, log: folder.file("serve.log"))
        try drop("customers", in: workspace)
        try server.wait(for: workspace + "/var/archive") { $0.contains { $0.hasSuffix("-customers.csv") } }
        try drop("purchases", in: workspace)
        try server.wait(for: workspace + "/var/spool/new") { $0.count == 2 }
        try server.stop()

        let expected = try JSONDecoder().decode(
            [[String]].self,
            from: Data(try Tool.run(Tool.python, [Repository.root + "/fixtures/sample_oracle.py", workspace + "/data", today]).utf8))
        try #require(expected.count > 2)
        try checkDrops(workspace)
        var languages: Set<String> = []
        for entry in try FileManager.default.contentsOfDirectory(atPath: workspace + "/var/spool/new") {
            languages.insert(try checkDelivery(workspace + "/var/spool/new/" + entry, expected, today: today, scratch: folder.file(entry)))
        }
        #expect(languages == ["fi", "en"])
    }

    /// Puts a data file of the sample into its watched folder, as a careful sender does it.
    private func drop(_ name: String, in workspace: String) throws {
        let files = FileManager.default
        try files.copyItem(atPath: "\(workspace)/data/\(name).csv", toPath: "\(workspace)/drop/\(name)/.\(name).tmp")
        try files.moveItem(atPath: "\(workspace)/drop/\(name)/.\(name).tmp", toPath: "\(workspace)/drop/\(name)/\(name).csv")
    }

    private func checkDrops(_ workspace: String) throws {
        struct Drop: Decodable {
            let source: String
            let state: String
            let read: Int
            let added: Int
            let rejected: Int
        }
        let drops = try Program().run(["--workspace", workspace, "drops", "list", "--format", "json"], in: "/").json([Drop].self)
        let customers = try #require(drops.first { $0.source == "customers" })
        #expect((customers.state, customers.read, customers.added, customers.rejected) == ("applied", 60, 57, 3))
        let rejected = try String(contentsOfFile: workspace + "/var/rejected/1.csv", encoding: .windowsCP1252)
        #expect(rejected.split(whereSeparator: \.isNewline).count == 4)
    }

    /// Checks one entry of the spool against `expected` and returns the language that its reader got.
    private func checkDelivery(_ entry: String, _ expected: [[String]], today: String, scratch: String) throws -> String {
        struct Manifest: Decodable {
            struct File: Decodable {
                let name: String
                let sha256: String
            }
            let recipient: String
            let files: [File]
        }
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: entry + "/delivery.json")))
        for file in manifest.files {
            #expect(try Tool.run("sha256sum", [entry + "/" + file.name]).hasPrefix(file.sha256))
        }
        let english = manifest.recipient == "anna@tuottaja.example"
        let label = english ? "Payment plans" : "Maksusuunnitelmat"
        let bundle = entry + "/\(label)-\(today).zip"
        _ = try Tool.run("7z", ["x", "-p" + Self.password, "-o" + scratch, bundle])
        #expect(throws: Tool.Failure.self) { try Tool.run("7z", ["t", "-pwrong", bundle]) }

        let workbook = scratch + "/\(label)-\(today).xlsx"
        let script = """
            import json, openpyxl, sys
            sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
            rows = list(sheet.iter_rows())
            assert all(row[4].data_type == "s" for row in rows[1:]), "postal codes are text"
            assert all(row[6].data_type == "n" and row[7].is_date for row in rows[1:]), "sums are numbers, dates dates"
            print(json.dumps([[cell.value if isinstance(cell.value, str) else str(cell.value) for cell in row] for row in rows]))
            """
        let rows = try JSONDecoder().decode([[String]].self, from: Data(try Tool.run(Tool.python, ["-c", script, workbook]).utf8))
        #expect(
            rows[0].prefix(3) == (english ? ["Customer number", "Last name", "First name"] : ["Asiakasnumero", "Sukunimi", "Etunimi"]))
        let read = rows.dropFirst().map { [$0[0], $0[1], $0[2], try? decimal($0[6]), String($0[7].prefix(10))].compactMap(\.self) }
        #expect(read.sorted { $0[0] < $1[0] } == (try expected.map { [$0[0], $0[1], $0[2], try decimal($0[3]), $0[4]] }))
        #expect(rows.dropFirst().allSatisfy { $0[8].hasPrefix(today) }, "the action date is in the edited field")

        // LibreOffice opens it without complaint and sees the same names in the same order.
        let filter = "csv:Text - txt - csv (StarCalc):44,34,76"  // comma, quote, UTF-8
        let office = "-env:UserInstallation=file://\(scratch)/office"
        _ = try Tool.run("soffice", [office, "--headless", "--convert-to", filter, "--outdir", scratch + "/lo", workbook])
        let table = try String(contentsOfFile: scratch + "/lo/\(label)-\(today).csv", encoding: .utf8)
        let converted = table.split(whereSeparator: \.isNewline)
        #expect(converted.map { $0.split(separator: ",")[1] } == rows.map { $0[1][...] })
        return english ? "en" : "fi"
    }

    private func decimal(_ text: String) throws -> String {
        try "\(#require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))))"
    }
}
