import Foundation
import TestSupport
import Testing

/// Customer lists with the real program: templates, languages, groups, presets, and what is told of each file.
struct ListTests {
    private let workspace: ListWorkspace

    init() throws { workspace = try ListWorkspace() }

    @Test func eachRecipientGetsTheirLanguageRenderedOnce() throws {
        let run = try workspace.deliver(
            """
              - deliver-list:
                  {segment: kaikki, columns: [nimi, ostot, viimeisin, kanta], sort-by: nimi, format: csv, to: group:kaikki}
            """)
        #expect(run.files?.map(\.language) == ["en", "fi"])
        let deliveries = try workspace.deliveries(of: run)
        #expect(deliveries.count == 3)
        let finnish = try workspace.file(deliveries["pekka@x.example"])
        #expect(
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: finnish)), as: UTF8.self) == "\u{FEFF}"
                + ["Nimi;Ostot (EUR);Viimeisin;Kanta", "'=1+1;2,00;1.2.2026;ei", "Aho;-3,00;;kyllä", "Zeta;;30.4.2026;ei"]
                .joined(separator: "\r\n") + "\r\nÅberg;100,00;1.4.2026;kyllä\r\nÖhman;10,50;15.1.2026;kyllä\r\n")
        let english = try workspace.file(deliveries["anna@x.example"])
        #expect(
            try workspace.records(english) == [
                "'=1+1,2.00,2026-02-01,no", "Åberg,100.00,2026-04-01,yes", "Aho,-3.00,,yes", "Öhman,10.50,2026-01-15,yes",
                "Zeta,,2026-04-30,no",
            ])
        let file = try #require(run.files?.first)
        #expect(
            file.rows == 5 && file.cells == 20 && file.bytes > 100
                && file.notes == ["1 teksti, jota taulukkolaskenta olisi luullut kaavaksi, tehtiin vaarattomaksi."])
    }

    @Test func aTemplateSaysWhatATaskDoesNot() throws {
        try workspace.write(
            """
            label: Ostot
            module: customers
            columns:
              - {field: nimi, label: {fi: Asiakas, en: Client}, width: 40}
              - {name: jakso, expression: {fi: 'JOS(ostot > 5; "iso"; "pieni")'}, label: Jakso}
              - {field: ostot, format: "0,0"}
              - {field: viimeisin, format: kk/vvvv}
            sort-by: [jakso, {field: ostot, direction: descending, nulls: first}]
            limit: 4
            format: [csv]
            csv: {preset: excel-fi, delimiter: tab, byte-order-mark: false, headings: labels}
            file-name: {fi: "ostot {{date}} {{schedule}}", en: "spending {{segment}}"}
            """, to: "outputs/ostot.yaml")
        var run = try workspace.deliver(
            "  - deliver-list: {segment: kaikki, output-template: ostot, to: [pekka@x.example, anna@x.example]}")
        let deliveries = try workspace.deliveries(of: run)
        let files = try workspace.unpack(try #require(deliveries["pekka@x.example"]))
        let name = try #require(files.keys.first)
        #expect(name.hasPrefix("ostot 20") && name.hasSuffix(" Raportti.csv"))
        #expect(
            try String(contentsOfFile: try #require(files[name]), encoding: .utf8)
                == [
                    "Asiakas\tJakso\tOstot (EUR)\tViimeisin", "Åberg\tiso\t100,0\t04/2026", "Öhman\tiso\t10,5\t01/2026",
                    "Zeta\tpieni\t\t04/2026", "'=1+1\tpieni\t2,0\t02/2026",
                ]
                .joined(separator: "\r\n") + "\r\n")
        #expect(try workspace.unpack(try #require(deliveries["anna@x.example"])).keys.sorted() == ["spending kaikki.csv"])
        // What the task says goes before.
        run = try workspace.deliver(
            "  - deliver-list: {segment: kaikki, output-template: ostot, columns: [nimi], sort-by: nimi, limit: 1, csv: machine, to: pekka@x.example}"
        )
        #expect(try workspace.records(try workspace.file(workspace.deliveries(of: run)["pekka@x.example"])) == ["'=1+1"])
        // And the workspace's own template goes last.
        try workspace.write(
            "{name: Teatteri, language: fi, security: {require-password: false}, output-template: ostot}", to: "ajastin.yaml")
        run = try workspace.deliver("  - deliver-list: {segment: kanta, csv: machine, to: pekka@x.example}")
        #expect(
            try workspace.records(try workspace.file(workspace.deliveries(of: run)["pekka@x.example"]))
                == ["Åberg,iso,\"100,0\",04/2026", "Öhman,iso,\"10,5\",01/2026", "Aho,pieni,\"-3,0\","])
        let export = workspace.folder.file("x.csv")
        try workspace.succeed(["segment", "refresh", "kaikki"])
        try workspace.succeed(["segment", "export", "kaikki", "--output", export, "--csv", "machine", "--sort-by", "-nimi"])
        #expect(try workspace.records(export).first == "Öhman,iso,\"10,5\",01/2026")
        // Columns of the task's own are not sorted by what only the template computes.
        run = try workspace.deliver("  - deliver-list: {segment: kanta, columns: [nimi], csv: machine, to: pekka@x.example}")
        let ownColumns = try workspace.records(workspace.file(workspace.deliveries(of: run)["pekka@x.example"]))
        #expect(ownColumns == ["Öhman", "Aho", "Åberg"])
        try workspace.succeed(["segment", "export", "kanta", "--output", export, "--csv", "machine", "--columns", "nimi"])
        #expect(try workspace.records(export) == ownColumns)
    }

    @Test func aWorkbookIsDressedAndTellsWhereItComesFrom() throws {
        let run = try workspace.deliver(
            """
              - deliver-list:
                  segment: kanta
                  columns: [id, nimi, email, puhelin, ostot, viimeisin, kanta]
                  format: xlsx
                  summary:
                    totals: {ostot: sum, nimi: count, viimeisin: max}
                    charts: [{count-by: kaupunki}, {sum: ostot, over: viimeisin, each: month}, {sum: ostot, by: kaupunki, kind: shares}]
                  to: [pekka@x.example, anna@x.example]
            """)
        let deliveries = try workspace.deliveries(of: run)
        let finnish = try workspace.file(deliveries["pekka@x.example"])
        let script = """
            s = b.worksheets[0]
            print(b.sheetnames, s.freeze_panes, [(t.name, t.ref) for t in s.tables.values()])
            for r in s: print([c.value for c in r])
            print([(c.coordinate, c.number_format) for c in s[2]], s["C4"].hyperlink.target)
            for r in b.worksheets[1].iter_rows(max_row=8): print([c.value for c in r])
            print([[c.value for c in r[:2]] for r in b.worksheets[2] if r[1].value is not None], len(b.worksheets[2]._charts))
            """
        let printed = try workspace.workbook(finnish, script).split(separator: "\n").map(String.init)
        #expect(printed[0] == "['Kanta-asiakkaat', 'Tiedot', 'Yhteenveto'] A2 [('Kanta_asiakkaat', 'A1:G5')]")
        #expect(
            printed[1...5] == [
                "['Nro', 'Nimi', 'Sähköposti', 'Puhelin', 'Ostot', 'Viimeisin', 'Kanta']",
                "['1', 'Öhman', 'o@x.example', '+358401234567', 10.5, datetime.datetime(2026, 1, 15, 0, 0), True]",
                "['3', 'Aho', None, '0401', -3.0, None, True]",
                "['5', 'Åberg', 'https://x.example', None, 100.0, datetime.datetime(2026, 4, 1, 0, 0), True]",
                "['Yhteensä', '=SUBTOTAL(103,Kanta_asiakkaat[Nimi])', None, None, '=SUBTOTAL(109,Kanta_asiakkaat[Ostot])', "
                    + "'=SUBTOTAL(104,Kanta_asiakkaat[Viimeisin])', None]",
            ])
        #expect(
            printed[6]
                == "[('A2', '@'), ('B2', 'General'), ('C2', 'General'), ('D2', '@'), ('E2', '#,##0.00\"\\xa0€\"'), ('F2', 'd.m.yyyy'), ('G2', 'General')] https://x.example"
        )
        #expect(printed[7] == "['Kanta-asiakkaat', None]")
        #expect(printed.contains("['Kohderyhmä', 'Kanta-asiakkaat']") && printed.contains("['Rajaus', 'kanta']"))
        #expect(printed.contains("['Rivejä', '3']") && printed.contains("['Ajastettu toiminto', 'Raportti']"))
        #expect(printed.contains { $0.hasPrefix("['Lähdetiedostot', 'tulossa.csv (customers), ") })
        #expect(
            printed.last
                == "[['Kaupunki', 'Rivejä'], ['Turku', 2], ['Espoo', 1], ['Viimeisin', 'Ostot'], ['1/2026', 10.5], ['2/2026', 0.0], "
                + "['3/2026', 0.0], ['4/2026', 100.0], ['Kaupunki', 'Ostot'], ['Espoo', 100.0], ['Turku', 7.5]] 3")
        let english = try workspace.workbook(try workspace.file(deliveries["anna@x.example"]), script).split(separator: "\n")
        #expect(english[0] == "['Regulars', 'About', 'Summary'] A2 [('Regulars', 'A1:G5')]")
        #expect(english[6].contains("('E2', '\"€\"#,##0.00'), ('F2', 'dd/mm/yyyy')"))
    }

    @Test func groupsAreSummedUpAndCSVHasTheRowsAlone() throws {
        let run = try workspace.deliver(
            """
              - deliver-list:
                  segment: kaikki
                  columns: [nimi, ostot]
                  group-by: kaupunki
                  sort-by: {field: ostot, direction: descending}
                  subtotals: [ostot]
                  format: [xlsx, csv]
                  to: pekka@x.example
            """)
        let files = try workspace.unpack(try #require(try workspace.deliveries(of: run)["pekka@x.example"]))
        let book = try #require(files.first { $0.key.hasSuffix(".xlsx") }?.value)
        #expect(
            try workspace.workbook(
                book, "for r in b.worksheets[0]: print(b.worksheets[0].row_dimensions[r[0].row].outlineLevel, [c.value for c in r])")
                    == """
                    0 ['Nimi', 'Ostot']
                    1 ['Åberg', 100.0]
                    1 ['=1+1', 2.0]
                    0 ['Espoo: 2 riviä', '=SUBTOTAL(9,B2:B3)']
                    1 ['Öhman', 10.5]
                    1 ['Aho', -3.0]
                    0 ['Turku: 2 riviä', '=SUBTOTAL(9,B5:B6)']
                    1 ['Zeta', None]
                    0 ['(ei arvoa): 1 rivi', '=SUBTOTAL(9,B8:B8)']

                    """)
        let csv = try #require(files.first { $0.key.hasSuffix(".csv") }?.value)
        #expect(try workspace.records(csv) == ["Åberg;100,00", "'=1+1;2,00", "Öhman;10,50", "Aho;-3,00", "Zeta;"])
    }

    @Test func severalListsShareAWorkbookOrHaveTheirOwn() throws {
        func task(_ workbook: String) -> String {
            """
              - deliver-list:
                  label: {fi: Kaksi listaa, en: Two lists}
                  columns: [nimi]
                  format: xlsx
                  workbook: \(workbook)
                  lists: [{segment: kaikki}, {segment: kanta, label: Kanta, columns: [nimi, ostot]}]
                  to: pekka@x.example
            """
        }
        var run = try workspace.deliver(task("one"))
        #expect(run.tasks.map(\.task) == ["refresh-segment", "refresh-segment", "deliver-list"])
        let file = try workspace.file(workspace.deliveries(of: run)["pekka@x.example"])
        #expect(file.contains("/Kaksi listaa-"))
        #expect(
            try workspace.workbook(file, "print(b.sheetnames, [s.dimensions for s in b][:2])")
                == "['Kaikki', 'Kanta', 'Tiedot'] ['A1:A6', 'A1:B4']\n")
        run = try workspace.deliver(task("each"))
        let names = try workspace.unpack(try #require(try workspace.deliveries(of: run)["pekka@x.example"])).keys.sorted()
        #expect(names.count == 2 && names[0].hasPrefix("Kaikki-") && names[1].hasPrefix("Kanta-"))
    }

    @Test(arguments: ["send", "notice", "nothing"]) func anEmptyListDoesWhatItIsTold(policy: String) throws {
        try workspace.write("{label: {fi: Tyhjä, en: Nobody}, module: customers, where: nimi = \"Ei kukaan\"}", to: "segments/tyhja.yaml")
        let run = try workspace.deliver(
            "  - deliver-list: {segment: tyhja, columns: [nimi], format: [csv, xlsx], when-empty: \(policy), to: pekka@x.example}")
        #expect(run.state == "succeeded")
        let delivery = try workspace.deliveries(of: run)["pekka@x.example"]
        switch policy {
        case "send": #expect(try workspace.unpack(try #require(delivery)).count == 2)
        case "notice":
            let entry = try #require(delivery)
            #expect(try FileManager.default.contentsOfDirectory(atPath: entry).sorted() == ["delivery.json", "message.eml"])
            let script =
                "import email, sys; print(email.message_from_file(open(sys.argv[1]), policy=email.policy.default).get_body().get_content())"
            let text = try Tool.run(Tool.python, ["-c", "import email.policy\n" + script, entry + "/message.eml"])
            #expect(text.contains("Asiakaslistallasi ”Tyhjä” ei ole tällä kertaa mitään."))
        default:
            #expect(delivery == nil)
            #expect(run.tasks.last?.summary == "0 riviä; mitään ei toimitettu")
        }
    }

    @Test func encodingsStateWhatTheyLack() throws {
        try workspace.drop(ListWorkspace.customers.replacing("Aho", with: "Ahö−ž→東"))
        try workspace.succeed(["segment", "refresh", "kaikki"])
        func task(_ csv: String) throws -> ListWorkspace.Run {
            try workspace.deliver(
                "  - deliver-list: {segment: kaikki, columns: [nimi], csv: {preset: excel-fi, \(csv)}, format: csv, to: pekka@x.example}")
        }
        var run = try task("encoding: windows-1252")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: try workspace.file(workspace.deliveries(of: run)["pekka@x.example"])))
        #expect(String(data: bytes, encoding: .windowsCP1252)?.contains("\r\nAhö-ž->?\r\n") == true)
        #expect(run.files?.first?.notes.last == "3 merkkiä, joita merkistössä ei ole, korvattiin.")
        run = try task("encoding: utf-16, line-ends: lf, headings: none")
        let wide = try Data(contentsOf: URL(fileURLWithPath: try workspace.file(workspace.deliveries(of: run)["pekka@x.example"])))
        #expect(wide.prefix(2) == Data([0xFF, 0xFE]))
        #expect(String(data: wide.dropFirst(2), encoding: .utf16LittleEndian) == "Öhman\n'=1+1\nAhö−ž→東\nZeta\nÅberg\n")
        let failed = try workspace.run(["apply"])
        #expect(failed.status == 0)
        try workspace.write(
            "tasks: [{deliver-list: {segment: kaikki, columns: [nimi], csv: {encoding: windows-1252, unencodable: refuse}, format: csv, password: false, to: pekka@x.example}}]",
            to: "schedules/raportti.yaml")
        try workspace.succeed(["apply"])
        let refused = try workspace.run(["schedule", "run", "raportti"])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("merkkejä, joita sen merkistössä ei ole"))
    }

    /// Sums and ends in a report are written as the column's cells are.
    @Test func aReportsTotalsHaveTheFormatOfTheirColumn() throws {
        try workspace.write(
            """
            module: customers
            columns: [nimi, {field: ostot, format: "# ##0"}, {field: viimeisin, format: kk/vvvv}]
            format: pdf
            summary: {totals: {ostot: sum, viimeisin: max}}
            """, to: "outputs/raportti.yaml")
        try workspace.succeed(["apply"])
        try workspace.succeed(["segment", "refresh", "kaikki"])
        let path = workspace.folder.file("r.pdf")
        try workspace.succeed(["segment", "export", "kaikki", "--output-template", "raportti", "--output", path])
        let lines = try Tool.run("pdftotext", ["-layout", path, "-"]).split(separator: "\n")
        let totals = try #require(lines.last { $0.contains("Yhteensä") })
        #expect(totals.split(separator: " ").suffix(2) == ["110", "04/2026"], "\(lines)")
    }

    /// The headings of a list without rows are looked at too.
    @Test func headingsThatDoNotFitTheirEncodingAreRefused() throws {
        try workspace.write(
            """
            tasks: [{deliver-list: {segment: kaikki, columns: [{field: nimi, label: "東"}], csv: {encoding: windows-1252, unencodable: refuse,
              headings: labels}, format: csv, password: false, to: pekka@x.example}}]
            """,
            to: "schedules/raportti.yaml")
        try workspace.write("module: customers\nwhere: nimi = \"ei kukaan\"\n", to: "segments/kaikki.yaml")
        try workspace.succeed(["apply"])
        let refused = try workspace.run(["schedule", "run", "raportti"])
        #expect(refused.status == 1 && refused.errors.contains("merkkejä, joita sen merkistössä ei ole"))
    }

    /// A limit is told where it has left something out, and only there.
    @Test(arguments: [(4, true), (5, false), (6, false)]) func aLimitIsToldWhereItMatters(limit: Int, isTold: Bool) throws {
        try workspace.write("module: customers\ncolumns: [nimi]\nlimit: \(limit)\n", to: "outputs/lyhyt.yaml")
        try workspace.succeed(["apply"])
        try workspace.succeed(["segment", "refresh", "kaikki"])
        let path = workspace.folder.file("lyhyt.xlsx")
        try workspace.succeed(["segment", "export", "kaikki", "--output-template", "lyhyt", "--output", path])
        let about = try workspace.workbook(path, "print([[c.value for c in r] for r in b.worksheets[1]])")
        #expect(about.contains("Enimmäismäärä") == isTold, "\(about)")
    }
}
