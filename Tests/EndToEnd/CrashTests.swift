import Foundation
import TestSupport
import Testing

/// Promises 1, 3, 4 and 5: wherever the program is killed, starting it again loses nothing and does nothing twice.
///
/// strace kills the real program with SIGKILL at the entry of its nth system call of each kind that changes something: at every sync,
/// rename, link and removal, which are the steps of the ledger, and at writes spread evenly between them.
struct CrashTests {
    /// What is killed at, and at how many places at most.
    private static let calls: [(name: String, limit: Int)] = [
        ("fsync", 60), ("fdatasync", 60), ("rename", 40), ("renameat2", 40), ("link", 20), ("unlink", 30), ("rmdir", 20), ("mkdir", 20),
        ("pwrite64", 24), ("write", 16),
    ]

    @Test func aKilledRunGoesOnWithoutLossOrRepetition() throws {
        let workspace = try CrashWorkspace()
        let command = ["once", "--now", workspace.due]
        let counts = try workspace.calls(of: command, Self.calls.map(\.name))
        var kills = 0
        for (name, limit) in Self.calls {
            for number in places(counts[name] ?? 0, limit: limit) {
                let copy = try workspace.copy()
                let killed = try Program(prefix: strace(["-e", "inject=\(name):signal=KILL:when=\(number)"], in: copy))
                    .run(command, in: copy.path)
                if killed.status != 0 || killed.isKilled { kills += 1 }
                let place = "killed at \(name) \(number)"
                let again = try Program().run(command, in: copy.path)
                #expect(again.status == 0, "\(place): \(again.errors)")
                try workspace.check(copy.path, place)
            }
        }
        // Most places are met; a few calls of other threads come earlier or later than counted.
        #expect(kills > 40)
    }

    @Test func aKilledApplyLoadsAllOrNothing() throws {
        let workspace = try CrashWorkspace()
        try workspace.folder.write("{label: Uusi, module: customers}", to: "segments/uusi.yaml")
        let counts = try workspace.calls(of: ["apply"], ["fsync", "fdatasync", "pwrite64"])
        for (name, count) in counts {
            for number in places(count, limit: 12) {
                let copy = try workspace.copy()
                _ = try Program(prefix: strace(["-e", "inject=\(name):signal=KILL:when=\(number)"], in: copy)).run(["apply"], in: copy.path)
                let listed = try Program().run(["segment", "list", "--format", "json"], in: copy.path)
                #expect(listed.status == 0, "\(name) \(number): \(listed.errors)")
                let names = try listed.json([Named].self).map(\.name)
                #expect(names == ["luvalliset"] || names == ["luvalliset", "uusi"], "\(name) \(number)")
                let again = try Program().run(["apply"], in: copy.path)
                #expect(again.status == 0, "\(name) \(number): \(again.errors)")
                #expect(try Program().run(["segment", "list", "--format", "json"], in: copy.path).json([Named].self).count == 2)
            }
        }
    }

    private struct Named: Decodable {
        let name: String
    }

    /// Up to `limit` of the numbers from 1 to `count`, spread evenly.
    private func places(_ count: Int, limit: Int) -> [Int] {
        count <= limit ? Array(1...max(count, 1)) : (0..<limit).map { 1 + $0 * (count - 1) / (limit - 1) }
    }

    private func strace(_ arguments: [String], in folder: TemporaryFolder) -> [String] {
        ["/usr/bin/strace", "-f", "-qq", "-o", folder.file("strace.log"), "-e", "signal=none"] + arguments
    }
}

/// A workspace with a waiting file and a schedule that is due, and what must have become of them.
private struct CrashWorkspace {
    let folder: TemporaryFolder
    /// The instant at which the schedule is due.
    let due: String
    static let password = "Salasana-1"

    init() throws {
        folder = try TemporaryFolder()
        let program = Program()
        try folder.write(
            "{name: Teatteri, language: fi, time-zone: Europe/Helsinki, security: {require-password: true}}", to: "ajastin.yaml")
        try folder.write(
            """
            label: Asiakkaat
            key: id
            fields:
              id: {type: text}
              name: {type: text}
              consent: {type: boolean}
              contacted_on: {type: date}
              manager: {type: text}
            """, to: "modules/customers.yaml")
        try folder.write("{folder: asiakkaat, module: customers, on-done: [jalkeen]}", to: "sources/customers.yaml")
        try folder.write("{label: Luvalliset, module: customers, where: consent}", to: "segments/luvalliset.yaml")
        try folder.write(
            """
            label: Viikkoraportti
            owner: maija@teatteri.example
            timing: {occurs: weekly, on: [thursday], at: "11:00", from: 2026-01-01}
            tasks:
              - refresh-segment: {segment: luvalliset}
              - bulk-edit: {segment: luvalliset, set: {contacted_on: {action-date: true}}}
              - create-activities: {segment: luvalliset, title: 'Soita: {{name}}', assignee: {field: manager}, due: 2 days}
              - deliver-list:
                  {segment: luvalliset, columns: [id, name, contacted_on], format: [xlsx, csv], to: [a@x.example, b@x.example]}
            """, to: "schedules/viikko.yaml")
        try folder.write("{label: Jälkeen, tasks: [{refresh-segment: {segment: luvalliset}}]}", to: "schedules/jalkeen.yaml")
        for (command, input) in [(["apply"], ""), (["password", "set", "viikko"], Self.password + "\n")] {
            let result = try program.run(command, in: folder.path, input: input)
            try #require(result.status == 0, "\(command): \(result.errors)")
        }
        try folder.write(
            "id;name;consent;manager\n1;Öhman;kyllä;maija@x.example\n2;Aho;ei;\n3;Berg;kyllä;ville@x.example\n", to: "drop/asiakkaat/a.csv")
        struct Schedule: Decodable {
            let name: String
            let next: String?
        }
        let schedules = try program.run(["schedule", "list", "--format", "json"], in: folder.path).json([Schedule].self)
        due = try #require(schedules.first { $0.name == "viikko" }?.next)
    }

