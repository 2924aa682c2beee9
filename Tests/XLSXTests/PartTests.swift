import Archive
import Foundation
import OPC
import Tabular
import TestSupport
import Testing
import XML

@testable import XLSX

/// The XML of each part, in full where it is small enough to be read.
struct PartTests {
    private let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func writerEscapes() throws {
        let bytes = try XMLWriter.document { xml throws(XMLError) in
            try xml.element("a", ["b": "\"<&>\u{1}\n", "c": nil]) { () throws(XMLError) in
                try xml.text("]]> & \u{FFFF}ä")
                try xml.element("d", text: "e")
            }
        }
        #expect(text(bytes) == declaration + "<a b=\"&quot;&lt;&amp;&gt;\u{FFFD}&#10;\">]]&gt; &amp; \u{FFFD}ä<d>e</d></a>\n")
    }

    @Test func packageSaysWhatItHolds() throws {
        let part = OPCPart(name: "xl/workbook.xml", contentType: "x/y", content: .memory([]))
        #expect(
            try text(PackageIndex.contentTypes([part])) == declaration
                + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"x/y\"/></Types>\n")
        let links = [
            OPCRelationship(id: "rId1", type: "t", target: "a"), OPCRelationship(id: "rId2", type: "u", target: "b", isExternal: true),
        ]
        #expect(
            try text(PackageIndex.relationships(links)) == declaration
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"t\" Target=\"a\"/>"
                + "<Relationship Id=\"rId2\" Type=\"u\" Target=\"b\" TargetMode=\"External\"/></Relationships>\n")
    }

    @Test func propertiesSayWhoAndWhen() throws {
        let properties = DocumentProperties(title: "Lista & muut", creator: "Maija", created: "2026-11-26T09:00:00Z", language: "fi")
        let core = try text(properties.corePart())
        #expect(core.contains("<dc:title>Lista &amp; muut</dc:title><dc:creator>Maija</dc:creator><dc:language>fi</dc:language>"))
        #expect(core.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-11-26T09:00:00Z</dcterms:created>"))
    }

    @Test func workbookNamesSheetsAndRanges() throws {
        let part = WorkbookPart(sheets: [
            WorkbookPart.Sheet(name: "Anna's", filterRange: "$A$1:$B$9", repeatsHeader: true),
            WorkbookPart.Sheet(name: "B", filterRange: nil, repeatsHeader: false),
        ])
        let expected =
            "<sheets><sheet name=\"Anna's\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"B\" sheetId=\"2\" r:id=\"rId2\"/></sheets>"
            + "<definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">'Anna''s'!$A$1:$B$9</definedName>"
            + "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'Anna''s'!$1:$1</definedName></definedNames></workbook>\n"
        #expect(try text(part.xml()).hasSuffix(expected))
    }

    @Test func equalFormatsShareAStyle() throws {
        var styles = StylesPart()
        #expect(styles.index(of: StylesPart.Format()) == 0)
        #expect(styles.index(of: StylesPart.Format(formatCode: "d.m.yyyy")) == 1)
        #expect(styles.index(of: StylesPart.Format(formatCode: "0.0 \"€\"", alignment: .left)) == 2)
        #expect(styles.index(of: StylesPart.Format(formatCode: "@")) == 3)
        #expect(styles.index(of: StylesPart.Format(formatCode: "d.m.yyyy")) == 1)
        let xml = try text(styles.xml())
        #expect(
            xml.contains(
                "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"d.m.yyyy\"/>"
                    + "<numFmt numFmtId=\"165\" formatCode=\"0.0 &quot;€&quot;\"/></numFmts>"))
        #expect(
            xml.contains(
                "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
                    + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
                    + "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">"
                    + "<alignment horizontal=\"left\"/></xf>"
                    + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>"))
    }

    private func sheet(isFormatted: Bool, rowCount: Int = 3) -> SheetPart {
        SheetPart(
            columns: [SheetColumn("A & B", .text, isCode: true), SheetColumn(" C", .integer)], widths: isFormatted ? [10, 8] : [],
            options: SheetOptions(name: "R&D", isFormatted: isFormatted), isFirst: true, rowCount: rowCount, name: "R&D",
            headerStyles: isFormatted ? [1, 2] : [0, 0])
    }

    @Test func unformattedSheetHasValuesAlone() throws {
        let part = sheet(isFormatted: false)
        #expect(
            try text(part.head()) == declaration
                + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:B3\"/>"
                + "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
                + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>A &amp; B</t></is></c>"
                + "<c r=\"B1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> C</t></is></c></row>")
        #expect(
            try text(part.tail()).filter { $0 != "\n" }
                == "</sheetData><ignoredErrors><ignoredError sqref=\"A2:A3\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>")
        #expect(try !text(sheet(isFormatted: false, rowCount: 1).tail()).contains("ignoredErrors"))
    }

    /// ECMA-376 part 1, section 18.3.1.99.
    @Test func elementsStandInTheOrderOfTheStandard() throws {
        let part = sheet(isFormatted: true)
        let xml = try text(part.head()) + text(part.tail())
        let order = [
            "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "pageMargins", "pageSetup",
            "headerFooter",
            "ignoredErrors",
        ]
        let places = order.map { xml.range(of: "<\($0)[ />]", options: .regularExpression)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(xml.contains("<oddFooter>&amp;LR&amp;&amp;D&amp;R&amp;P / &amp;N</oddFooter>"))
        #expect(xml.contains("<autoFilter ref=\"A1:B3\"/>"))
        #expect(xml.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"))
    }

    @Test func columnsAreNamedInLetters() {
        #expect([0, 25, 26, 51, 701, 702, 16_383].map(CellReference.letters) == ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"])
    }

    @Test func widthsFollowContents() {
        let column = SheetColumn("Nimi", .text)
        #expect(ColumnWidth.of(column, contentLength: 0) < ColumnWidth.of(column, contentLength: 20))
        #expect(ColumnWidth.of(column, contentLength: 20) >= 21)
        #expect(ColumnWidth.of(column, contentLength: 5000) == 60)
        #expect(ColumnWidth.of(SheetColumn("Nimi", .text, width: 12.5), contentLength: 5000) == 12.5)
        let money = SheetColumn("X", .decimal(scale: 2), numberFormat: "#,##0.00 \"€\"")
        #expect(ColumnWidth.of(money, contentLength: 11) >= Double("123 456 789,00 €".count))
    }
}
