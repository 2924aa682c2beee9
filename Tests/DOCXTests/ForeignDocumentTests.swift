import Archive
import DOCX
import Foundation
import Tabular
import TestSupport
import Testing

/// Templates that other programs made, merged, and read by programs nobody here wrote.
struct ForeignDocumentTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func template(_ path: String) throws -> MailTemplate {
        try MailTemplate(MemorySource(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
    }

    private let records = TestRecords(
        [("first_name", .text), ("last_name", .text), ("total_spent", .decimal(scale: 2)), ("last_purchase", .day)],
        [
            [.text("Maija"), .text("Mäkinen & <pojat>"), .number(123_450), .day("2026-11-27")],
            [.text("Åke"), .text("Öst\nrivi kaksi"), .number(5), .none], [.text("Šárka"), .text("😀"), .number(-100), .day("2025-01-02")],
        ])

    private func purchases(_ row: Int) -> TestRecords {
        let counts = [2, 0, 1]
        return TestRecords(
            [("event", .text), ("amount", .decimal(scale: 2))],
            (0..<counts[row]).map { [.text("Esitys \(row)-\($0)"), .number(Int64(1000 + $0))] })
    }

    /// A template of python-docx, with fields as Word writes them, in a header, a footer and a table.
    private static let script = """
        import docx, re
        from docx.oxml import parse_xml, OxmlElement
        from docx.oxml.ns import nsdecls, qn
        def fld(p, code, result='x', pieces=1):
            def r(inner): p._p.append(parse_xml('<w:r %s><w:rPr><w:b/></w:rPr>%s</w:r>' % (nsdecls('w'), inner)))
            r('<w:fldChar w:fldCharType="begin"/>')
            step = max(1, len(code) // pieces)
            for i in range(0, len(code), step):
                r('<w:instrText xml:space="preserve">%s</w:instrText>' % code[i:i + step].replace('&', '&amp;').replace('<', '&lt;'))
                p._p.append(parse_xml('<w:proofErr %s w:type="spellStart"/>' % nsdecls('w')))
            r('<w:fldChar w:fldCharType="separate"/>'); r('<w:t>%s</w:t>' % result); r('<w:fldChar w:fldCharType="end"/>')
        d = docx.Document()
        d.sections[0].header.paragraphs[0].add_run('Asiakas: '); fld(d.sections[0].header.paragraphs[0], ' MERGEFIELD last_name ')
        d.sections[0].footer.paragraphs[0].add_run('Sivu '); fld(d.sections[0].footer.paragraphs[0], ' PAGE ', '1')
        d.add_heading('Kirje', 1)
        p = d.add_paragraph('Hyvä '); fld(p, ' MERGEFIELD first_name \\\\* Upper ', pieces=9); p.add_run('!')
        p = d.add_paragraph('Ostot: '); fld(p, ' MERGEFIELD total_spent \\\\# "# ##0,00 \\u20ac" ', pieces=5)
        p = d.add_paragraph('Viimeksi: '); fld(p, ' MERGEFIELD last_purchase \\\\@ "d. MMMM yyyy" \\\\b "(" \\\\f ")" ', pieces=3)
        t = d.add_table(rows=2, cols=2)
        t.cell(0, 0).text, t.cell(0, 1).text = 'Tapahtuma', 'Hinta'
        fld(t.cell(1, 0).paragraphs[0], ' MERGEFIELD TableStart:purchases '); fld(t.cell(1, 0).paragraphs[0], ' MERGEFIELD event ')
        fld(t.cell(1, 1).paragraphs[0], ' MERGEFIELD amount '); fld(t.cell(1, 1).paragraphs[0], ' MERGEFIELD TableEnd:purchases ')
        d.add_paragraph('Terveisin')
        d.save(sys.argv[1])
        """

    private func merged() throws -> (MailTemplate, MergeRecords) {
        try DocumentReader.python(Self.script, [folder.file("template.docx")])
        return (try template(folder.file("template.docx")), records.records(size: 2, modules: [("purchases", purchases)]))
    }

    private static let names = ["Mäkinen & <pojat>", "Öst\nrivi kaksi", "😀"]
    private static let letters = [
        ["Kirje", "Hyvä MAIJA!", "Ostot: 1\u{A0}234,50 €", "Viimeksi: (27. marraskuuta 2026)", "Terveisin"],
        ["Kirje", "Hyvä ÅKE!", "Ostot:     0,05 €", "Viimeksi: ", "Terveisin"],
        ["Kirje", "Hyvä ŠÁRKA!", "Ostot:     -1,00 €", "Viimeksi: (2. tammikuuta 2025)", "Terveisin"],
    ]
    private static let tables = [
        [["Tapahtuma", "Hinta"], ["Esitys 0-0", "10,00"], ["Esitys 0-1", "10,01"]], [["Tapahtuma", "Hinta"]],
        [["Tapahtuma", "Hinta"], ["Esitys 2-0", "10,00"]],
    ]

    @Test func pythonDocxReadsTheJoinedLetters() throws {
        let (template, records) = try merged()
        #expect(template.problems == [])
        let receipt = try MailMerge(template, records, language: .finnish).write(to: folder.file("joined.docx"))
        #expect(receipt.letters == 3)
        let document = try DocumentReader.pythonDocx(folder.file("joined.docx"))
        #expect(document.paragraphs == Self.letters.flatMap { $0 })
        #expect(document.tables == Self.tables)
        #expect(document.sections == Self.names.map { DocumentReader.Section(header: ["Asiakas: \($0)"], footer: ["Sivu 1"]) })
    }

    @Test func pythonDocxReadsEachLetter() throws {
        let (template, records) = try merged()
        _ = try MailMerge(template, records, language: .finnish).writeEach { folder.file("\($0.number).docx") }
        for number in 0..<3 {
            let document = try DocumentReader.pythonDocx(folder.file("\(number + 1).docx"))
            #expect(document.paragraphs == Self.letters[number])
            #expect(document.tables == [Self.tables[number]])
            #expect(document.sections == [DocumentReader.Section(header: ["Asiakas: \(Self.names[number])"], footer: ["Sivu 1"])])
        }
    }

    @Test func libreOfficeReadsTheJoinedLetters() throws {
        let (template, records) = try merged()
        _ = try MailMerge(template, records, language: .finnish).write(to: folder.file("joined.docx"))
        let lines = try DocumentReader.libreOfficeLines(folder.file("joined.docx"), in: folder)
        let expected = zip(Self.letters, Self.tables).flatMap { letter, table in letter.prefix(4) + table.flatMap { $0 } + ["Terveisin"] }
        #expect(lines.map { $0.filter { !$0.isWhitespace } } == expected.map { $0.filter { !$0.isWhitespace } })
    }

    @Test func libreOfficeGivesEachLetterItsPageAndHeader() throws {
        let (template, records) = try merged()
        _ = try MailMerge(template, records, language: .finnish).write(to: folder.file("joined.docx"))
        let pdf = try DocumentReader.convert(folder.file("joined.docx"), to: "pdf", in: folder)
        let text = try Tool.run("pdftotext", ["-layout", pdf, "-"])
        let pages = text.split(separator: "\u{C}", omittingEmptySubsequences: true).filter { !$0.allSatisfy(\.isWhitespace) }
        #expect(pages.count == 3)
        for (page, name) in zip(pages, ["HyväMAIJA!", "HyväÅKE!", "HyväŠÁRKA!"]) {
            let dense = page.filter { !$0.isWhitespace }
            #expect(dense.contains(name))
            #expect(dense.contains("Sivu1"))
        }
        #expect(pages.first?.contains("Asiakas: Mäkinen & <pojat>") == true)
    }

    /// A text document of LibreOffice with its own fields of a database, as flat XML.
    private static let openDocument = """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
        xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
        <office:body><office:text>
        <text:p>Hyvä <text:database-display text:table-name="t" text:table-type="table" text:database-name="db" text:column-name="first_name">&lt;first_name&gt;</text:database-display>!</text:p>
        <table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Nimi</text:p></table:table-cell>\
        <table:table-cell><text:p><text:database-display text:table-name="t" text:table-type="table" text:database-name="db" text:column-name="last_name">&lt;last_name&gt;</text:database-display></text:p></table:table-cell></table:table-row></table:table>
        <text:p>Loppu</text:p>
        </office:text></office:body></office:document>
        """

    @Test func mergesWhatLibreOfficeMade() throws {
        let source = try folder.write(Self.openDocument, to: "lo.fodt")
        let path = try DocumentReader.convert(source, to: "docx", in: folder)
        let template = try template(path)
        #expect(template.fields.map(\.name) == ["first_name", "last_name"])
        _ = try MailMerge(template, records.records(), language: .finnish).write(to: folder.file("joined.docx"))
        let document = try DocumentReader.pythonDocx(folder.file("joined.docx"))
        #expect(document.paragraphs.filter { !$0.isEmpty } == ["Maija", "Åke", "Šárka"].flatMap { ["Hyvä \($0)!", "Loppu"] })
        #expect(document.tables == Self.names.map { [["Nimi", $0]] })
        let lines = try DocumentReader.libreOfficeLines(folder.file("joined.docx"), in: folder)
        #expect(
            lines == [
                "Hyvä Maija!", "Nimi", "Mäkinen & <pojat>", "Loppu", "Hyvä Åke!", "Nimi", "Öst", "rivi kaksi", "Loppu", "Hyvä Šárka!",
                "Nimi", "😀", "Loppu",
            ])
    }

    @Test func libreOfficeReadsWhatItMadeInSeparateFilesToo() throws {
        let source = try folder.write(Self.openDocument, to: "lo.fodt")
        let template = try template(try DocumentReader.convert(source, to: "docx", in: folder))
        _ = try MailMerge(template, records.records(), language: .finnish).writeEach { folder.file("\($0.number).docx") }
        #expect(try DocumentReader.libreOfficeLines(folder.file("3.docx"), in: folder) == ["Hyvä Šárka!", "Nimi", "😀", "Loppu"])
    }
}