    /// A copy of the workspace, as it is before anything runs.
    func copy() throws -> TemporaryFolder {
        let copy = try TemporaryFolder()
        _ = try Tool.run("cp", ["-a", folder.path + "/.", copy.path])
        return copy
    }

    /// How often one thread of `command` at most makes each of these system calls.
    func calls(of command: [String], _ names: [String]) throws -> [String: Int] {
        let copy = try copy()
        let log = copy.file("strace.log")
        let strace = ["/usr/bin/strace", "-f", "-qq", "-o", log, "-e", "signal=none", "-e", "trace=" + names.joined(separator: ",")]
        let result = try Program(prefix: strace).run(command, in: copy.path)
        try #require(result.status == 0, "\(result.errors)")
        var counts: [String: [Substring: Int]] = [:]
        for line in try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let name = words[1].trimmingPrefix(while: { $0 == " " }).split(separator: "(").first else { continue }
            counts[String(name), default: [:]][words[0], default: 0] += 1
        }
        return counts.filter { names.contains($0.key) }.compactMapValues { $0.values.max() }
    }

    /// Everything is there once.
    func check(_ path: String, _ place: String) throws {
        let program = Program()
        struct Drop: Decodable {
            let state: String
            let read: Int
            let added: Int
        }
        let drops = try program.run(["drops", "list", "--format", "json"], in: path).json([Drop].self)
        #expect(drops.map { [$0.state, "\($0.read)", "\($0.added)"] } == [["applied", "3", "3"]], "\(place)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/drop/asiakkaat") == [], "\(place)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/var/archive") == ["1-a.csv"], "\(place)")

        struct Run: Decodable {
            struct Task: Decodable {
                let task: String
                let state: String
                let affected: Int?
            }
            let schedule: String
            let trigger: String
            let state: String
            let tasks: [Task]
        }
        let runs = try program.run(["runs", "list", "--format", "json"], in: path).json([Run].self)
        #expect(
            Set(runs.map { "\($0.schedule) \($0.trigger) \($0.state)" }) == ["viikko schedule succeeded", "jalkeen drop succeeded"],
            "\(place)")
        #expect(runs.count == 2, "\(place)")
        let weekly = try #require(runs.first { $0.schedule == "viikko" })
        #expect(weekly.tasks.map(\.affected) == [2, 2, 2, 2], "\(place)")

        let facts = """
            SELECT (SELECT count(*) FROM ajastin_edit) || ' ' || (SELECT count(*) FROM ajastin_activity) || ' '
                || (SELECT count(*) FROM customers WHERE contacted_on IS NOT NULL) || ' ' || (SELECT count(*) FROM ajastin_delivery)
                || ' ' || (SELECT count(*) FROM ajastin_calendar WHERE published = version)
            """
        #expect(try Tool.run("sqlite3", [path + "/var/ajastin.sqlite", facts]) == "2 2 2 2 2\n", "\(place)")
        #expect(try Tool.run("sqlite3", [path + "/var/ajastin.sqlite", "PRAGMA integrity_check"]) == "ok\n", "\(place)")

        let calendars = path + "/var/calendars/"
        #expect(try FileManager.default.contentsOfDirectory(atPath: calendars).sorted() == ["maija@x.example.ics", "ville@x.example.ics"])
        for (person, name) in [("maija", "Öhman"), ("ville", "Berg")] {
            let calendar = try String(contentsOfFile: calendars + person + "@x.example.ics", encoding: .utf8)
            #expect(calendar.contains("SUMMARY:Soita: \(name)\r\n") && calendar.hasSuffix("END:VCALENDAR\r\n"), "\(place)")
            #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 2, "\(place)")
        }

        let spool = path + "/var/spool/new"
        let entries = try FileManager.default.contentsOfDirectory(atPath: spool)
        #expect(entries.count == 2, "\(place)")
        for entry in entries {
            let files = try FileManager.default.contentsOfDirectory(atPath: spool + "/" + entry)
            #expect(files.count == 3 && files.contains("message.eml") && files.contains("delivery.json"), "\(place)")
            let bundle = try #require(files.first { $0.hasSuffix(".zip") }, "\(place)")
            let test = try Tool.run("7z", ["t", "-p" + Self.password, spool + "/" + entry + "/" + bundle])
            #expect(test.contains("Everything is Ok"), "\(place)")
        }
    }
}
