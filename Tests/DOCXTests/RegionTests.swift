import DOCX
import Foundation
import Tabular
import TestSupport
import Testing

/// Rows and paragraphs that repeat for the records of a module.
struct RegionTests {
    private let merge: MergeCase
    private let customers = TestRecords(texts: ["name"], [["Maija"], ["Åke"], ["Tyhjä"]])

    init() throws { merge = try MergeCase() }

    /// Two purchases for the first customer, one for the second, none for the third.
    private func purchases(_ row: Int) -> TestRecords {
        let all: [[[TestValue]]] = [
            [[.text("Don Juan"), .number(4_950)], [.text("<Carmen> & co"), .number(123_400)]], [[.text("Manillarouva"), .number(0)]], [],
        ]
        return TestRecords([("event", .text), ("amount", .decimal(scale: 2))], all[row])
    }

    private func document(_ body: String, _ records: TestRecords? = nil) throws -> MergedPackage {
        let records = (records ?? customers).records(size: 2, modules: [("purchases", purchases)])
        return try merge.joined(HandmadeTemplate(body), records)
    }

    private let start = Markup.merge("TableStart:purchases")
    private let end = Markup.simple(" MERGEFIELD TableEnd:purchases ")
    private let amount = Markup.complex(" MERGEFIELD amount \\# \"0,00\" ")

    @Test func oneRowRepeats() throws {
        let table = Markup.table(
            Markup.row(Markup.run("Tapahtuma"), Markup.run("Hinta")), Markup.row(start + Markup.merge("event"), amount + end),
            Markup.row(Markup.run("Kiitos"), Markup.merge("name")))
        let expected = [
            "Tapahtuma", "Hinta", "Don Juan", "49,50", "<Carmen> & co", "1234,00", "Kiitos", "Maija", "Tapahtuma", "Hinta", "Manillarouva",
            "0,00",
            "Kiitos", "Åke", "Tapahtuma", "Hinta", "Kiitos", "Tyhjä",
        ]
        #expect(try document(table + Markup.paragraph("")).paragraphs().filter { !$0.isEmpty } == expected)
    }

