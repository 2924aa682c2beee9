import Foundation
import TestSupport
import Testing

/// Letters of Word templates with the real program, read by python-docx, LibreOffice and pdftotext.
struct LetterTests {
    private let workspace: ListWorkspace

    init() throws {
        workspace = try ListWorkspace()
        try workspace.write(
            """
            label: {fi: Ostot, en: Purchases}
            key: nro
            parent: {field: asiakas, module: customers}
            fields:
              nro: {type: text}
              asiakas: {type: text}
              paiva: {type: date, label: {fi: Päivä, en: Day}}
              summa: {type: decimal, scale: 2, label: {fi: Summa, en: Sum}}
            """, to: "modules/purchases.yaml")
        try workspace.write("{folder: purchases, module: purchases}", to: "sources/purchases.yaml")
        try workspace.succeed(["apply"])
        try workspace.write("nro;asiakas;paiva;summa\n1;1;2026-01-02;10,50\n2;3;2026-02-03;-3,00\n3;1;2026-03-04;2,25\n", to: "ostot.csv")
        try workspace.succeed(["ingest", workspace.path + "/ostot.csv", "--source", "purchases"])
        try workspace.succeed(["segment", "refresh", "kanta"])
    }

    /// Makes a template with python-docx; `fields` are the codes of its paragraphs' fields, and of the cells of a table's second row.
    private func template(_ name: String, _ paragraphs: [String], cells: [String] = []) throws {
        let script = """
            import docx, json, sys
            from docx.oxml import OxmlElement
            from docx.oxml.ns import qn
            def part(p, tag, kind=None, text=None):
                e = OxmlElement(tag)
                if kind: e.set(qn('w:fldCharType'), kind)
                if text: e.text = text; e.set(qn('xml:space'), 'preserve')
                p.add_run()._r.append(e)
            def fill(p, text):
                for piece in text.split('|'):
                    if not piece.startswith('='): p.add_run(piece); continue
                    part(p, 'w:fldChar', 'begin')
                    for at in range(1, len(piece), 5): part(p, 'w:instrText', text=piece[at:at + 5])
                    part(p, 'w:fldChar', 'separate'); p.add_run('«»'); part(p, 'w:fldChar', 'end')
            d = docx.Document()
            for text in json.loads(sys.argv[2]): fill(d.add_paragraph(), text)
            cells = json.loads(sys.argv[3])
            if cells:
                t = d.add_table(rows=1, cols=len(cells))
                for cell, text in zip(t.rows[0].cells, cells): fill(cell.paragraphs[0], text)
            d.save(sys.argv[1])
            """
        func json(_ texts: [String]) throws -> String { String(decoding: try JSONEncoder().encode(texts), as: UTF8.self) }
        try FileManager.default.createDirectory(atPath: workspace.path + "/templates", withIntermediateDirectories: true)
        _ = try Tool.run(Tool.python, ["-c", script, workspace.path + "/templates/" + name, json(paragraphs), json(cells)])
    }

    private func text(_ path: String) throws -> [String] {
        let script = """
            import docx, sys
            d = docx.Document(sys.argv[1])
            for p in d.paragraphs: print(p.text)
            for t in d.tables:
                for r in t.rows: print([c.text for c in r.cells])
            """
        return try Tool.run(Tool.python, ["-c", script, path]).split(separator: "\n").map(String.init)
    }

    private let paragraphs = [
        "Hyvä |=MERGEFIELD Nimi \\* Upper|,",
        "ostosi |=MERGEFIELD ostot \\# \"0,00\"| € |=IF {x} = 1 \"\" \"\"|".replacing("|=IF {x} = 1 \"\" \"\"|", with: ""),
        "viimeksi |=MERGEFIELD Viimeisin \\@ \"d. MMMM yyyy\"|.",
    ]
    private let cells = [
        "=MERGEFIELD TableStart:Ostot|=MERGEFIELD Päivä \\@ \"d.M.yyyy\"", "=MERGEFIELD summa \\# \"0,00\"|=MERGEFIELD TableEnd:Ostot",
    ]

