import Foundation
import Tabular
import TestSupport
import Testing

@testable import XLSX

/// Tables, groups, totals, links, pages and charts, as programs that nobody here wrote read them.
struct WorkbookFeatureTests {
    private let folder: TemporaryFolder
    private let columns = [
        SheetColumn("Kaupunki", .text), SheetColumn("Ostot", .decimal(scale: 2), numberFormat: "#,##0.00\"\u{A0}€\""),
        SheetColumn("Sähköposti", .text, links: .mail), SheetColumn("Ostot", .integer), SheetColumn("Päivä", .day),
    ]

    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.file("a.xlsx") }

    private func batch(_ rows: [(String, Int64, String, Int64)]) -> Batch {
        var batch = Batch(columns.map(\.type))
        for (city, spent, mail, count) in rows {
            batch.columns[0].append(city)
            batch.columns[1].append(spent)
            batch.columns[2].append(mail)
            batch.columns[3].append(count)
            batch.columns[4].append(20_000 + count)
            batch.rowCount += 1
        }
        return batch
    }

    private var rows: Batch {
        batch([("Espoo", 1050, "a@x.example", 1), ("Espoo", 250, "b c@x.example", 2), ("Turku", -300, "ä&b@x.example", 3)])
    }

    private func python(_ body: String) throws -> String {
        try WorkbookReader.script("import openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\ns = b.worksheets[0]\n" + body, [path])
    }

    @Test func theCheckerFindsEachBrokenRule() throws {
        try WorkbookCheck.prove()
    }

    @Test func rowsAreATableWithTotals() throws {
        var writer = try XLSXWriter(path: path, sheet: SheetOptions(name: "Ostot 2026 & muut", hasTotals: true), columns: columns)
        try writer.append(rows)
        try writer.appendTotals([
            0: .text("Yhteensä"), 1: .number(.sum, value: 1000, scale: 2), 4: .number(.maximum, value: 20_003, scale: 0),
        ])
        let receipt = try writer.finish()
        #expect(receipt.rows == 3 && receipt.links == 2)
        #expect(try WorkbookCheck.problems(of: path) == "")
        #expect(
            try python(
                """
                t = s.tables["Ostot_2026_muut"]
                print(t.ref, t.autoFilter.ref, t.totalsRowCount, t.tableStyleInfo.name, t.tableStyleInfo.showRowStripes)
                print([(c.name, c.totalsRowFunction, c.totalsRowLabel) for c in t.tableColumns])
                print([c.value for c in s[5]], [c.value for c in s[1]])
                """) == """
                    A1:E5 A1:E4 1 Ajastin True
                    [('Kaupunki', None, 'Yhteensä'), ('Ostot', 'sum', None), ('Sähköposti', None, None), ('Ostot (2)', None, None), \
                    ('Päivä', 'max', None)]
                    ['Yhteensä', '=SUBTOTAL(109,Ostot_2026_muut[Ostot])', None, None, '=SUBTOTAL(104,Ostot_2026_muut[Päivä])'] \
                    ['Kaupunki', 'Ostot', 'Sähköposti', 'Ostot (2)', 'Päivä']

                    """)
        let read = try WorkbookReader.openpyxl(path)[0].rows
        #expect(read[4][1] == WorkbookReader.Cell(kind: "number", value: "10.0"))
        #expect(read[4][4]?.kind == "date")
        // LibreOffice computes the totals itself when it is told to; what it saves is what the formulas give.
        #expect(try WorkbookReader.libreOffice(path, in: folder)[0].rows[4][1] == WorkbookReader.Cell(kind: "number", value: "10.0"))
    }

    @Test func addressesAreLinksAndNothingElseIs() throws {
        var writer = try XLSXWriter(
            path: path, sheet: SheetOptions(name: "A"),
            columns: [
                SheetColumn("Mail", .text, links: .mail), SheetColumn("Web", .text, links: .web),
            ])
        let cells = [
            ("a@x.example", "https://x.example/?a=1&b='2'#Kohta 1"), ("a@x.example?subject=x", "http://x.example/ä b"),
            ("ei osoite", "https://x.example/ä?q=%20#ö"), ("a@b@c", "javascript:alert(1)"), ("\"x\"@y", "HTTPS://X.example:8080"),
            ("a@x\u{1}", "file:///etc/passwd"), ("@x", "https://[x]/"),
        ]
        var batch = Batch([.text, .text])
        for (mail, web) in cells {
            batch.columns[0].append(mail)
            batch.columns[1].append(web)
            batch.rowCount += 1
        }
        try writer.append(batch)
        let receipt = try writer.finish()
        #expect(try WorkbookCheck.problems(of: path) == "")
        #expect(
            try python("print([(c.coordinate, c.hyperlink.target, c.hyperlink.location, c.font.u) for r in s for c in r if c.hyperlink])")
                == """
                [('A2', 'mailto:a@x.example', None, 'single'), ('A3', 'mailto:a@x.example%3Fsubject%3Dx', None, 'single'), \
                ('B4', 'https://x.example/%C3%A4?q=%20', '%C3%B6', 'single'), ('B6', 'https://X.example:8080', None, 'single')]

                """)
        #expect(receipt.links == 4)
        // Every text is as it was, whatever became of its link.
        let read = try WorkbookReader.openpyxl(path)[0].rows.dropFirst()
        #expect(read.map { $0[1]?.value } == cells.map(\.1))
    }

    @Test func aSheetHasNoMoreLinksThanExcelTakes() throws {
        var writer = try XLSXWriter(path: path, sheet: SheetOptions(name: "A"), columns: [SheetColumn("Mail", .text, links: .mail)])
        var batch = Batch([.text])
        for number in 0..<4096 {
            batch.columns[0].append("a\(number)@x.example")
            batch.rowCount += 1
        }
        for _ in 0..<17 { try writer.append(batch) }
        let receipt = try writer.finish()
        #expect(receipt.links == 65_529 && receipt.linksLeftOut == 17 * 4096 - 65_529)
        #expect(try WorkbookCheck.problems(of: path) == "")
    }

    @Test func groupsFoldAndAreSummedUp() throws {
        var writer = try XLSXWriter(path: path, sheet: SheetOptions(name: "A", groupLevels: 2, hasTotals: true), columns: columns)
        func end(_ after: Int, _ level: Int, _ sum: Int128) -> SummaryRow {
            SummaryRow(after: after, level: level, cells: [0: .text("Välisumma"), 1: .number(.sum, value: sum, scale: 2)])
        }
        try writer.append(rows, summaries: [end(1, 2, 1050), end(2, 2, 250), end(2, 1, 1300)])
        try writer.append(rows, summaries: [end(0, 2, -300), end(0, 1, -300), end(3, 2, 1000), end(3, 1, 1000)])
        try writer.appendTotals([1: .number(.sum, value: 2000, scale: 2)])
        _ = try writer.finish()
        #expect(try WorkbookCheck.problems(of: path) == "")
        #expect(
            try python(
                """
                print([(r, s.row_dimensions[r].outlineLevel, s.cell(r, 2).value) for r in range(2, s.max_row + 1)])
                print(len(s.tables), s.auto_filter.ref)
                """) == """
                    [(2, 2, 10.5), (3, 1, '=SUBTOTAL(9,B2:B2)'), (4, 2, 2.5), (5, 1, '=SUBTOTAL(9,B4:B4)'), (6, 0, '=SUBTOTAL(9,B2:B5)'), \
                    (7, 2, -3.0), (8, 1, '=SUBTOTAL(9,B7:B7)'), (9, 0, '=SUBTOTAL(9,B7:B8)'), (10, 2, 10.5), (11, 2, 2.5), (12, 2, -3.0), \
                    (13, 1, '=SUBTOTAL(9,B10:B12)'), (14, 0, '=SUBTOTAL(9,B10:B13)'), (15, 0, '=SUBTOTAL(9,B2:B14)')]
                    0 A1:E15

                    """)
        let values = try WorkbookReader.openpyxl(path)[0].rows.map { $0[1]?.value ?? "" }
        #expect(values[5] == "13.0" && values[14] == "20.0")
    }

    /// A group that goes on over two sheets has its sum as a value alone.
    @Test func groupsGoOnOverSheets() throws {
        var writer = try XLSXWriter(
            path: path, sheet: SheetOptions(name: "A", maximumRowCount: 4, groupLevels: 1, hasTotals: true), columns: columns)
        let sum = SummaryRow(after: 3, level: 1, cells: [1: .number(.sum, value: 1000, scale: 2)])
        try writer.append(rows, summaries: [sum])
        try writer.append(rows, summaries: [sum])
        try writer.appendTotals([1: .number(.sum, value: 2000, scale: 2)])
        _ = try writer.finish()
        #expect(try WorkbookCheck.problems(of: path) == "")
        #expect(
            try python("print([(t.title, [c.value for c in t['B'][1:]]) for t in b])") == """
                [('A', [10.5, 2.5, -3.0]), ('A (2)', [10.0, 10.5, 2.5]), ('A (3)', [-3.0, 10.0, 20.0])]

                """)
    }

    @Test func severalListsAndPagesShareAWorkbook() throws {
        var writer = XLSXWriter(path: path)
        for name in ["Sama", "Sama"] {
            try writer.startList(SheetOptions(name: name), columns: columns)
            try writer.append(rows)
        }
        try writer.startList(SheetOptions(name: "Tyhjä", hasTotals: true), columns: columns)
        let numbers: [[PageCell]] = [
            [.title("Yhteenveto")], [.heading("Kaupunki"), .heading("Ostot")],
            [.text("Espoo"), .number(unscaled: 1300, scale: 2, format: "#,##0.00")],
            [.text("Turku & <muut>"), .number(unscaled: -300, scale: 2, format: "#,##0.00")],
            [.label("Päivä"), .day(Day(number: 20_000), format: "d.m.yyyy")],
        ]
        let kinds: [SheetChart.Kind] = [.bars, .columns, .line, .pie]
        let charts = kinds.enumerated().map { index, kind in
            SheetChart(
                title: "Ostot & <muut>", kind: kind, rows: 2..<4, names: 0, numbers: 1, format: "#,##0.00", column: 3, row: index * 17)
        }
        try writer.add(SheetPage(name: "Yhteenveto", widths: [20, 12], rows: numbers, charts: charts))
        let receipt = try writer.finish()
        #expect(receipt.sheets == 4 && receipt.rows == 6)
        #expect(try WorkbookCheck.problems(of: path) == "")
        let read = try WorkbookReader.calamine(path)
        #expect(read.map(\.name) == ["Sama", "Sama (2)", "Tyhjä", "Yhteenveto"])
        #expect(read[3].rows[3][1] == WorkbookReader.Cell(kind: "number", value: "-3.0"))
        #expect(
            try python("print([t.name for w in b for t in w.tables.values()], [type(c).__name__ for c in b.worksheets[3]._charts])") == """
                ['Sama', 'Sama_2'] ['BarChart', 'BarChart', 'LineChart', 'PieChart']

                """)
    }

    @Test(arguments: [
        ("Ostot", "Ostot"), ("A1", "A1_"), ("RC", "RC_"), ("r1c1", "r1c1_"), ("2026", "_2026"), ("Äiti & isä", "Äiti_isä"), ("", "_"),
    ])
    func tablesHaveNamesThatExcelTakes(text: String, name: String) {
        #expect(TableName.make(text, taken: []) == name)
        #expect(TableName.make(text, taken: [name.uppercased()]) == name + "_2")
    }

    @Test func columnsOfTablesAreToldApart() {
        #expect(TableName.columns(["A", "a", "", "A (2)"]) == ["A", "a (2)", "C", "A (2) (2)"])
        #expect(TableName.columnReference("Ostot yhteensä") == "[Ostot yhteensä]")
        #expect(TableName.columnReference("Hinta [€] #1") == "[[Hinta '[€'] '#1]]")
    }

    /// A totals row for which the sheet has no room is on the next one.
    @Test func aTotalsRowNeedsRoom() throws {
        var writer = try XLSXWriter(
            path: path, sheet: SheetOptions(name: "A", maximumRowCount: 4, hasTotals: true), columns: columns)
        try writer.append(rows)
        try writer.appendTotals([1: .number(.sum, value: 1000, scale: 2)])
        _ = try writer.finish()
        #expect(try WorkbookCheck.problems(of: path) == "")
        #expect(
            try python("print([(t.title, t.max_row, [c.value for c in t['B'][1:]]) for t in b])")
                == "[('A', 4, [10.5, 2.5, -3.0]), ('A (2)', 2, [10.0])]\n")
    }
}
