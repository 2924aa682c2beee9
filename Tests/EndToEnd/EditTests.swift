import Foundation
import TestSupport
import Testing

/// Bulk edits as an admin meets them, in Finnish: seen beforehand, approved, made, undone.
struct EditTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let files = [
            "ajastin.yaml": "{name: Teatteri, language: fi, time-zone: Europe/Helsinki}",
            "modules/asiakkaat.yaml": """
            label: {fi: Asiakkaat, en: Customers}
            key: id
            fields:
              id: {type: text, label: {fi: Asiakasnumero, en: Customer number}}
              nimi: {type: text, label: {fi: Nimi, en: Name}}
              kiinnostus: {type: list, label: {fi: Kiinnostukset, en: Interests}}
              saldo: {type: decimal, scale: 2, label: {fi: Saldo, en: Balance}}
              yhteys: {type: date, label: {fi: Yhteydenotto, en: Contacted}}
            """,
            "modules/kontaktit.yaml": """
            key: id
            parent: {field: asiakas, module: asiakkaat}
            fields: {id: {type: text}, asiakas: {type: text}, puhelin: {type: text}, tila: {type: text, label: {fi: Tila, en: State}}}
            """,
            "sources/asiakkaat.yaml": "{folder: asiakkaat, module: asiakkaat}",
            "sources/kontaktit.yaml": "{folder: kontaktit, module: kontaktit}",
            "segments/kaikki.yaml": "{module: asiakkaat}",
            "schedules/muokkaus.yaml": """
            label: {fi: Muokkaus, en: Edit}
            owner: maija@teatteri.example
            tasks:
              - refresh-segment: {segment: kaikki}
              - bulk-edit:
                  segment: kaikki
                  approval: required
                  set:
                    nimi: {append: ' (VIP)'}
                    kiinnostus: {add: ooppera}
                    saldo: {expression: saldo * 2}
                    yhteys: {action-date: true}
            """,
            "schedules/kontaktit.yaml": """
            tasks:
              - refresh-segment: {segment: kaikki}
              - bulk-edit: {segment: kaikki, module: kontaktit, where: puhelin is empty, set: {tila: puhelin puuttuu}}
            """,
            "schedules/osuus.yaml": """
            tasks:
              - bulk-edit: {segment: kaikki, set: {saldo: {expression: {fi: '100 / [Saldo]'}}}}
            """,
            "asiakkaat.csv": "id;nimi;kiinnostus;saldo\nA1;Aho;teatteri, ooppera;10,50\nA2;Berg;;\nA3;Öhman;teatteri;-1\n",
            "kontaktit.csv": "id;asiakas;puhelin\nK1;A1;\nK2;A1;040 123 4567\nK3;A2;\nK4;B9;\n",
        ]
        for (name, text) in files { try folder.write(text, to: name) }
        for command in [
            ["apply"], ["ingest", "asiakkaat.csv", "--source", "asiakkaat"], ["ingest", "kontaktit.csv", "--source", "kontaktit"],
        ] {
            let result = try run(command)
            try #require(result.status == 0, "\(command): \(result.errors)")
        }
    }

    private func run(_ arguments: [String]) throws -> Program.Result { try Program().run(arguments, in: folder.path) }

    /// Runs the program, which is to end with this status.
    private func run(_ arguments: String..., status: Int32 = 0) throws -> Program.Result {
        let result = try run(arguments)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    private func records(_ sql: String) throws -> [String] {
        try Tool.run("sqlite3", [folder.file("var/ajastin.sqlite"), sql]).split(separator: "\n").map(String.init)
    }

    private func customers() throws -> [String] { try records("SELECT id, nimi, kiinnostus, saldo, yhteys FROM asiakkaat ORDER BY id") }

    private struct Run: Decodable {
        struct Task: Decodable {
            let state: String
            let looked: Int?, changed: Int?, left: Int?, failed: Int?
        }
        struct Edit: Decodable {
            let task: Int
            let record: String, field: String
        }
        struct Undo: Decodable {
            let restored: Int, left: Int
        }
        let id: Int, state: String
        let tasks: [Task]
        let edits: [Edit], planned: [Edit]
        let undo: Undo?
    }

    private func show(_ id: Int) throws -> Run { try run("runs", "show", "\(id)", "--format", "json").json(Run.self) }

    private static let before = ["A1|Aho|teatteri;ooppera|1050|", "A2|Berg|||", "A3|Öhman|teatteri|-100|"]

    @Test func anEditIsSeenApprovedMadeAndUndone() throws {
        let rehearsal = try run("schedule", "run", "muokkaus", "--dry-run")
        #expect(rehearsal.output.contains("Aho (VIP)"))
        #expect(rehearsal.output.contains("Kiinnostukset"))
        #expect(rehearsal.output.contains("Ajo odottaisi ennen tätä: Massamuokkaus muuttaisi 3 tietuetta."))
        #expect(try customers() == Self.before)

        let held = try run("schedule", "run", "muokkaus", "--now", "2026-11-26T09:00:00Z", status: 1)
        #expect(held.errors.contains("Ajo 1 odottaa: Massamuokkaus muuttaisi 3 tietuetta. Katso muutokset komennolla runs show"))
        #expect(held.output.contains("Tehtävä 2 odottaa hyväksyntää. Mitään siitä ei ole vielä muutettu; muutokset olisivat:"))
        let mail = try String(contentsOfFile: folder.file("var/spool/new/000001-approval-1/message.eml"), encoding: .utf8)
        #expect(mail.contains("ajastin runs approve 1"))
        #expect(try customers() == Self.before)
        #expect(try show(1).planned.map(\.record) == ["A1", "A1", "A1", "A2", "A2", "A2", "A3", "A3", "A3", "A3"])
        #expect(try run("runs", "undo", "1", status: 1).errors.contains("Ajo 1 ei ole päättynyt"))

        let approved = try run("runs", "approve", "1")
        #expect(approved.errors.contains("Ajo 1"))
        #expect(
            try customers() == [
                "A1|Aho (VIP)|teatteri;ooppera|2100|2026-11-26", "A2|Berg (VIP)|ooppera||2026-11-26",
                "A3|Öhman (VIP)|teatteri;ooppera|-200|2026-11-26",
            ])
        let made = try show(1)
        #expect((made.state, made.planned.count, made.edits.count) == ("succeeded", 0, 10))
        let task = made.tasks[1]
        #expect([task.looked, task.changed, task.left, task.failed] == [3, 3, 0, 0])
        #expect(try run("runs", "approve", "1", status: 1).errors.contains("Ajossa 1 mikään muokkaus ei odota hyväksyntää."))

        try folder.write("id;nimi\nA2;Berg-Lund\n", to: "uusi.csv")
        _ = try run("ingest", "uusi.csv", "--source", "asiakkaat")
        let foreseen = try run("runs", "undo", "1", "--dry-run")
        #expect(foreseen.output.contains("Mitään ei muutettu. Ajon 1 kumoaminen palauttaisi 9 arvoa"))
        let undone = try run("runs", "undo", "1")
        #expect(undone.output.contains("Ajon 1 muutokset on kumottu: palautettiin 9 arvoa"))
        #expect(undone.output.contains("Berg-Lund"))
        #expect(undone.output.contains("muuttunut sen jälkeen"))
        #expect(try customers() == [Self.before[0], "A2|Berg-Lund|||", Self.before[2]])
        let shown = try show(1)
        #expect((shown.undo?.restored, shown.undo?.left) == (9, 1))
        #expect(try run("runs", "show", "1").output.contains("Ajon muutokset kumosi"))
        #expect(try run("runs", "undo", "1", status: 1).errors.contains("on jo kumottu"))
    }

    @Test func aDeclinedEditChangesNothing() throws {
        _ = try run("schedule", "run", "muokkaus", status: 1)
        #expect(try run("runs", "decline", "1").output.contains("Ajon 1 muokkaus on hylätty. Mitään ei muutettu"))
        #expect(try customers() == Self.before)
        let run = try show(1)
        #expect(run.state == "failed")
        #expect(run.tasks.map(\.state) == ["succeeded", "failed"])
        let shown = try self.run("runs", "show", "1").output
        #expect(shown.contains("hylkäsi muokkauksen, joten mitään ei muutettu."))
        #expect(try self.run("runs", "undo", "1", status: 1).errors.contains("Ajo 1 ei ole muokannut tietueita"))
    }

    @Test func anApprovedPlanIsMadeOnceWhereverTheProgramIsKilled() throws {
        _ = try run("schedule", "run", "muokkaus", "--now", "2026-11-26T09:00:00Z", status: 1)
        var kills = 0
        for (call, number) in [("fdatasync", 1), ("fdatasync", 2), ("fdatasync", 3), ("fdatasync", 4), ("pwrite64", 3), ("pwrite64", 9)] {
            let copy = try TemporaryFolder()
            _ = try Tool.run("cp", ["-a", folder.path + "/.", copy.path])
            let strace = [
                "/usr/bin/strace", "-f", "-qq", "-o", copy.file("strace.log"), "-e", "signal=none", "-e",
                "inject=\(call):signal=KILL:when=\(number)",
            ]
            let killed = try Program(prefix: strace).run(["runs", "approve", "1"], in: copy.path)
            if killed.status != 0 || killed.isKilled { kills += 1 }
            // Where it was approved already, the run only has to go on.
            for command in [["runs", "approve", "1"], ["once"]] { _ = try Program().run(command, in: copy.path) }
            let state = try Program().run(["runs", "show", "1", "--format", "json"], in: copy.path).json(Run.self)
            #expect((state.state, state.edits.count) == ("succeeded", 10), "\(call) \(number)")
            let names = try Tool.run("sqlite3", [copy.file("var/ajastin.sqlite"), "SELECT nimi FROM asiakkaat ORDER BY id"])
            #expect(names == "Aho (VIP)\nBerg (VIP)\nÖhman (VIP)\n", "\(call) \(number)")
        }
        #expect(kills > 3)
    }

    @Test func recordsForWhichNothingCanBeComputedAreLeftAndListed() throws {
        try folder.write("id;nimi;saldo\nA4;Nolla;0\n", to: "nolla.csv")
        _ = try run("ingest", "nolla.csv", "--source", "asiakkaat")
        let result = try run("schedule", "run", "osuus")
        #expect(result.output.contains("2 tietuetta muuttui; käytiin läpi 4, ennallaan 1, epäonnistui 1"))
        #expect(result.output.contains("jako nollalla"))
        #expect(try records("SELECT saldo FROM asiakkaat ORDER BY id") == ["952", "-10000", "0"])
    }

    @Test func theRecordsThatBelongToTheMembersAreEdited() throws {
        let result = try run("schedule", "run", "kontaktit")
        #expect(result.output.contains("2 tietuetta muuttui; käytiin läpi 2, ennallaan 0, epäonnistui 0"))
        #expect(
            try records("SELECT id, tila FROM kontaktit ORDER BY id") == ["K1|puhelin puuttuu", "K2|", "K3|puhelin puuttuu", "K4|"])
        _ = try run("runs", "undo", "1")
        #expect(try records("SELECT count(*) FROM kontaktit WHERE tila IS NOT NULL") == ["0"])
        let members = try run("segment", "members", "kaikki", "--format", "json").output
        #expect(members.contains("\"ooppera\"\n"))
    }
}
