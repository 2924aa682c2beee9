import Foundation
import OPC
import Tabular
import TestSupport
import Testing
import XLSX

struct WorkbookReadingTests {
    private let folder: TemporaryFolder
    private let columns = RandomTable.columns

    init() throws { folder = try TemporaryFolder() }

    @discardableResult
    private func write(
        _ name: String, _ table: RandomTable, isFormatted: Bool = true, maximumRowCount: Int = 1_048_576, workers: Int = 2
    ) throws -> XLSXReceipt {
        let sheet = SheetOptions(name: "Asiakkaat", isFormatted: isFormatted, maximumRowCount: maximumRowCount) { _ in 7200 }
        return try XLSXWriter.write(
            to: folder.file(name), workbook: WorkbookOptions(workerCount: workers), sheet: sheet, columns: columns,
            rows: BatchCursor(types: columns.map(\.type), batches: table.batches))
    }

    private var heading: [WorkbookReader.Cell?] { columns.map { WorkbookReader.Cell(kind: "text", value: $0.header) } }

    private func same(_ left: WorkbookReader.Cell?, _ right: WorkbookReader.Cell?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.kind == right.kind && (left.kind == "number" ? Double(left.value) == Double(right.value) : left.value == right.value)
    }

    private func compare(_ read: [[WorkbookReader.Cell?]], _ expected: [[WorkbookReader.Cell?]], reader: String) {
        #expect(read.count == expected.count)
        var differences: [String] = []
        for (index, (row, wanted)) in zip(read, expected).enumerated() {
            for column in wanted.indices {
                let cell = column < row.count ? row[column] : nil
                guard !same(cell, wanted[column]) else { continue }
                differences.append("\(reader), row \(index + 1), column \(column + 1): \(cell as Any) for \(wanted[column] as Any)")
            }
        }
        #expect(differences.isEmpty, "\(differences.prefix(8).joined(separator: "\n"))")
    }

