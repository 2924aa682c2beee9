import Foundation
import TestSupport
import Testing

/// The commands on files, segments, schedules, runs and deliveries, and the JSON that tools rely on.
struct CommandTests {
    private struct Drop: Decodable {
        let id: Int, source: String, file: String, state: String
        let read: Int, added: Int, changed: Int, unchanged: Int, removed: Int, rejected: Int
    }
    private struct Run: Decodable {
        struct Task: Decodable {
            let task: String, state: String
            let affected: Int?
        }
        let id: Int, schedule: String, due: String, trigger: String, state: String
        let tasks: [Task]
    }
    private struct Delivery: Decodable {
        let id: String, run: Int?, recipient: String, state: String, path: String
    }

    private let workspace: SampleWorkspace

    init() throws { workspace = try SampleWorkspace() }

    @Test func onceTakesInWhatWaitsAndDoesWhatIsDue() throws {
        try workspace.succeed(["password", "set", "viikkoraportti"], input: "Näytös-2026\n")
        try workspace.drop("customers")
        try workspace.drop("purchases")
        #expect(try workspace.run(["once"]).status == 3)
        let drops = try workspace.list(["drops", "list"], of: Drop.self)
        #expect(drops.map(\.source) == ["purchases", "customers"])
        #expect(
            drops.map { [$0.read, $0.added, $0.changed, $0.unchanged, $0.removed, $0.rejected] } == [
                [231, 231, 0, 0, 0, 0], [60, 57, 0, 0, 0, 3],
            ])
        #expect(drops.allSatisfy { $0.state == "applied" })
        let rejects = try workspace.succeed(["drops", "rejects", "\(drops[1].id)"])
        #expect(rejects.split(whereSeparator: \.isNewline).count == 4)
        #expect(rejects.contains("Syntymäaika"))
        let runs = try workspace.list(["runs", "list"], of: Run.self)
        #expect(runs.map(\.state) == ["succeeded"])
        #expect(runs.map(\.trigger) == ["drop"])
        #expect(runs.first?.tasks.map(\.task) == ["refresh-segment", "bulk-edit", "create-activities", "deliver-list"])
        let deliveries = try workspace.list(["deliveries", "list"], of: Delivery.self)
        #expect(deliveries.map(\.state) == ["spooled", "spooled"])
        #expect(deliveries.allSatisfy { FileManager.default.fileExists(atPath: $0.path + "/delivery.json") })
        #expect(try workspace.run(["once"]).status == 0)
        #expect(try workspace.list(["runs", "list"], of: Run.self).count == 1)
    }

    @Test func theSameContentTwiceIsADuplicate() throws {
        let file = workspace.path + "/data/purchases.csv"
        for state in ["applied", "duplicate"] {
            let result = try workspace.run(["ingest", file, "--source", "purchases", "--format", "json"])
            #expect(result.status == 0)
            #expect(try result.json(Drop.self).state == state)
            #expect(FileManager.default.fileExists(atPath: file))
        }
        let rehearsed = try workspace.run(["ingest", workspace.path + "/data/customers.csv", "--source", "customers", "--dry-run"])
        #expect(rehearsed.status == 3)
        #expect(rehearsed.errors.contains("customers.csv:13: "))
        #expect(try workspace.list(["drops", "list"], of: Drop.self).allSatisfy { $0.source == "purchases" })
    }

    @Test func schedulesAreFoundByTextTagOwnerAndState() throws {
        struct Schedule: Decodable {
            struct Last: Decodable { let state: String }
            let name: String, state: String
            let duration: Int?
            let result: String?
            let last: Last?
        }
        func names(_ options: [String]) throws -> [String] {
            try workspace.list(["schedule", "list"] + options, of: Schedule.self).map(\.name)
        }
        #expect(try names([]) == ["helsinkilaiset", "viikkoraportti"])
        #expect(try names(["--search", "VIIKKORAPORTTI"]) == ["viikkoraportti"])
        #expect(try names(["--tag", "talous"]) == ["viikkoraportti"])
        #expect(try names(["--owner", "maija@"]) == ["helsinkilaiset", "viikkoraportti"])
        #expect(try names(["--owner", "nobody"]).isEmpty)
        #expect(try names(["--state", "inactive"]).isEmpty)
        try workspace.succeed(["schedule", "deactivate", "viikkoraportti"])
        #expect(try names(["--state", "inactive"]) == ["viikkoraportti"])
        #expect(try names(["--state", "active"]) == ["helsinkilaiset"])
        #expect(try workspace.run(["schedule", "list", "--state", "odd"]).status == 2)
        try workspace.succeed(["password", "generate", "helsinkilaiset"])
        try workspace.succeed(["schedule", "run", "helsinkilaiset"])
        let done = try workspace.list(["schedule", "list", "--search", "helsinki"], of: Schedule.self)
        #expect(done.first?.result == "succeeded" && done.first?.last?.state == "succeeded" && done.first?.duration != nil)
    }

    @Test func schedulesAreAddedAndEditedByOptions() throws {
        let file = "schedules/aamulista.yaml"
        let add = [
            "schedule", "add", "aamulista", "--label", "Aamulista: \"uusi\"", "--owner", "maija@teatteri.example", "--occurs", "weekly",
            "--on",
            "monday", "--on", "friday", "--at", "07:30", "--from", "2026-01-01", "--segment", "helsinkilaiset",
        ]
        let rehearsed = try workspace.run(add + ["--dry-run"])
        #expect(rehearsed.status == 0 && rehearsed.output.contains("occurs: weekly"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/" + file))
        let added = try workspace.run(add)
        #expect(added.status == 0 && added.errors.contains("Tulevat ajot: Aamulista"), "\(added.errors)")
        #expect(
            try workspace.text(of: file) == """
                label: "Aamulista: \\"uusi\\""
                active: true
                owner: maija@teatteri.example
                timing: {occurs: weekly, on: [monday, friday], at: ["07:30"], from: 2026-01-01}
                tasks:
                  - refresh-segment: {segment: helsinkilaiset}

                """)
        #expect(try workspace.succeed(["apply"]) == "")
        #expect(try workspace.run(add).status == 1)
        try workspace.succeed(["schedule", "edit", "aamulista", "--at", "08:00", "--overlap", "skip", "--segment", "maksusuunnitelma"])
        let edited = try workspace.text(of: file)
        #expect(edited.contains("timing: {occurs: weekly, on: [monday, friday], from: 2026-01-01, at: [\"08:00\"]}\noverlap: skip\ntasks:"))
        #expect(edited.hasSuffix("  - refresh-segment: {segment: maksusuunnitelma}\n"))
        for wrong in [
            ["--on", "mondai"], ["--at", "8.00"], ["--owner", "x"], ["--segment", "ei-ole"], ["--before", "08:00", "--at", "07:00"],
        ] {
            #expect(try workspace.run(["schedule", "edit", "aamulista"] + wrong).status == 2, "\(wrong)")
        }
        #expect(try workspace.run(["schedule", "edit", "aamulista"]).status == 2)
        #expect(try workspace.run(["schedule", "add", "tyhjä", "--label", "X"]).status == 2)
        #expect(try workspace.text(of: file) == edited)
    }

    /// At a terminal, which Python's pty plays.
    @Test func schedulesAreAddedByAnsweringQuestions() throws {
        let answers = [
            "iltalista", "Iltalista", "", "2", "xx", "ma, to", "18.00", "1", "kyllä", "1", "1", "customer_id,email", "csv",
            "anna@tuottaja.example", "", "kyllä",
        ]
        let script = """
            import os, pty, signal, sys
            signal.alarm(60)
            answers = sys.argv[4:]
            pid, fd = pty.fork()
            if pid == 0:
                os.execv(sys.argv[1], [sys.argv[1], "--workspace", sys.argv[2], "--language", "fi", "schedule", "add"])
            seen = b""
            for answer in answers:
                mark = len(seen)
                while not (seen[mark:].rstrip(b" ").endswith((b":", b"?", b")")) and seen.endswith(b" ")):
                    seen += os.read(fd, 4096)
                os.write(fd, answer.encode() + b"\\n")
                while not seen.endswith(b"\\n") or seen.count(b"\\n", mark) == 0:
                    seen += os.read(fd, 1)
            try:
                while True:
                    data = os.read(fd, 4096)
                    if not data: break
                    seen += data
            except OSError: pass
            _, status = os.waitpid(pid, 0)
            sys.stdout.write(seen.decode())
            sys.exit(os.waitstatus_to_exitcode(status))
            """
        let path = try workspace.folder.write(script, to: "dialogue.py")
        let told = try Tool.run("python3", [path, Program.path, workspace.path, "-"] + answers)
        #expect(told.contains("Lisää tehtävä?") && told.contains("Tulevat ajot: Iltalista") && told.contains("ei kelpaa"))
        let text = try workspace.text(of: "schedules/iltalista.yaml")
        #expect(text.contains("timing: {occurs: weekly, on: [monday, thursday], at: [\"18:00\"], from: "))
        #expect(
            text.contains(
                "- deliver-list: {segment: helsinkilaiset, columns: [customer_id, email], format: [csv], to: [anna@tuottaja.example]}"))
        #expect(try workspace.succeed(["apply"]) == "")
    }

    @Test func everyChangeIsInTheTrail() throws {
        struct Change: Decodable {
            let who: String, what: String, changes: String
            let before: String?, after: String?
        }
        let name = "viikkoraportti"
        let text = try workspace.text(of: "schedules/viikkoraportti.yaml")
        try workspace.succeed(["schedule", "deactivate", name])
        try workspace.succeed(["schedule", "transfer", name, "--owner", "pekka@teatteri.example"])
        #expect(try workspace.text(of: "schedules/viikkoraportti.yaml").contains("\nowner: pekka@teatteri.example\n"))
        #expect(try workspace.run(["schedule", "transfer", name, "--owner", "pekka"]).status == 2)
        try workspace.write(text, to: "schedules/viikkoraportti.yaml")
        try workspace.succeed(["apply"])
        try workspace.write(text.replacing("on-done: [viikkoraportti]", with: ""), to: "schedules/viikkoraportti.yaml")
        let changes = try workspace.list(["schedule", "history", name], of: Change.self)
        #expect(changes.map(\.what) == ["apply", "schedule transfer", "schedule deactivate", "apply"])
        #expect(changes.allSatisfy { !$0.who.isEmpty })
        #expect(changes[1].changes == "owner: maija@teatteri.example → pekka@teatteri.example")
        #expect(changes[3].before == nil && changes[3].after == text && changes[0].after == text)
        #expect(try workspace.succeed(["schedule", "history", name]).contains("pekka@teatteri.example"))
    }

    @Test func aZoneThatIsGoneHoldsItsScheduleAlone() throws {
        struct Schedule: Decodable {
            let name: String, state: String
        }
        struct Run: Decodable {
            let schedule: String, state: String
        }
        try workspace.succeed(["password", "generate", "viikkoraportti"])
        try workspace.succeed([
            "schedule", "add", "muualla", "--occurs", "daily", "--at", "10:00", "--from", "2026-01-01", "--time-zone", "Europe/Stockholm",
            "--owner", "maija@teatteri.example", "--segment", "helsinkilaiset",
        ])
        // As if the zone had been taken out of the system's database since.
        let change = "UPDATE ajastin_definition SET text = replace(text, 'Europe/Stockholm', 'Europe/Vanished')"
        let program = "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()"
        _ = try Tool.run("python3", ["-c", program, workspace.path + "/var/ajastin.sqlite", change])
        let due = try #require(try workspace.list(["schedule", "next", "viikkoraportti", "--count", "1"], of: String.self).first)
        for _ in 0..<2 { try workspace.succeed(["once", "--now", due]) }
        #expect(try workspace.list(["runs", "list"], of: Run.self).map(\.schedule) == ["viikkoraportti"])
        #expect(try workspace.list(["runs", "list"], of: Run.self).map(\.state) == ["succeeded"])
        #expect(try workspace.list(["schedule", "list", "--state", "held"], of: Schedule.self).map(\.name) == ["muualla"])
        #expect(try workspace.succeed(["status"]).contains("Europe/Vanished"))
        let entries = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/var/spool/new")
        #expect(entries.filter { $0.hasPrefix("held-") }.count == 1)
    }

    @Test func aRunWaitsForItsFileAndSaysSo() throws {
        struct Run: Decodable {
            let state: String
            let waits: String?, note: String?
        }
        try workspace.succeed(["password", "generate", "helsinkilaiset"])
        let file = "schedules/helsinkilaiset.yaml"
        let keys = """
            timing: {occurs: daily, at: "06:00", from: 2026-01-01}
            wait-for: {drop: customers, by: "07:00", otherwise: run}

            """
        try workspace.write(keys + (try workspace.text(of: file)), to: file)
        try workspace.succeed(["apply"])
        let next = try workspace.list(["schedule", "next", "helsinkilaiset", "--count", "1"], of: String.self)
        let due = try #require(next.first)
        try workspace.succeed(["once", "--now", due])
        func runs() throws -> [Run] { try workspace.list(["runs", "list", "--schedule", "helsinkilaiset"], of: Run.self) }
        #expect(try runs().map(\.state) == ["waiting"])
        #expect(try runs().first?.waits?.contains("customers") == true)
        #expect(try workspace.succeed(["status"]).contains("Odottaa lähteen ”customers” tiedostoa"))
        #expect(try workspace.succeed(["runs", "list"]).contains("Odottaa lähteen"))
        try workspace.succeed(["once", "--now", due.replacing("T06:", with: "T07:")])
        #expect(try runs().map(\.state) == ["succeeded"])
        #expect(try runs().first?.note?.contains("ei saapunut") == true)
        struct Delivery: Decodable { let path: String }
        let delivery = try #require(try workspace.list(["deliveries", "list"], of: Delivery.self).first)
        let mail = try String(contentsOfFile: delivery.path + "/message.eml", encoding: .utf8)
        #expect(mail.contains("ei saapunut") || mail.contains("arrived in time"))
    }

    @Test func comingRunsAreACalendar() throws {
        let feed = try workspace.succeed(["schedule", "list", "--format", "ics"])
        #expect(feed.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"))
        #expect(feed.hasSuffix("END:VCALENDAR\r\n"))
        let lines = feed.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") })
        #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 12)
        #expect(Set(lines.filter { $0.hasPrefix("UID:") }).count == 12)
        // Thursdays at 11 in Helsinki are 9 or 8 o'clock in UTC.
        let starts = lines.filter { $0.hasPrefix("DTSTART:") }
        #expect(starts.count == 12 && starts.allSatisfy { $0.hasSuffix("T090000Z") || $0.hasSuffix("T080000Z") })
    }

    @Test func aFileWithoutTheKeyIsRefusedWithItsReason() throws {
        let file = try workspace.folder.write("väärä,otsikko\n1,2\n", to: "väärä.csv")
        let result = try workspace.run(["ingest", file, "--source", "customers"])
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("väärä.csv: tiedostoa ei otettu vastaan."))
        #expect(try workspace.succeed(["status"]).contains("väärä.csv"))
        #expect(try workspace.run(["ingest", workspace.folder.file("ei-ole.csv"), "--source", "customers"]).status == 1)
        #expect(try workspace.run(["ingest", file, "--source", "asiakkaat"]).errors.contains("customers ja purchases"))
    }

    @Test func controlCharactersOfDataReachNoTerminal() throws {
        let file = try workspace.folder.write("\u{1B}[2Jnimi,\u{7F}toinen\n1,2\n", to: "ohjaus.csv")
        let result = try workspace.run(["ingest", file, "--source", "customers"])
        #expect(result.status == 1)
        for text in [result.output, result.errors, try workspace.succeed(["status"]), try workspace.succeed(["drops", "list"])] {
            #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        }
    }

    @Test func aRunWithoutItsPasswordWaitsForIt() throws {
        try workspace.succeed(["ingest", workspace.path + "/data/purchases.csv", "--source", "purchases"])
        let held = try workspace.run(["schedule", "run", "helsinkilaiset", "--format", "json"])
        #expect(held.status == 1)
        #expect(try held.json(Run.self).state == "waiting")
        #expect(try workspace.succeed(["status"]).contains("odottaa: "))
        #expect(try workspace.run(["password", "set", "helsinkilaiset"], input: "lyhyt\n").status == 1)
        let password = try workspace.succeed(["password", "generate", "helsinkilaiset"])
        #expect(password.count >= 9)
        try workspace.succeed(["once"])
        let runs = try workspace.list(["runs", "list", "--schedule", "helsinkilaiset"], of: Run.self)
        #expect(runs.map(\.state) == ["succeeded"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/var/ajastin.sqlite"))
        #expect(bytes.range(of: Data(password.dropLast().utf8)) == nil)
    }

    @Test func aDryRunTellsTheCountsAndChangesNothing() throws {
        _ = try workspace.run(["ingest", workspace.path + "/data/customers.csv", "--source", "customers"])
        struct Step: Decodable {
            let task: String
            let affected: Int
        }
        let steps = try workspace.list(["schedule", "run", "helsinkilaiset", "--dry-run"], of: Step.self)
        #expect(steps.map(\.task) == ["refresh-segment", "deliver-list"])
        #expect(steps.map(\.affected) == [21, 21])
        #expect(try workspace.list(["runs", "list"], of: Run.self).isEmpty)
        #expect(try workspace.succeed(["segment", "members", "helsinkilaiset", "--format", "json"]) == "[]\n")
    }

    @Test func aMemberIsExplainedBackToItsLine() throws {
        _ = try workspace.run(["ingest", workspace.path + "/data/customers.csv", "--source", "customers"])
        try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
        struct Member: Decodable {
            let customer_id: String
            let postal_code: String
            let total_spent: Double?
            let consent: Bool?
        }
        let members = try workspace.list(["segment", "members", "helsinkilaiset"], of: Member.self)
        #expect(members.count == 21)
        #expect(members.allSatisfy { $0.postal_code.hasPrefix("00") })
        struct Explanation: Decodable {
            struct Origin: Decodable { let line: Int }
            let member: Bool
            let origin: Origin?
        }
        let member = try #require(members.first)
        let explained = try workspace.run(["segment", "explain", "helsinkilaiset", member.customer_id, "--format", "json"]).json(
            Explanation.self)
        #expect(explained.member)
        let lines = try String(contentsOfFile: workspace.path + "/data/customers.csv", encoding: .windowsCP1252).split(
            whereSeparator: \.isNewline)
        #expect(lines[try #require(explained.origin).line - 1].hasPrefix(member.customer_id))
        #expect(try workspace.run(["segment", "explain", "helsinkilaiset", "0"]).status == 1)
    }

    @Test func aSegmentIsExportedWithoutASchedule() throws {
        _ = try workspace.run(["ingest", workspace.path + "/data/customers.csv", "--source", "customers"])
        try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
        let file = workspace.folder.file("lista.csv")
        let columns = ["--columns", "last_name,customer_id", "--sort-by", "last_name", "--layout", "unformatted"]
        try workspace.succeed(["segment", "export", "helsinkilaiset", "--output", file] + columns)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(lines.first == "last_name,customer_id")
        #expect(lines.count == 22)
        #expect(try workspace.run(["segment", "export", "helsinkilaiset", "--output", workspace.folder.file("x.odt")]).status == 2)
        #expect(try workspace.run(["segment", "export", "helsinkilaiset", "--output", file, "--columns", "foo"]).errors.contains("”foo”"))
    }

    @Test func activatingChangesTheStoreAndTheFile() throws {
        struct Schedule: Decodable {
            let name: String
            let active: Bool
            let next: String?
        }
        func state() throws -> Schedule? {
            try workspace.list(["schedule", "list"], of: Schedule.self).first { $0.name == "viikkoraportti" }
        }
        try workspace.succeed(["schedule", "deactivate", "viikkoraportti"])
        #expect(try state()?.active == false)
        #expect(try state()?.next == nil)
        #expect(try workspace.text(of: "schedules/viikkoraportti.yaml").contains("active: false"))
        #expect(try workspace.succeed(["apply"]) == "")
        try workspace.succeed(["schedule", "activate", "viikkoraportti"])
        #expect(try state()?.next != nil)
        #expect(try workspace.run(["schedule", "delete", "helsinkilaiset"]).status == 2)
        try workspace.succeed(["schedule", "delete", "helsinkilaiset", "--yes"])
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/schedules/helsinkilaiset.yaml"))
        #expect(try workspace.run(["schedule", "delete", "viikkoraportti", "--yes"]).status == 1, "a source starts it")
    }

    @Test func timingsNeedNoWorkspace() throws {
        struct Vector: Decodable { let next: [String] }
        let file = Repository.root + "/fixtures/timing/vectors.json"
        let expected = try JSONDecoder().decode([Vector].self, from: Data(contentsOf: URL(fileURLWithPath: file))).map(\.next)
        let answer = try Program().run(["timing", "next", "--format", "json", file], in: "/")
        #expect(answer.status == 0)
        #expect(try answer.json([[String]].self) == expected)
        let timing = try workspace.folder.write("{occurs: weekly, on: [thursday], at: \"11:00\", from: 2026-11-01}", to: "t.yaml")
        let described = try Program().run(["timing", "describe", timing], in: "/")
        #expect(described.output.contains("torstaisin klo 11.00"))
        let wrong = try workspace.folder.write("{occurs: weekly, on: [thorsday]}", to: "w.yaml")
        let refused = try Program().run(["timing", "next", wrong], in: "/")
        #expect(refused.status == 2)
        #expect(refused.errors.hasPrefix(wrong + ":1:"))
    }
}
