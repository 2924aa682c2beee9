import Foundation
import TestSupport
import Testing

/// Promises 6 and 7: passwords stay secret wherever they pass, and no customer's data becomes a formula or a path.
struct SecrecyTests {
    private static let password = "Kätketty-4711"

    @Test func aPasswordIsNowhereInClear() throws {
        let workspace = try SampleWorkspace()
        try workspace.succeed(["password", "set", "viikkoraportti"], input: Self.password + "\n")
        try workspace.drop("customers")
        try workspace.drop("purchases")
        let trace = workspace.folder.file("strace.log")
        // What the program starts, with what arguments.
        let program = Program(prefix: ["/usr/bin/strace", "-f", "-qq", "-o", trace, "-s", "4096", "-e", "trace=execve"])
        let result = try program.run(["--workspace", workspace.path, "once"], in: workspace.folder.path)
        #expect(result.status == 3, "\(result.errors)")
        let shown = try workspace.succeed(["schedule", "show", "viikkoraportti", "--format", "json"])
        let bundles = try spooled(workspace).filter { $0.hasSuffix(".zip") }
        #expect(bundles.count == 2)
        for bundle in bundles { _ = try Tool.run("7z", ["t", "-p" + Self.password, bundle]) }

        for text in [result.output, result.errors, shown, try workspace.folder.text("strace.log")] {
            #expect(!text.contains(Self.password))
        }
        let secret = Data(Self.password.utf8)
        var files = 0
        for case let name as String in try #require(FileManager.default.enumerator(atPath: workspace.path)) {
            guard let content = FileManager.default.contents(atPath: workspace.path + "/" + name) else { continue }
            files += 1
            #expect(content.range(of: secret) == nil, "\(name)")
            #expect(content.range(of: secret.base64EncodedData()) == nil, "\(name)")
        }
        #expect(files > 30)
    }

    @Test func hostileDataStaysData() throws {
        let workspace = try SampleWorkspace()
        try workspace.write("{label: ../../Ulos, module: customers}", to: "segments/kaikki.yaml")
        try workspace.write(
            """
            label: Kaikki
            tasks:
              - refresh-segment: {segment: kaikki}
              - deliver-list:
                  {segment: kaikki, label: ../../../Ulos, columns: [customer_id, last_name], format: [csv, xlsx], to: pekka@tuottaja.example}
            """, to: "schedules/kaikki.yaml")
        try workspace.succeed(["apply"])
        try workspace.succeed(["password", "set", "kaikki"], input: Self.password + "\n")
        let names = [
            "=1+1", "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3+cmd", "\t=1+1", "-5", "+358401234567", "=HYPERLINK(\"\"http://x\"\")",
        ]
        let rows = names.enumerated().map { "\($0.offset);\"\($0.element)\"" }.joined(separator: "\n")
        try workspace.write("Asiakasnro;Sukunimi\n" + rows + "\n", to: "drop/customers/a.csv")
        try workspace.succeed(["once"])
        try workspace.succeed(["schedule", "run", "kaikki"])

        let out = workspace.folder.file("out")
        let bundle = try #require(try spooled(workspace).first { $0.hasSuffix(".zip") })
        _ = try Tool.run("7z", ["x", "-p" + Self.password, "-o" + out, bundle])
        let files = try FileManager.default.contentsOfDirectory(atPath: out)
        #expect(files.count == 2 && files.allSatisfy { $0.hasPrefix("Ulos") })
        let csv = try #require(files.first { $0.hasSuffix(".csv") })
        let script = """
            import csv, json, openpyxl, sys
            print(json.dumps([row[1] for row in list(csv.reader(open(sys.argv[1], encoding="utf-8-sig"), delimiter=";"))[1:]]))
            sheet = openpyxl.load_workbook(sys.argv[2]).worksheets[0]
            assert all(row[1].data_type == "s" for row in sheet.iter_rows(min_row=2)), "texts are texts"
            """
        let workbook = csv.replacingOccurrences(of: ".csv", with: ".xlsx")
        let cells = try JSONDecoder().decode(
            [String].self, from: Data(try Tool.run(Tool.python, ["-c", script, out + "/" + csv, out + "/" + workbook]).utf8))
        let harmless = [
            "'=1+1", "'+cmd|' /C calc'!A0", "'@SUM(1+1)", "'-2+3+cmd", "'=1+1", "-5", "+358401234567", "'=HYPERLINK(\"http://x\")",
        ]
        #expect(cells == harmless)
    }

    /// Every file in `spool/new`.
    private func spooled(_ workspace: SampleWorkspace) throws -> [String] {
        let folder = workspace.path + "/var/spool/new"
        return try FileManager.default.contentsOfDirectory(atPath: folder).flatMap { entry in
            try FileManager.default.contentsOfDirectory(atPath: folder + "/" + entry).map { "\(folder)/\(entry)/\($0)" }
        }
    }
}
