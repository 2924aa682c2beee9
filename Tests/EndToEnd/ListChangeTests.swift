import Foundation
import TestSupport
import Testing

/// Lists that tell what has changed since their recipient's last one.
struct ListChangeTests {
    private let workspace: ListWorkspace

    init() throws { workspace = try ListWorkspace() }

    private func task(_ changes: String, to: String = "pekka@x.example", columns: String = "[id, nimi, ostot, viimeisin]") -> String {
        """
          - deliver-list:
              {segment: kaikki, columns: \(columns), sort-by: nimi, format: csv, changes: \(changes), when-empty: nothing, to: \(to)}
        """
    }

    private func rows(_ run: ListWorkspace.Run, _ person: String = "pekka@x.example") throws -> [String] {
        try workspace.records(try workspace.file(workspace.deliveries(of: run)[person]))
    }

    @Test func onlyWhatChangedIsTold() throws {
        var run = try workspace.deliver(task("only"))
        #expect(try rows(run).count == 5)
        #expect(try rows(run).first == "lisätty;;2;'=1+1;2,00;1.2.2026")
        // Nothing has changed: nobody is bothered.
        run = try workspace.again()
        #expect(try workspace.deliveries(of: run).isEmpty)
        try workspace.drop(
            """
            id;nimi;kaupunki;email;puhelin;ostot;viimeisin;kanta
            1;Öhman;Helsinki;o@x.example;+358401234567;10,50;2026-01-15;kyllä
            2;=1+1;Espoo;e@x.example;-5;2,50;2026-02-02;ei
            3;Aho;Turku;;0401;-3,00;;kyllä
            5;Åberg;Espoo;https://x.example;;;2026-04-01;kyllä
            6;Uusi;Espoo;;;1,00;;ei

            """)
        run = try workspace.again()
        #expect(
            try rows(run) == [
                "muuttunut;Ostot, Viimeisin;2;'=1+1;2,50;2.2.2026", "lisätty;;6;Uusi;1,00;", "poistunut;;4;Zeta;;30.4.2026",
                "muuttunut;Ostot;5;Åberg;;1.4.2026",
            ])
        // The city is no column: its change is none of the list's business.
        #expect(run.tasks.last?.affected == 4)
    }

    @Test func twoEqualListsOfATaskAreComparedEachWithItself() throws {
        let task = """
              - deliver-list:
                  lists: [{segment: kaikki}, {segment: kaikki}]
                  columns: [id, nimi, ostot, viimeisin]
                  sort-by: nimi
                  format: csv
                  changes: marked
                  to: pekka@x.example
            """
        func lists(_ run: ListWorkspace.Run) throws -> [[String]] {
            let files = try workspace.unpack(try #require(workspace.deliveries(of: run)["pekka@x.example"]))
            return try files.sorted { $0.key < $1.key }.map { try workspace.records($0.value) }
        }
        var run = try workspace.deliver(task)
        #expect(try lists(run).map { $0.filter { $0.hasPrefix("lisätty") }.count } == [5, 5])
        // Both files of the task are shown, although they have the same bytes.
        #expect(run.files?.count == 2 && Set(run.files?.map(\.file) ?? []).count == 2, "\(run.files ?? [])")
        try workspace.drop(ListWorkspace.customers.replacing("2,00", with: "3,00"))
        run = try workspace.again()
        let told = try lists(run)
        #expect(told.count == 2 && told[0] == told[1])
        #expect(told[0].filter { !$0.hasPrefix(";") } == ["muuttunut;Ostot;2;'=1+1;3,00;1.2.2026"])
    }

    @Test func eachRecipientIsToldWhatTheyHaveNotHad() throws {
        try workspace.deliver(task("marked"))
        try workspace.drop(ListWorkspace.customers.replacing("2,00", with: "3,00"))
        let run = try workspace.deliver(task("marked", to: "[pekka@x.example, maija@x.example, anna@x.example]"))
        #expect(
            try rows(run) == [
                "muuttunut;Ostot;2;'=1+1;3,00;1.2.2026", ";;3;Aho;-3,00;", ";;4;Zeta;;30.4.2026", ";;5;Åberg;100,00;1.4.2026",
                ";;1;Öhman;10,50;15.1.2026",
            ])
        #expect(try rows(run, "maija@x.example").allSatisfy { $0.hasPrefix("lisätty;;") })
        #expect(try rows(run, "anna@x.example").allSatisfy { $0.hasPrefix("added,,") })
        // Two that read the same language but had different lists, and one of another language.
        #expect(run.files?.count == 3)
    }

    @Test func anotherColumnIsNoChange() throws {
        try workspace.deliver(task("marked", columns: "[id, nimi]"))
        let run = try workspace.deliver(task("marked", columns: "[nimi, kaupunki, id]"))
        #expect(try rows(run).allSatisfy { $0.hasPrefix(";;") })
        // In a new order, and with another column behind: what was there before is compared all the same.
        try workspace.drop(ListWorkspace.customers.replacing("Aho", with: "Ahonen"))
        #expect(try rows(try workspace.again()).filter { !$0.hasPrefix(";;") } == ["muuttunut;Nimi;Ahonen;Turku;3"])
    }

    @Test func aWorkbookMarksThemToo() throws {
        try workspace.deliver(task("marked").replacing("format: csv", with: "format: xlsx"))
        try workspace.drop(ListWorkspace.customers.replacing("Aho", with: "Ahonen"))
        let file = try workspace.file(workspace.deliveries(of: try workspace.again())["pekka@x.example"])
        #expect(
            try workspace.workbook(file, "s = b.worksheets[0]\nprint([[c.value for c in r][:4] for r in s][:3])")
                == "[['Muutos', 'Muuttuneet tiedot', 'Nro', 'Nimi'], [None, None, '2', '=1+1'], ['muuttunut', 'Nimi', '3', 'Ahonen']]\n")
    }
}