    @Test func severalRowsRepeatTogether() throws {
        let table = Markup.table(
            Markup.row(start + Markup.merge("event")), Markup.row(Markup.merge("name") + Markup.run(": ") + amount + end))
        #expect(
            try document(table + Markup.paragraph("")).paragraphs().filter { !$0.isEmpty } == [
                "Don Juan", "Maija: 49,50", "<Carmen> & co", "Maija: 1234,00", "Manillarouva", "Åke: 0,00",
            ])
    }

    @Test func aTableWithoutRowsVanishes() throws {
        let table = Markup.table(Markup.row(start + Markup.merge("event") + end))
        let xml = try document(Markup.paragraph(Markup.merge("name")) + table + Markup.paragraph("")).part("word/document.xml")
        #expect(xml.components(separatedBy: "<w:tbl>").count == 3)
        #expect(!xml.contains("</w:tblGrid></w:tbl>"))
    }

    @Test func paragraphsRepeatBetweenMarks() throws {
        let body =
            Markup.paragraph(Markup.merge("name")) + Markup.paragraph(start) + Markup.paragraph(Markup.merge("event"))
            + Markup.paragraph(Markup.run("- ") + amount) + Markup.paragraph(end) + Markup.paragraph(Markup.run("loppu"))
        #expect(
            try document(body).paragraphs() == [
                "Maija", "Don Juan", "- 49,50", "<Carmen> & co", "- 1234,00", "loppu", "Åke", "Manillarouva", "- 0,00", "loppu", "Tyhjä",
                "loppu",
            ])
    }

    @Test func textRepeatsInAParagraph() throws {
        let body = Markup.paragraph(
            Markup.merge("name") + start + Markup.run(", ") + Markup.merge("purchases.event") + end + Markup.run("."))
        #expect(try document(body).paragraphs() == ["Maija, Don Juan, <Carmen> & co.", "Åke, Manillarouva.", "Tyhjä."])
    }

    @Test func aCellKeepsAParagraph() throws {
        let cell = Markup.cell(Markup.paragraph(start) + Markup.paragraph(Markup.merge("event")) + Markup.paragraph(end))
        let body = Markup.table("<w:tr>\(cell)</w:tr>") + Markup.paragraph(Markup.merge("name"))
        #expect(
            try document(body).paragraphs() == ["Don Juan", "<Carmen> & co", "", "Maija", "Manillarouva", "", "Åke", "", "Tyhjä"])
    }

    @Test func aCellWithoutRecordsGetsAParagraph() throws {
        let cell = Markup.cell(Markup.paragraph(start + Markup.merge("event")) + Markup.paragraph(Markup.run("-") + end))
        let body = Markup.table("<w:tr>\(cell)</w:tr>") + Markup.paragraph(Markup.merge("name"))
        let package = try document(body)
        #expect(
            try package.paragraphs() == ["Don Juan", "-", "<Carmen> & co", "-", "Maija", "Manillarouva", "-", "Åke", "", "Tyhjä"])
        #expect(try !package.part("word/document.xml").contains("</w:tcPr></w:tc>"))
    }

    @Test func rowsRepeatInTheTextsOfConditions() throws {
        let table = Markup.table(Markup.row(start + Markup.merge("event") + end))
        let body =
            Markup.paragraph(Markup.begin() + Markup.code(" IF ") + Markup.merge("name") + Markup.code(" <> Åke \"Ostot:")) + table
            + Markup.paragraph(Markup.code("loppu\" \"ei\"") + Markup.separate() + Markup.run("?") + Markup.end())
        let found = try document(body + Markup.paragraph("")).paragraphs()
        #expect(found == ["Ostot:", "Don Juan", "<Carmen> & co", "loppu", "", "ei", "", "Ostot:", "loppu", ""])
    }

    @Test func conditionsInARowSeeItsRecord() throws {
        let field = Markup.field(" IF ", amount, " > 100 \"kallis\" \"halpa\"")
        let table = Markup.table(Markup.row(Markup.run("x")), Markup.row(start + Markup.merge("event"), field + end))
        let texts = try document(table + Markup.paragraph("")).paragraphs()
        #expect(texts.filter { ["kallis", "halpa"].contains($0) } == ["halpa", "kallis", "halpa"])
    }

    @Test func tablesInRowsAndTextBoxes() throws {
        let inner = Markup.table(Markup.row(start + Markup.merge("event") + end))
        let outer = Markup.table("<w:tr>\(Markup.cell(inner + Markup.paragraph(Markup.merge("name"))))</w:tr>")
        let body = outer + Markup.paragraph("")
        #expect(
            try document(body).paragraphs().filter { !$0.isEmpty } == [
                "Don Juan", "<Carmen> & co", "Maija", "Manillarouva", "Åke", "Tyhjä",
            ])
    }

    @Test func anUnknownModuleHasNoRecords() throws {
        let body = Markup.paragraph(Markup.merge("TableStart:visits") + Markup.run("x") + Markup.merge("TableEnd:visits") + Markup.run("y"))
        #expect(try document(body).paragraphs() == ["y", "y", "y"])
    }

    @Test func manyChildrenInManyBatches() throws {
        let types: [ColumnType] = [.text]
        let pull: (Int, Int) -> BatchCursor = { _, _ in
            var left = 50
            return BatchCursor(types: types) {
                guard left > 0 else { return nil }
                left -= 1
                var batch = Batch(types)
                for row in 0..<100 {
                    batch.columns[0].append("\(left)-\(row)")
                    batch.rowCount += 1
                }
                return batch
            }
        }
        let records = MergeRecords(
            columns: customers.columns, modules: [MergeModule("purchases", [MergeColumn("event", .text)])],
            batches: [MergeBatch(customers.batch, children: pull)])
        let table = Markup.table(Markup.row(start + Markup.merge("event") + end)) + Markup.paragraph("")
        #expect(try merge.joined(HandmadeTemplate(table), records).paragraphs().count == 3 * 5_000 + 3)
    }
}