    @Test(arguments: [(1, 0, true), (2, 1, false), (3, 700, true), (4, 700, false)] as [(UInt64, Int, Bool)])
    func openpyxlReadsWhatWasWritten(seed: UInt64, rowCount: Int, isFormatted: Bool) throws {
        let table = RandomTable(seed: seed, rowCount: rowCount, batchSize: 128)
        let receipt = try write("a.xlsx", table, isFormatted: isFormatted)
        let sheets = try WorkbookReader.openpyxl(folder.file("a.xlsx"))
        #expect(sheets.map(\.name) == ["Asiakkaat"])
        let expected = table.expected(offset: 7200)
        compare(sheets[0].rows, [heading] + expected, reader: "openpyxl")
        #expect(receipt.rows == rowCount && receipt.sheets == 1)
        #expect(receipt.cells == expected.joined().count { $0 != nil })
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("a.xlsx"))).count == receipt.bytes)
    }

    @Test func calamineReadsWhatWasWritten() throws {
        let table = RandomTable(seed: 5, rowCount: 500, batchSize: 100)
        try write("a.xlsx", table)
        let sheets = try WorkbookReader.calamine(folder.file("a.xlsx"))
        compare(sheets[0].rows, [heading] + table.expected(offset: 7200), reader: "calamine")
    }

    @Test func libreOfficeReadsWhatWasWritten() throws {
        // LibreOffice reads these well, but does not escape them again when it saves.
        let unsaved = ["_x", "\r", "\u{1}"]
        let texts = RandomTable.hostile.filter { text in
            !unsaved.contains { text.unicodeScalars.starts(with: $0.unicodeScalars) || text.contains($0) }
        }
        let table = RandomTable(seed: 6, rowCount: 400, batchSize: 100, hostile: texts)
        try write("a.xlsx", table)
        let sheets = try WorkbookReader.libreOffice(folder.file("a.xlsx"), in: folder)
        #expect(sheets.map(\.name) == ["Asiakkaat"])
        compare(sheets[0].rows, [heading] + table.expected(offset: 7200), reader: "LibreOffice")
    }

    @Test func moreRowsThanASheetHoldsGoOn() throws {
        let table = RandomTable(seed: 7, rowCount: 1000, batchSize: 64)
        let receipt = try write("a.xlsx", table, maximumRowCount: 401)
        #expect(receipt.sheets == 3 && receipt.rows == 1000)
        let sheets = try WorkbookReader.openpyxl(folder.file("a.xlsx"))
        #expect(sheets.map(\.name) == ["Asiakkaat", "Asiakkaat (2)", "Asiakkaat (3)"])
        #expect(sheets.map(\.rows.count) == [401, 401, 201])
        let expected = table.expected(offset: 7200)
        for (index, sheet) in sheets.enumerated() {
            compare(sheet.rows, [heading] + expected.dropFirst(index * 400).prefix(400), reader: "openpyxl")
        }
    }

    @Test func sameRowsMakeTheSameBytesWhateverTheThreads() throws {
        let table = RandomTable(seed: 8, rowCount: 3000, batchSize: 100)
        try write("a.xlsx", table, workers: 1)
        try write("b.xlsx", table, workers: 3)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: folder.file("a.xlsx")))
                == Data(contentsOf: URL(fileURLWithPath: folder.file("b.xlsx"))))
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["a.xlsx", "b.xlsx"])
    }

    @Test func longTextsAreCutAndCounted() throws {
        let columns = [SheetColumn("Teksti", .text)]
        var batch = Batch([.text])
        let texts = [
            String(repeating: "x", count: 32_767), String(repeating: "x", count: 32_768), String(repeating: "😀", count: 16_384),
            String(repeating: "\u{1}", count: 40_000),
        ]
        for text in texts { batch.columns[0].append(text) }
        batch.rowCount = texts.count
        let receipt = try XLSXWriter.write(
            to: folder.file("a.xlsx"), sheet: SheetOptions(name: "A"), columns: columns, rows: BatchCursor(types: [.text], batches: [batch])
        )
        #expect(receipt.cutTexts == 3)
        let read = try WorkbookReader.calamine(folder.file("a.xlsx"))[0].rows.dropFirst().map { $0[0]?.value ?? "" }
        #expect(read[0] == texts[0] && read[1] == texts[0] && read[2] == String(texts[2].dropLast()))
    }

    @Test func bytesThatAreNoTextDoNoHarm() throws {
        var batch = Batch([.text])
        for byte in UInt8.min...UInt8.max {
            for bytes in [[byte], [0x61, byte, 0x62], [0xED, 0xA0, byte], [0xF0, 0x9F, byte], [0xC3, byte]] as [[UInt8]] {
                unsafe bytes.withUnsafeBufferPointer { unsafe batch.columns[0].append($0) }
                batch.rowCount += 1
            }
        }
        let receipt = try XLSXWriter.write(
            to: folder.file("a.xlsx"), sheet: SheetOptions(name: "A"), columns: [SheetColumn("Tavut", .text)],
            rows: BatchCursor(types: [.text], batches: [batch])
        )
        let read = try WorkbookReader.openpyxl(folder.file("a.xlsx"))[0].rows
        #expect(read.count == batch.rowCount + 1 && receipt.rows == batch.rowCount)
    }

    @Test func formattedSheetIsSetUp() throws {
        let properties = DocumentProperties(
            title: "Maksusuunnitelmat", creator: "Maija", created: "2026-11-26T09:00:00Z", language: "fi", application: "Ajastin")
        let table = RandomTable(seed: 9, rowCount: 300, batchSize: 100)
        _ = try XLSXWriter.write(
            to: folder.file("a.xlsx"), workbook: WorkbookOptions(properties: properties), sheet: SheetOptions(name: "Anna's lista"),
            columns: columns, rows: BatchCursor(types: columns.map(\.type), batches: table.batches))
        let script = """
            import openpyxl
            b = openpyxl.load_workbook(sys.argv[1])
            s = b.active
            p = b.properties
            print(p.title, p.creator, p.created.isoformat(), p.language)
            page = s.page_setup
            fits = s.sheet_properties.pageSetUpPr.fitToPage
            print(s.freeze_panes, [(t.name, t.ref, t.autoFilter.ref) for t in s.tables.values()], s.print_title_rows, page.orientation, page.paperSize, fits)
            print(s.oddFooter.left.text, s.oddFooter.right.text)
            print([next(c.number_format for c in col[1:] if c.value is not None) for col in s.columns])
            print([c.font.b for c in s[1]], [c.alignment.horizontal for c in s[1]])
            """
        let expected = """
            Maksusuunnitelmat Maija 2026-11-26T09:00:00 fi
            A2 [('Anna_s_lista', 'A1:H301', 'A1:H301')] $1:$1 landscape 9 True
            Anna's lista &P / &N
            ['@', 'General', 'General', '#,##0.00', 'd.m.yyyy', 'd.m.yyyy h.mm', 'General', '0.000000000000000000']
            [True, True, True, True, True, True, True, True] ['left', 'left', 'right', 'right', 'right', 'right', 'center', 'right']

            """
        let printed = try WorkbookReader.script(script, [folder.file("a.xlsx")])
        #expect(printed == expected)
        let book = try WorkbookReader.part("xl/workbook.xml", of: folder.file("a.xlsx"))
        #expect(book.contains(">'Anna''s lista'!$1:$1</definedName>"))
        let problems = try WorkbookCheck.problems(of: folder.file("a.xlsx"))
        #expect(problems == "")
    }

    @Test func aWriterThatIsLeftLeavesNothing() throws {
        let table = RandomTable(seed: 10, rowCount: 5000, batchSize: 100)
        do {
            var writer = try XLSXWriter(path: folder.file("a.xlsx"), sheet: SheetOptions(name: "A"), columns: columns)
            for batch in table.batches { try writer.append(batch) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func refusesWhatIsNoTable() throws {
        #expect(code { try XLSXWriter(path: folder.file("a.xlsx"), sheet: SheetOptions(name: "A"), columns: []).finish() } == .columnCount)
        #expect(
            code {
                var writer = try XLSXWriter(path: folder.file("a.xlsx"), sheet: SheetOptions(name: "A"), columns: columns)
                try writer.append(Batch([.text]))
                return try writer.finish()
            } == .columnTypes)
        #expect(
            code {
                var batch = Batch(columns.map(\.type))
                batch.columns[0].append("one")
                batch.rowCount = 1
                var writer = try XLSXWriter(path: folder.file("a.xlsx"), sheet: SheetOptions(name: "A"), columns: columns)
                try writer.append(batch)
                return try writer.finish()
            } == .columnTypes)
        #expect(code { try write("missing/a.xlsx", RandomTable(seed: 1, rowCount: 10, batchSize: 10)) } == .write)
        #expect(code { try write("missing/a.xlsx", RandomTable(seed: 1, rowCount: 30_000, batchSize: 4096)) } == .write)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    private func code(_ body: () throws -> XLSXReceipt) -> XLSXError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? XLSXError)?.code
        }
    }
}