    @Test func aDeliveryBringsLettersInTheReadersLanguage() throws {
        try template("kirje.docx", paragraphs, cells: cells)
        let run = try workspace.deliver(
            "  - deliver-list: {segment: kanta, sort-by: nimi, template: kirje.docx, format: mail-merge, to: [pekka@x.example, anna@x.example]}"
        )
        let deliveries = try workspace.deliveries(of: run)
        let finnish = try text(try workspace.file(deliveries["pekka@x.example"]))
        #expect(
            finnish == [
                "Hyvä AHO,", "ostosi -3,00 € ", "viimeksi .", "Hyvä ÅBERG,", "ostosi 100,00 € ", "viimeksi 1. huhtikuuta 2026.",
                "Hyvä ÖHMAN,",
                "ostosi 10,50 € ", "viimeksi 15. tammikuuta 2026.", "['3.2.2026', '-3,00']", "['2.1.2026', '10,50']",
                "['4.3.2026', '2,25']",
            ])
        let english = try text(try workspace.file(deliveries["anna@x.example"]))
        #expect(english.prefix(3) == ["Hyvä ÅBERG,", "ostosi 100.00 € ", "viimeksi 1. April 2026."])
        #expect(run.files?.map(\.rows) == [3, 3])
    }

    @Test func lettersAreFilesPDFAndData() throws {
        try template("kirje.docx", paragraphs)
        func export(_ arguments: String...) throws -> String {
            let path = workspace.folder.file(arguments[0])
            try workspace.succeed(["segment", "export", "kanta", "--output", path] + arguments.dropFirst())
            return path
        }
        let folder = try export("kirjeet", "--template", "kirje.docx", "--letters", "documents")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names.count == 3 && names[0].hasSuffix("-00001.docx"))
        #expect(try text("\(folder)/\(names[0])").first == "Hyvä ÖHMAN,")
        let pdf = try export("kirjeet.pdf", "--template", "kirje.docx")
        let pages = try Tool.run("pdftotext", ["-layout", pdf, "-"]).split(separator: "\u{C}", omittingEmptySubsequences: true)
        #expect(pages.count == 3 && pages[1].contains("Hyvä AHO,") && pages[2].contains("viimeksi 1. huhtikuuta 2026."))
        let data = try export("tiedot.csv", "--letters", "csv", "--columns", "nimi,ostot,viimeisin")
        #expect(try workspace.records(data) == ["Öhman,10.50,2026-01-15", "Aho,-3.00,", "Åberg,100.00,2026-04-01"])
        let book = try export("tiedot.xlsx", "--letters", "xlsx", "--columns", "nimi,ostot")
        #expect(
            try workspace.workbook(book, "print([[c.value for c in r] for r in b.worksheets[0]], len(b.worksheets))")
                == "[['nimi', 'ostot'], ['Öhman', 10.5], ['Aho', -3], ['Åberg', 100]] 1\n".replacing("-3]", with: "-3.0]").replacing(
                    "100]", with: "100.0]"))
    }

    /// A template may lie anywhere, also where the workspace is reached by another name.
    @Test func aTemplateMayLieElsewhere() throws {
        try template("kirje.docx", paragraphs)
        let elsewhere = workspace.folder.file("muualla.docx")
        try FileManager.default.moveItem(atPath: workspace.path + "/templates/kirje.docx", toPath: elsewhere)
        let link = workspace.folder.file("linkki")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: workspace.path)
        let folder = workspace.folder.file("kirjeet")
        try workspace.succeed([
            "--workspace", link, "segment", "export", "kanta", "--output", folder, "--template", elsewhere, "--letters", "documents",
        ])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
    }

    @Test func aBrokenTemplateIsToldBeforeItIsUsed() throws {
        try template(
            "huono.docx",
            ["=MERGEFIELD nimmi|", "=MERGEFIELD TableStart:Ostott|=MERGEFIELD summa|=MERGEFIELD TableEnd:Ostott", "=MERGEFIELD nimi \\q"])
        let check = try workspace.run(["template", "check", "huono.docx", "--module", "customers"])
        #expect(check.status == 2)
        #expect(check.errors.contains("huono.docx: Kenttää ”nimmi” ei ole (word/document.xml, kappale 1, "))
        #expect(check.errors.contains("Tarkoititko ”nimi”?") && check.errors.contains("Moduulia ”Ostott”"))
        let fields = try workspace.succeed(["template", "fields", "huono.docx", "--format", "json"])
        #expect(fields.contains("\"field\": \"nimmi\"") || fields.contains("\"field\":\"nimmi\""))
        try workspace.write(
            "tasks: [{deliver-list: {segment: kanta, template: huono.docx, format: mail-merge, password: false, to: pekka@x.example}}]",
            to: "schedules/raportti.yaml")
        let apply = try workspace.run(["apply"])
        #expect(apply.status == 2)
        #expect(apply.errors.contains("schedules/raportti.yaml:1:51: Kenttää ”nimmi” ei ole"))
        try workspace.write("ei ole", to: "templates/huono.docx")
        #expect(
            try workspace.run(["template", "check", "huono.docx", "--module", "customers"]).errors.contains("se ei ole Word-asiakirja"))
        #expect(try workspace.run(["template", "check", "puuttuu.docx", "--module", "customers"]).status == 1)
    }

    @Test func aReportIsSetInTheWorkspacesLook() throws {
        try workspace.write(
            "{name: Teatteri, language: fi, security: {require-password: false}, look: {accent: \"#AA3322\", font: DejaVu Sans, logo: templates/logo.png}}",
            to: "ajastin.yaml")
        let missing = try workspace.run(["apply"])
        #expect(missing.status == 2 && missing.errors.contains("ei ole tiedostoa templates/logo.png"))
        let png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=="
        let logo = try #require(Data(base64Encoded: png))
        try FileManager.default.createDirectory(atPath: workspace.path + "/templates", withIntermediateDirectories: true)
        try logo.write(to: URL(fileURLWithPath: workspace.path + "/templates/logo.png"))
        let run = try workspace.deliver(
            """
              - deliver-list:
                  segment: kaikki
                  columns: [nimi, ostot, viimeisin, kanta]
                  group-by: kaupunki
                  summary: {totals: [ostot], charts: [{count-by: kaupunki}]}
                  orientation: landscape
                  format: pdf
                  to: pekka@x.example
            """)
        let file = try workspace.file(workspace.deliveries(of: run)["pekka@x.example"])
        let text = try Tool.run("pdftotext", ["-layout", file, "-"])
        for wanted in [
            "Kaikki", "kaikki moduulin Asiakkaat tietueet", "Espoo: 2 riviä", "102,00", "Yhteensä", "109,50", "−3,00", "1.4.2026", "kyllä",
            "Sivu 1 / 1", "=1+1",
        ] {
            #expect(text.contains(wanted), "\(wanted)")
        }
        #expect(try Tool.run("pdffonts", [file]).contains("DejaVuSans"))
        #expect(
            try Tool.run("pdfinfo", [file]).contains("841.89 x 595.28 pts (A4)")
                && Tool.run("pdfimages", ["-list", file]).contains("image"))
        _ = try Tool.run("qpdf", ["--check", file])
        #expect(run.files?.first?.rows == 5)
    }

    @Test func aTemplateWithoutFieldsMakesALetterForEachRecord() throws {
        try template("tiedote.docx", ["Hyvä jäsen"], cells: ["=MERGEFIELD TableStart:Ostot|Osto", "=MERGEFIELD TableEnd:Ostot"])
        let path = workspace.folder.file("tiedote.docx")
        try workspace.succeed(["segment", "export", "kanta", "--template", "tiedote.docx", "--output", path])
        #expect(
            try text(path) == ["Hyvä jäsen", "Hyvä jäsen", "Hyvä jäsen", "['Osto', '']", "['Osto', '']", "['Osto', '']"])
    }

    @Test func thePathOfAPDFMayHaveAnyCharacters() throws {
        try template("kirje.docx", paragraphs)
        let folder = workspace.folder.file("Ä 100 % #1")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try workspace.succeed(["segment", "export", "kanta", "--template", "kirje.docx", "--output", folder + "/kirjeet.pdf"])
        #expect(try Tool.run("pdftotext", [folder + "/kirjeet.pdf", "-"]).contains("Hyvä AHO,"))
    }

    @Test func lettersToNobodyAreAnErrorAndLeaveWhatIsThere() throws {
        try template("kirje.docx", paragraphs)
        try workspace.write("{module: customers, where: nimi = \"Ei kukaan\"}", to: "segments/tyhja.yaml")
        try workspace.succeed(["apply"])
        try workspace.succeed(["segment", "refresh", "tyhja"])
        let path = workspace.folder.file("vanha.docx")
        try Data("eilinen".utf8).write(to: URL(filePath: path))
        let result = try workspace.run(["segment", "export", "tyhja", "--template", "kirje.docx", "--output", path])
        #expect(result.status == 1 && result.errors.contains("ei ole jäseniä") && result.errors.contains("vanha.docx"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "eilinen")
    }

    @Test func anInterruptedConversionStopsLibreOfficeAndLeavesNothing() throws {
        try template("kirje.docx", paragraphs)
        let files = FileManager.default
        let target = workspace.folder.file("ulos")
        try files.createDirectory(atPath: target, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = [
            "--workspace", workspace.path, "segment", "export", "kanta", "--template", "kirje.docx", "--output", target + "/kirjeet.pdf",
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        // LibreOffice is at work as soon as it has made its profile.
        func isConverting() -> Bool {
            files.enumerator(atPath: target)?.contains { ($0 as? String)?.hasSuffix("/profile") == true } ?? false
        }
        while !isConverting(), process.isRunning { usleep(1000) }
        process.interrupt()
        process.waitUntilExit()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(process.terminationReason == .exit && process.terminationStatus == 1 && text.contains("Keskeytetty"), "\(text)")
        #expect(try files.contentsOfDirectory(atPath: target) == [])
    }
}
