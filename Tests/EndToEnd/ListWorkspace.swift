import Foundation
import TestSupport
import Testing

/// A workspace with some customers, a segment of all, and lists to be delivered without passwords.
final class ListWorkspace {
    struct Delivery: Decodable {
        let id: String, recipient: String, state: String
        let run: Int
    }
    struct Run: Decodable {
        struct Task: Decodable {
            let task: String, state: String
            let affected: Int?
            let summary: String?
        }
        struct File: Decodable {
            let file: String, format: String, language: String
            let rows: Int, cells: Int, bytes: Int, rows_per_second: Int
            let notes: [String]
        }
        let id: Int
        let state: String
        let reason: String?
        let tasks: [Task]
        let files: [File]?
    }

    let folder: TemporaryFolder
    var path: String { folder.file("w") }

    static let customers = """
        id;nimi;kaupunki;email;puhelin;ostot;viimeisin;kanta
        1;Öhman;Turku;o@x.example;+358401234567;10,50;2026-01-15;kyllä
        2;=1+1;Espoo;e@x.example;-5;2,00;2026-02-01;ei
        3;Aho;Turku;;0401;-3,00;;kyllä
        4;Zeta;;z@x.example;;;2026-04-30;ei
        5;Åberg;Espoo;https://x.example;;100,00;2026-04-01;kyllä

        """

    init() throws {
        folder = try TemporaryFolder()
        let files = [
            "ajastin.yaml": "{name: Teatteri, language: fi, security: {require-password: false}}",
            "modules/customers.yaml": """
            label: {fi: Asiakkaat, en: Customers}
            key: id
            fields:
              id: {type: text, label: {fi: Nro, en: No}}
              nimi: {type: text, label: {fi: Nimi, en: Name}}
              kaupunki: {type: text, label: {fi: Kaupunki, en: City}}
              email: {type: text, label: {fi: Sähköposti, en: E-mail}}
              puhelin: {type: text, label: {fi: Puhelin, en: Phone}}
              ostot: {type: decimal, scale: 2, unit: EUR, label: {fi: Ostot, en: Spent}}
              viimeisin: {type: date, label: {fi: Viimeisin, en: Last}}
              kanta: {type: boolean, label: {fi: Kanta, en: Regular}}
            """,
            "sources/customers.yaml": "{folder: customers, module: customers, mode: replace}",
            "segments/kaikki.yaml": "{label: {fi: Kaikki, en: Everybody}, module: customers}",
            "segments/kanta.yaml": "{label: {fi: Kanta-asiakkaat, en: Regulars}, module: customers, where: kanta}",
            "recipients.yaml": """
            people:
              anna@x.example: {name: Anna, language: en}
              pekka@x.example: {name: Pekka}
              maija@x.example: {name: Maija, language: fi}
            groups: {kaikki: [anna@x.example, pekka@x.example, maija@x.example]}
            """,
        ]
        for (name, text) in files { try write(text, to: name) }
        try succeed(["apply"])
        try drop(Self.customers)
    }

    func run(_ arguments: [String]) throws -> Program.Result {
        try Program().run(["--workspace", path] + arguments, in: folder.path)
    }

    @discardableResult
    func succeed(_ arguments: [String]) throws -> String {
        let result = try run(arguments)
        try #require(result.status == 0, "\(arguments): \(result.errors)")
        return result.output
    }

    func write(_ text: String, to name: String) throws { try folder.write(text, to: "w/" + name) }

    /// Takes in the customers that are there from now on.
    func drop(_ text: String) throws {
        try write(text, to: "tulossa.csv")
        try succeed(["ingest", path + "/tulossa.csv", "--source", "customers"])
    }

    /// Defines the schedule with these tasks and runs it.
    @discardableResult
    func deliver(_ tasks: String) throws -> Run {
        // Their bundles have no passwords.
        let open = tasks.replacing(", to: ", with: ", password: false, to: ").replacing(#/(?m)^( +)to: /#) {
            "\($0.1)password: false\n\($0.1)to: "
        }
        try write("label: {fi: Raportti, en: Report}\ntasks:\n" + open, to: "schedules/raportti.yaml")
        try succeed(["apply"])
        return try again()
    }

    /// Runs the schedule once more.
    func again() throws -> Run {
        let result = try run(["schedule", "run", "raportti"])
        try #require(result.status == 0, "\(result.errors)")
        let runs = try run(["runs", "list", "--format", "json"]).json([Run].self)
        return try run(["runs", "show", "\(try #require(runs.first).id)", "--format", "json"]).json(Run.self)
    }

    /// The deliveries of a run, by their recipients.
    func deliveries(of run: Run) throws -> [String: String] {
        let all = try self.run(["deliveries", "list", "--format", "json"]).json([Delivery].self).filter { $0.run == run.id }
        return Dictionary(all.map { ($0.recipient, "\(path)/var/spool/new/\($0.id)") }) { first, _ in first }
    }

    /// Unpacks a delivery's bundle; returns the paths of its files by their names.
    func unpack(_ delivery: String) throws -> [String: String] {
        let bundle = try #require(try FileManager.default.contentsOfDirectory(atPath: delivery).first { $0.hasSuffix(".zip") })
        let target = folder.file("unpacked-" + UUID().uuidString)
        _ = try Tool.run("7z", ["x", "-o" + target, "\(delivery)/\(bundle)"])
        let names = try FileManager.default.contentsOfDirectory(atPath: target)
        return Dictionary(uniqueKeysWithValues: names.map { ($0, target + "/" + $0) })
    }

    /// The only file of a delivery's bundle.
    func file(_ delivery: String?) throws -> String {
        let files = try unpack(try #require(delivery))
        try #require(files.count == 1, "\(files.keys.sorted())")
        return try #require(files.values.first)
    }

    /// The records of a CSV file, whose first line is dropped.
    func records(_ path: String) throws -> [String] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return Array(text.split(separator: "\r\n").map(String.init).dropFirst())
    }

    /// What a script of openpyxl prints about a workbook.
    func workbook(_ path: String, _ script: String) throws -> String {
        #expect(try WorkbookCheck.problems(of: path) == "")
        return try Tool.run(Tool.python, ["-c", "import openpyxl, sys\nb = openpyxl.load_workbook(sys.argv[1])\n" + script, path])
    }
}
