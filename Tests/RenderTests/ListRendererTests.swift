import Foundation
import Localization
import Model
import PDF
import Render
import Tabular
import TestSupport
import Testing

struct ListRendererTests {
    private static let fields = [
        FieldDefinition(key: "name", type: .text, label: LocalizedText([.fi: "Nimi", .en: "Name"])),
        FieldDefinition(key: "postal_code", type: .text, label: LocalizedText([.fi: "Postinumero", .en: "Postal code"])),
        FieldDefinition(key: "spent", type: .decimal, label: LocalizedText([.fi: "Ostot", .en: "Spent"]), scale: 2, unit: "EUR"),
        FieldDefinition(key: "born", type: .date, label: LocalizedText([.fi: "Syntynyt", .en: "Born"])),
        FieldDefinition(key: "consent", type: .boolean, label: LocalizedText([.fi: "Lupa", .en: "Consent"])),
        FieldDefinition(key: "seen", type: .instant, label: LocalizedText([.fi: "Nähty", .en: "Seen"])),
    ]
    private let folder: TemporaryFolder
    private let created = Instant(seconds: 1_795_683_600)

    init() throws { folder = try TemporaryFolder() }

    @Test func definitionsAndWritersAgreeOnHowManyColumnsFit() {
        #expect(ListFormat.pdf.columnLimit == PDFWriter.columnLimit)
    }

    private func batch() -> Batch {
        var batch = Batch(Self.fields.map(\.columnType))
        let names: [String?] = ["Öhman; \"Kulma\"", "=HYPERLINK(\"http://x\")", nil]
        for (index, name) in names.enumerated() {
            if let name { batch.columns[0].append(name) } else { batch.columns[0].appendNull() }
            batch.columns[1].append("00100")
            batch.columns[2].append([123_456, -5, 0][index])
            batch.columns[3].append(Int64(Day(iso: "1980-02-29")?.number ?? 0))
            batch.columns[4].append(index == 0 ? 1 : 0)
            batch.columns[5].append(Instant(seconds: 1_795_683_600).microseconds)
            batch.rowCount += 1
        }
        return batch
    }

    private func render(_ formats: [ListFormat], _ layout: ListLayout, _ language: Language, into name: String = "out") throws
        -> [RenderedFile]
    {
        try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
        let design = ListDesign(columns: Self.fields.map { ListColumn($0.key) }, formats: formats, layout: layout)
        let list = CustomerList(segment: "s", label: LocalizedText([.fi: "Jäsenet", .en: "Members"]), design: design)
        let facts = ListFacts(segment: list.label, criteria: nil, module: "Asiakkaat")
        let source = ListSource(list: list, columns: Self.fields, facts: facts) { body in
            try body(BatchCursor(types: Self.fields.map(\.columnType), batches: [batch()]))
        }
        return try renderer(language).render([source], label: list.label, into: folder.file(name)).files
    }

    private func renderer(_ language: Language) -> ListRenderer {
        ListRenderer(
            localizer: Localizer(language: language, offset: { _ in 7200 }),
            calendar: LocalCalendar(
                zone: "test", offset: { _ in 7200 }, resolve: { day, second in Instant(seconds: day.number * 86_400 + second) }),
            created: created)
    }

    @Test func aFormattedCSVIsWhatAFinnishSpreadsheetOpens() throws {
        let file = try #require(try render([.csv], .formatted, .fi).first)
        #expect(file.name == "Jäsenet-2026-11-26.csv")
        #expect(file.notes == [Message("list.note.guarded", ["count": 1])])
        #expect(
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: file.path)), as: UTF8.self) == "\u{FEFF}"
                + """
                Nimi;Postinumero;Ostot (EUR);Syntynyt;Lupa;Nähty\r
                "Öhman; ""Kulma""\";00100;1234,56;29.2.1980;kyllä;26.11.2026 11.00.00\r
                "'=HYPERLINK(""http://x"")";00100;-0,05;29.2.1980;ei;26.11.2026 11.00.00\r
                ;00100;0,00;29.2.1980;ei;26.11.2026 11.00.00\r

                """)
    }

    @Test func anUnformattedCSVIsForMachines() throws {
        let file = try #require(try render([.csv], .unformatted, .fi).first)
        #expect(
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: file.path)), as: UTF8.self) == """
                name,postal_code,spent,born,consent,seen\r
                "Öhman; ""Kulma""\",00100,1234.56,1980-02-29,true,2026-11-26T09:00:00Z\r
                "'=HYPERLINK(""http://x"")",00100,-0.05,1980-02-29,false,2026-11-26T09:00:00Z\r
                ,00100,0.00,1980-02-29,false,2026-11-26T09:00:00Z\r

                """)
    }

    @Test func aWorkbookHasTypedCellsAndTheReadersHeadings() throws {
        let files = try render([.xlsx, .csv], .formatted, .en)
        #expect(files.map(\.name) == ["Members-2026-11-26.xlsx", "Members-2026-11-26.csv"])
        #expect(files.map(\.rowCount) == [3, 3])
        let script = """
            import openpyxl, sys
            sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
            print(sheet.title, sheet.freeze_panes, [(t.name, t.ref) for t in sheet.tables.values()])
            for row in sheet.iter_rows():
                print([(cell.value, cell.data_type) for cell in row])
            print(sheet["C2"].number_format, sheet["D2"].number_format)
            """
        let output = try Tool.run(Tool.python, ["-c", script, files[0].path])
        #expect(
            output == """
                Members A2 [('Members', 'A1:F4')]
                [('Name', 's'), ('Postal code', 's'), ('Spent', 's'), ('Born', 's'), ('Consent', 's'), ('Seen', 's')]
                [('Öhman; "Kulma"', 's'), ('00100', 's'), (1234.56, 'n'), (datetime.datetime(1980, 2, 29, 0, 0), 'd'), (True, 'b'), \
                (datetime.datetime(2026, 11, 26, 11, 0), 'd')]
                [('=HYPERLINK("http://x")', 's'), ('00100', 's'), (-0.05, 'n'), (datetime.datetime(1980, 2, 29, 0, 0), 'd'), (False, 'b'), \
                (datetime.datetime(2026, 11, 26, 11, 0), 'd')]
                [(None, 'n'), ('00100', 's'), (0.0, 'n'), (datetime.datetime(1980, 2, 29, 0, 0), 'd'), (False, 'b'), \
                (datetime.datetime(2026, 11, 26, 11, 0), 'd')]
                "€"#,##0.00 dd/mm/yyyy

                """)
    }

    @Test func theSameRowsMakeTheSameBytes() throws {
        let first = try render([.xlsx, .csv], .formatted, .fi)
        let second = try render([.xlsx, .csv], .formatted, .fi, into: "again")
        for (left, right) in zip(first, second) {
            #expect(FileManager.default.contentsEqual(atPath: left.path, andPath: right.path))
        }
    }
}
