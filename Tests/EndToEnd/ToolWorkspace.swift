import Foundation
import TestSupport
import Testing

/// A workspace with four customers, a schedule that runs a tool over them, and the tool, which each test writes.
struct ToolWorkspace {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("{name: Teatteri, language: fi, time-zone: Europe/Helsinki}", to: "ajastin.yaml")
        try folder.write(
            """
            label: Asiakkaat
            key: id
            fields:
              id: {type: text}
              name: {type: text}
              spent: {type: decimal, scale: 2}
              city: {type: text}
            """, to: "modules/customers.yaml")
        try folder.write("{folder: asiakkaat, module: customers, on-done: [ajo]}", to: "sources/asiakkaat.yaml")
        try folder.write("{label: Kaikki, module: customers}", to: "segments/kaikki.yaml")
        try folder.write(
            """
            label: Ajo
            active: false
            tasks:
              - refresh-segment: {segment: kaikki}
              - run-tool: {segment: kaikki, tool: koe, options: {limit: 10}}
            """, to: "schedules/ajo.yaml")
        try tool("#!/bin/sh\n")
        try folder.write("id;name;spent;city\n1;Öhman;1234,50;Espoo\n2;Aho;;\n3;\"Berg \"\"&\"\"\";;\n4;;;\n", to: "a.csv")
        try program(["ingest", folder.file("a.csv"), "--source", "asiakkaat"])
    }

    /// Writes the tool and its program, and loads them.
    func tool(_ script: String, more: String = "") throws {
        try folder.write(script, to: "tools/bin/koe")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("tools/bin/koe"))
        try folder.write(
            """
            label: {fi: Koe, en: Trial}
            program: bin/koe
            module: customers
            inputs: [name, spent]
            outputs: [name, spent]
            options:
              level: {type: choice, choices: [lax, strict], default: lax}
              limit: {type: integer, required: true}
            \(more)
            """, to: "tools/koe.yaml")
        try program(["apply"])
    }

    /// Runs the program to a good end and returns its output.
    @discardableResult
    func program(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
        let result = try Program(environment: environment).run(arguments, in: folder.path)
        try #require(result.status == 0, "\(arguments): \(result.errors)")
        return result.output
    }

    /// Runs the schedule, however it ends.
    func run(environment: [String: String] = [:]) throws -> Program.Result {
        try Program(environment: environment).run(["schedule", "run", "ajo"], in: folder.path)
    }

    /// Runs the schedule, which is to succeed.
    func succeed(environment: [String: String] = [:]) throws {
        let result = try run(environment: environment)
        try #require(result.status == 0, "\(result.errors)")
    }

    // MARK: What became of it

    struct Run: Decodable {
        let id: Int
        let tasks: [Task]
        let failures: [Failure]
    }

    struct Task: Decodable {
        let task: String
        let state: String
        let affected: Int?
        let looked: Int?
        let changed: Int?
        let left: Int?
        let failed: Int?
        let reason: String?
    }

    struct Failure: Decodable {
        let record: String
        let reason: String
    }

    private struct Identified: Decodable {
        let id: Int
    }

    /// The last run.
    func show() throws -> Run {
        let runs = try JSONDecoder().decode([Identified].self, from: Data(try program(["runs", "list", "--format", "json"]).utf8))
        let id = try #require(runs.first?.id)
        return try JSONDecoder().decode(Run.self, from: Data(try program(["runs", "show", "\(id)", "--format", "json"]).utf8))
    }

    /// The tool's task of the last run.
    func lastTask() throws -> Task { try #require(try show().tasks.first { $0.task == "run-tool" }) }

    /// The customers as the database has them: key, name, sum and city, `–` for what is empty.
    func customers() throws -> [String] {
        let sql = """
            SELECT id || ' ' || coalesce(name, '–') || ' ' ||
                CASE WHEN spent IS NULL THEN '–' ELSE printf('%.2f', spent / 100.0) END || ' ' || coalesce(city, '–')
            FROM customers ORDER BY id
            """
        return try Tool.run("sqlite3", [folder.file("var/ajastin.sqlite"), sql]).split(separator: "\n").map(String.init)
    }

    func names() throws -> [String] {
        try Tool.run("sqlite3", [folder.file("var/ajastin.sqlite"), "SELECT coalesce(name, '–') FROM customers ORDER BY id"])
            .split(separator: "\n").map(String.init)
    }

    // MARK: Processes

    /// Whether the process goes on whose number a file holds.
    func isRunning(_ file: String) throws -> Bool {
        let number = try #require(Int32(try folder.text(file).trimmingCharacters(in: .whitespacesAndNewlines)))
        guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else { return false }
        // One that nobody has fetched is over too.
        return !status.contains(") Z ")
    }

    /// Waits until the process has ended whose number a file holds, half a minute at most.
    func waitForEnd(of file: String) throws {
        let number = try folder.text(file).trimmingCharacters(in: .whitespacesAndNewlines)
        let outcome = try Tool.outcome("timeout", ["30", "tail", "--pid=\(number)", "-s", "0.1", "-f", "/dev/null"])
        #expect(outcome.status == 0, "\(file) goes on")
    }
}
