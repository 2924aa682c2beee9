import Foundation
import Tabular
import TestSupport
import Testing
import XLSX

/// Workbooks that other programs and our own writer make, read cell by cell.
struct WorkbookFromElsewhereTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Lets a Python script write `a.xlsx`, whose path is `sys.argv[1]`.
    private func python(_ script: String) throws -> String {
        _ = try WorkbookReader.script(script, [folder.file("a.xlsx")])
        return folder.file("a.xlsx")
    }

    private static let openpyxlScript = """
        import openpyxl, datetime
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = 'Asiakkaat'
        sheet.append(['Nimi', 'Päivä', 'Hetki', 'Kello', 'Osuus', 'Lupa', 'Summa'])
        sheet.append(['Mäkinen & pojat <oy>', datetime.date(2026, 12, 31), datetime.datetime(2026, 12, 31, 11, 0, 0), datetime.time(11, 30),
            0.125, True, 1234.5])
        sheet.append([CellRichText('Tai', TextBlock(InlineFont(b=True), ' kki'), ' x'), datetime.date(1999, 2, 28),
            datetime.datetime(1969, 7, 20, 20, 17, 40), datetime.time(0, 0, 1), 1, False, -0.1])
        sheet['A5'] = '  blanks  '
        sheet['G5'] = 12345678901.25
        sheet['A6'] = '=1/3'
        sheet['B6'] = 'rivi 1\\nrivi 2'
        for row in sheet['E2:E3']: row[0].number_format = '0.0%'
        for row in sheet['B2:B3']: row[0].number_format = 'd.m.yyyy'
        """

    private static let openpyxlRows: [[String]] = [
        ["Nimi", "Päivä", "Hetki", "Kello", "Osuus", "Lupa", "Summa"],
        ["Mäkinen & pojat <oy>", "2026-12-31", "2026-12-31T11:00:00", "11:30:00", "0.125", "true", "1234.5"],
        ["Tai kki x", "1999-02-28", "1969-07-20T20:17:40", "00:00:01", "1", "false", "-0.1"],
        ["  blanks  ", "", "", "", "", "", "12345678901.25"],
        ["", "rivi 1\nrivi 2", "", "", "", "", ""],
    ]

    @Test(arguments: ["", "book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904\n"])
    func readsWhatOpenpyxlWrote(epoch: String) throws {
        let script = Self.openpyxlScript.replacingOccurrences(of: "sheet = book.active", with: epoch + "sheet = book.active")
        let rows = try ReadWorkbook(try python(script + "\nbook.save(sys.argv[1])")).rows(width: 7)
        #expect(rows.map(\.fields) == Self.openpyxlRows)
        #expect(rows.map(\.line) == [1, 2, 3, 5, 6])
        #expect(rows[1].isPlain == [false, true, true, true, true, true, true])
        #expect(rows[0].isPlain == Array(repeating: false, count: 7))
    }

    @Test func readsWhatLibreOfficeWrote() throws {
        let path = try python(Self.openpyxlScript + "\nbook.save(sys.argv[1])")
        try WorkbookReader.convert(path, to: "xlsx", in: folder)
        let rows = try ReadWorkbook(folder.file("converted/a.xlsx")).rows(width: 7)
        var expected = Self.openpyxlRows
        expected[4][0] = "0.333333333333333"
        #expect(rows.map(\.fields) == expected)
        #expect(rows.map(\.line) == [1, 2, 3, 5, 6])
    }

    @Test(arguments: [(11, 0, true), (12, 1, false), (13, 3000, true), (14, 10_000, false)] as [(UInt64, Int, Bool)])
    func readsWhatOurWriterWrote(seed: UInt64, rowCount: Int, isFormatted: Bool) throws {
        let columns = RandomTable.columns
        // A control character that our writer escapes comes back; all that XML cannot hold at all became U+FFFD.
        let table = RandomTable(seed: seed, rowCount: rowCount, batchSize: 1000)
        let sheet = SheetOptions(name: "Asiakkaat", isFormatted: isFormatted) { _ in 7200 }
        _ = try XLSXWriter.write(
            to: folder.file("a.xlsx"), sheet: sheet, columns: columns,
            rows: BatchCursor(types: columns.map(\.type), batches: table.batches))
        let rows = try ReadWorkbook(folder.file("a.xlsx")).rows(width: columns.count)
        let expected = table.expected(offset: 7200)
        #expect(rows.first?.fields == columns.map(\.header))
        let byLine = Dictionary(rows.map { ($0.line, $0) }) { first, _ in first }
        #expect(rows.count == 1 + expected.count { row in row.contains { $0 != nil } })
        var differences: [String] = []
        for (index, wanted) in expected.enumerated() {
            let row = byLine[index + 2]
            for (column, cell) in wanted.enumerated() {
                let field = row?.fields[column] ?? ""
                guard !matches(field, isPlain: row?.isPlain[column] ?? false, cell) else { continue }
                differences.append("row \(index + 2), column \(column): \(field.debugDescription) for \(cell as Any)")
            }
        }
        #expect(differences.isEmpty, "\(differences.prefix(8).joined(separator: "\n"))")
    }

    /// Whether a field is what a reader should see of `cell`.
    private func matches(_ field: String, isPlain: Bool, _ cell: WorkbookReader.Cell?) -> Bool {
        guard let cell else { return field.isEmpty }
        switch cell.kind {
        case "text": return field.unicodeScalars.elementsEqual(cell.value.unicodeScalars) && !isPlain
        case "boolean": return field == cell.value.lowercased() && isPlain
        case "number": return Double(field) == Double(cell.value) && isPlain && !field.lowercased().contains("e")
        default:
            var wanted = cell.value.replacingOccurrences(of: " ", with: "T").replacingOccurrences(of: ".500000", with: ".500")
            if !field.contains("T") { wanted = wanted.replacingOccurrences(of: "T00:00:00", with: "") }
            return field == wanted && isPlain
        }
    }
}
