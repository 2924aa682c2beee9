import Foundation
import Tabular
import TestSupport
import Testing
import XLSX

/// What workbooks may hold, part by part.
struct HandmadeWorkbookTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ workbook: HandmadeWorkbook, limit: Int = 1 << 30) throws -> ReadWorkbook {
        try ReadWorkbook(try workbook.bytes(in: folder), limit: limit)
    }

    private func fields(_ cells: String, strings: String = "", styles: String = "", width: Int = 0) throws -> [[String]] {
        try read(HandmadeWorkbook(sheet: "<sheetData>\(cells)</sheetData>", strings: strings, styles: styles)).fields(width: width)
    }

    private func code(_ body: () throws -> Void) -> XLSXReadError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? XLSXReadError)?.code
        }
    }

    @Test func readsEveryTypeOfCell() throws {
        let cells = """
            <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><t>in</t></is></c>\
            <c r="C2" t="str"><f>A1&amp;"x"</f><v>_x0041_ b</v></c>\
            <c r="D2" t="b"><v>1</v></c><c r="E2" t="b"><v>0</v></c><c r="F2" t="e"><v>#DIV/0!</v></c><c r="H2"><f>1+1</f><v>2</v></c>\
            <c r="I2" t="d"><v>2026-12-31T11:00:00</v></c><c r="J2" t="n"><v> 7 </v></c></row>
            """
        let strings = "<si><t>zero</t></si><si><t>one &amp; a half</t></si>"
        let rows = try read(HandmadeWorkbook(sheet: "<sheetData>\(cells)</sheetData>", strings: strings)).rows(width: 12)
        #expect(rows.map(\.line) == [2])
        #expect(
            rows[0].fields == ["one & a half", "in", "A b", "true", "false", "#DIV/0!", "", "2", "2026-12-31T11:00:00", "7", "", ""])
        #expect(rows[0].isPlain == [false, false, false, true, true, false, false, true, true, true, false, false])
    }

    @Test func joinsRunsAndLeavesPhoneticOnesOut() throws {
        let strings = """
            <si><r><rPr><b/></rPr><t xml:space="preserve">Tai </t></r><r><t>kki</t></r>\
            <rPh sb="0" eb="1"><t>kana</t></rPh><phoneticPr/></si>\
            <si><t> edessä ja perässä\n</t></si><si><t xml:space="preserve"> a </t></si><si/>\
            <si><t>_xD83D__xDE00__x005F_x0041__x000D__xD800_</t></si>
            """
        let cells = (0..<5).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined()
        #expect(
            try fields("<row>\(cells)</row>", strings: strings) == [["Tai kki", "edessä ja perässä", " a ", "", "😀_x0041_\r\u{FFFD}"]])
    }

    @Test func placesCellsWithoutReferences() throws {
        let cells = """
            <row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>\
            <row><c r="B6"><v>5</v></c></row>\
            <row><c r="A9"><v>6</v></c></row><row r="12"/><row r="13"><c r="A13"/><c r="B13" t="inlineStr"><is><t/></is></c></row>
            """
        let rows = try read(HandmadeWorkbook(sheet: "<sheetData>\(cells)</sheetData>")).rows(width: 2)
        #expect(rows.map(\.line) == [1, 5, 6, 9])
        #expect(rows.map(\.fields) == [["1", "2"], ["", "", "3", "4"], ["", "5"], ["6", ""]])
    }

    @Test(arguments: [
        ("1", "1"), ("-12", "-12"), ("0", "0"), ("-0", "0"), ("007", "7"), ("1.50", "1.5"), ("0.30000000000000004", "0.3"),
        ("1E-3", "0.001"), ("1.5E+3", "1500"), ("123456789012345", "123456789012345"), ("1234567890123456", "1234567890123460"),
        ("99999999999999999", "100000000000000000"), ("-2.0000000000000001E-2", "-0.02"), ("1e20", "100000000000000000000"),
        ("4.9E-324", "0." + String(repeating: "0", count: 323) + "49"), ("1E-400", "0"), (".5", "0.5"), ("5.", "5"), ("+3", "3"),
        ("0.1000000000000000055511151231257827021181583404541015625", "0.1"), ("1E400", "1E400"), ("abc", "abc"), ("1.2.3", "1.2.3"),
        ("1E", "1E"), ("-", "-"), ("12 3", "12 3"),
    ])
    func writesNumbersPlainly(value: String, expected: String) throws {
        let row = try #require(try read(HandmadeWorkbook(sheet: "<sheetData><row><c><v>\(value)</v></c></row></sheetData>")).rows().first)
        #expect(row.fields == [expected])
        #expect(row.isPlain == [Double(value) != nil && expected != value || Double(expected).map { $0.isFinite } ?? false])
    }

    private static let codes = [
        "d.m.yyyy": "date", "yyyy\\-mm\\-dd": "date", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": "date", "mmm": "date", "m": "date",
        "d.m.yyyy h.mm": "dateTime", "h:mm:ss": "time", "h:mm AM/PM": "time", "mm:ss.0": "time", "[h]:mm": "elapsed", "[mm]:ss": "elapsed",
        "General": "number", "0.00E+00": "number", "#,##0.00\\ \"dmy\"": "number", "[Red]0;[Blue]-0": "number", "0_d": "number",
        "#,##0\\ [$€-40B]": "number", "[$-40B]0.0": "number", "\"s\"0": "number", "0*d": "number", "@": "number",
        "[>=1]d.m.yyyy;h:mm": "dateTime",
    ]

    @Test func knowsDatesByTheirFormats() throws {
        let shown = ["date": "2026-12-31T11:00:00", "elapsed": "1113299:00:00", "number": "46387.4583333333"]
        for (code, kind) in Self.codes {
            let escaped = code.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
                .replacingOccurrences(of: ">", with: "&gt;")
            let styles = """
                <numFmts><numFmt numFmtId="164" formatCode="\(escaped)"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
                <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>
                """
            let cells =
                """
                <row><c s="1"><v>46387.458333333336</v></c><c s="1"><v>46387</v></c><c s="1"><v>0.4583333333</v></c>\
                <c s="9"><v>1</v></c></row>
                """
            let whole = kind == "date" ? "2026-12-31" : "2026-12-31T00:00:00"
            let expected =
                switch kind {
                case "number": ["46387.4583333333", "46387", "0.4583333333", "1"]
                case "elapsed": ["1113299:00:00", "1113288:00:00", "11:00:00", "1"]
                default: [shown["date"] ?? "", whole, "11:00:00", "1"]
                }
            #expect(try fields(cells, styles: styles) == [expected], "\(code)")
        }
    }

    @Test func countsDaysAsWorkbooksDo() throws {
        let styles = "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs>"
        func dates(_ values: [String], style: Int, from1904: Bool) throws -> [String] {
            let cells = values.map { "<c s=\"\(style)\"><v>\($0)</v></c>" }.joined()
            var book = HandmadeWorkbook(sheet: "<sheetData><row>\(cells)</row></sheetData>", styles: styles)
            if from1904 { book.book = "<workbookPr date1904=\"1\"/>" + book.book }
            return try read(book).fields()[0]
        }
        let days = ["0", "1", "59", "60", "61", "60.5", "2958465", "2958466", "-1", "1E9", "45000.999999999"]
        #expect(
            try dates(days, style: 0, from1904: false) == [
                "00:00:00", "1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01", "1900-02-29T12:00:00", "9999-12-31", "2958466", "-1",
                "1000000000", "2023-03-16",
            ])
        #expect(
            try dates(["0", "1", "0.5", "44925", "2957003", "2957004"], style: 0, from1904: true) == [
                "1904-01-01", "1904-01-02", "1904-01-01T12:00:00", "2026-12-31", "9999-12-31", "2957004",
            ])
        #expect(try dates(["1", "44925.25"], style: 1, from1904: true) == ["1904-01-02T00:00:00", "2026-12-31T06:00:00"])
        #expect(
            try dates(["0.75", "4.1666666666666664E-2", "0.000011574"], style: 2, from1904: true) == ["18:00:00", "01:00:00", "00:00:01"])
    }

    @Test func refusesImpossibleCells() throws {
        let rows = [
            "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"0\"/>", "<row r=\"1048577\"/>", "<row r=\"x\"/>",
            "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>",
            "<row r=\"1\"><c r=\"A2\"/></row>",
            "<row r=\"1\"><c r=\"XFE1\"/></row>", "<row r=\"1\"><c r=\"A\"/></row>", "<row r=\"1\"><c r=\"1\"/></row>",
            "<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAAAAAAA1\"/></row>", "<row r=\"1\"><c r=\"A99999999999999999999\"/></row>",
            "<row><c t=\"s\"><v>1</v></c></row>", "<row><c t=\"s\"><v>-1</v></c></row>",
            "<row><c t=\"s\"><v>99999999999999999999</v></c></row>",
            "<row><c r=\"XFD1\"/><c/></row>",
        ]
        for row in rows { #expect(code { _ = try fields(row, strings: "<si><t>a</t></si>") } == .damagedPart, "\(row)") }
        #expect(try fields("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")[0].count == 16_384)
    }

    @Test func refusesHostileParts() throws {
        let bomb = Array("<!DOCTYPE a [<!ENTITY b \"b\">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>".utf8)
        #expect(code { _ = try read(HandmadeWorkbook(sheetPart: bomb)).fields() } == .damagedPart)
        let cut = Array("<worksheet><sheetData><row><c><v>1</v></c></row><row>".utf8)
        #expect(code { _ = try read(HandmadeWorkbook(sheetPart: cut)).fields() } == .damagedPart)
        #expect(code { _ = try read(HandmadeWorkbook(sheetPart: Array("id,name".utf8))).fields() } == .damagedPart)
        let long = HandmadeWorkbook(strings: "<si><t>" + String(repeating: "x", count: 100_000) + "</t></si>")
        #expect(code { _ = try read(long, limit: 99_000).fields() } == .partTooLarge(limit: 99_000))
        #expect(try read(long).fields() == [])
    }

    @Test func keepsLongSharedStringsOnce() throws {
        let text = String(repeating: "x", count: 1_000_000)
        let cells = (0..<500).map { _ in "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 20) + "</row>" }.joined()
        let book = try read(HandmadeWorkbook(sheet: "<sheetData>\(cells)</sheetData>", strings: "<si><t>\(text)</t></si>"))
        let rows = try book.reader.rows(ofSheet: "A")
        var count = 0
        while let block = try rows.next(width: 20) {
            #expect(block.bytes.count < 4 << 20)
            #expect(block.fields.allSatisfy { $0.range.count == 1_000_000 })
            count += block.fields.count
        }
        #expect(count == 10_000)
    }

    @Test func findsSharedStringsThatMemoryDoesNotHold() throws {
        // 48 MB in texts of odd lengths, so that some lie across the end of what memory holds and across pages of the file.
        let texts = (0..<480).map { "\($0):" + String(repeating: Character(UnicodeScalar(UInt8(97 + $0 % 26))), count: 100_001) }
        let order = (0..<480).map { $0 * 7 % 480 }
        let cells = order.map { "<row><c t=\"s\"><v>\($0)</v></c></row>" }.joined()
        let book = HandmadeWorkbook(sheet: "<sheetData>\(cells)</sheetData>", strings: texts.map { "<si><t>\($0)</t></si>" }.joined())
        let fields = try read(book).fields()
        #expect(fields.count == 480)
        #expect(zip(fields, order).allSatisfy { $0 == [texts[$1]] })
    }

    @Test func readsStrictWorkbooks() throws {
        let book = HandmadeWorkbook(
            sheet: "<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>", strings: "<si><t>a</t></si>",
            main: "http://purl.oclc.org/ooxml/spreadsheetml/main", office: "http://purl.oclc.org/ooxml/officeDocument/relationships")
        #expect(try read(book).fields() == [["a"]])
    }

    @Test func choosesSheets() throws {
        var book = HandmadeWorkbook(sheet: "<sheetData><row><c><v>1</v></c></row></sheetData>")
        book.book = """
            <sheets><sheet name="Piilo" state="hidden" r:id="rId1"/><sheet name="Kaavio" r:id="rId9"/>\
            <sheet name="Tulos &amp; muut" r:id="rId1"/></sheets>
            """
        let read = try read(book)
        #expect(read.reader.sheetNames == ["Piilo", "Tulos & muut"])
        #expect(try read.fields() == [["1"]])
        #expect(try read.rows(ofSheet: "Piilo").count == 1)
        #expect(code { _ = try read.rows(ofSheet: "Kaavio") } == .noSuchSheet(names: ["Piilo", "Tulos & muut"]))
    }

    @Test func tellsWhatIsNoWorkbook() throws {
        let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\nz.writestr('a.csv', 'x')\nz.close()"
        _ = try WorkbookReader.script(script, [folder.file("a.zip")])
        #expect(code { _ = try ReadWorkbook(folder.file("a.zip")) } == .notAWorkbook)
    }
}
