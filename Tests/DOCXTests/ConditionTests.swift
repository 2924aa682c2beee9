import DOCX
import Foundation
import Tabular
import TestSupport
import Testing

/// IF, NEXT and their kin.
struct ConditionTests {
    private let merge: MergeCase

    init() throws { merge = try MergeCase() }

    private func holds(_ type: ColumnType, _ value: TestValue, _ comparison: String, _ language: MergeLanguage = .finnish) throws -> Bool {
        let field = Markup.field(" IF ", Markup.merge("x"), " \(comparison) \"yes\" \"no\" ")
        return try merge.text(field, TestRecords([("x", type)], [[value]]), language: language) == "yes"
    }

    private static let texts: [(String, String, Bool)] = [
        ("a", "= \"a\"", true), ("a", "= a", true), ("a", "= \"A\"", false), ("a", "<> \"b\"", true), ("", "= \"\"", true),
        ("x", "= \"\"", false),
        ("", "<> \"\"", false), ("Mäkinen", "= \"M*n\"", true), ("Mäkinen", "= \"M?kinen\"", true), ("Mäkinen", "= \"M?inen\"", false),
        ("Mäkinen", "<> \"*x*\"", true), ("abc", "= \"*\"", true), ("", "= \"*\"", true), ("abcbc", "= \"a*bc\"", true),
        ("a", "< \"b\"", true),
        ("b", "<= \"b\"", true), ("b", "> \"b\"", false), ("b", ">= \"b\"", true), ("10", "> 9", true), ("10", "= \"10,0\"", true),
        ("00100", "= 100", true), ("1 000", "> \"999\"", true), ("10", "=\"10\"", true), ("a\"b", "= \"a\\\"b\"", true),
    ]

    @Test(arguments: texts) func comparesTexts(value: String, comparison: String, expected: Bool) throws {
        #expect(try holds(.text, .text(value), comparison) == expected)
    }

    private static let numbers: [(Int64, String, Bool)] = [
        (100_050, "> 1000", true), (100_050, "= \"1000,50\"", true), (100_050, "= \"1000.5\"", true), (100_050, ">= \"1 000,51\"", false),
        (-1, "< 0", true), (0, "= 0", true), (0, "<> 0", false), (9_900, "< 100", true),
    ]

    @Test(arguments: numbers) func comparesNumbers(value: Int64, comparison: String, expected: Bool) throws {
        #expect(try holds(.decimal(scale: 2), .number(value), comparison) == expected)
    }

    @Test func comparesDays() throws {
        for (comparison, expected) in [
            ("> \"1.1.2026\"", true), ("< \"12.11.2026\"", true), ("= \"03.08.2026\"", true), ("= 2026-08-03", true),
            ("<> \"3.8.2026\"", false),
            ("> 2026-08-03", false), (">= \"3.8.2025\"", true), ("= \"*2026\"", true), ("= \"3.8.20\"", false),
        ] {
            #expect(try holds(.day, .day("2026-08-03"), comparison) == expected, "\(comparison)")
        }
        #expect(try holds(.day, .day("2026-08-03"), "> 2026-01-01", .english))
    }

    @Test func aMissingValueIsAnEmptyText() throws {
        #expect(try holds(.decimal(scale: 2), .none, "= \"\""))
        #expect(try !holds(.decimal(scale: 2), .none, "> 100"))
        #expect(try holds(.boolean, .number(1), "= \"kyllä\""))
    }

    @Test func nestedFieldsInTexts() throws {
        let inner = Markup.field(" IF ", Markup.merge("city"), " = \"Turku\" \"Åbo\" ", Markup.merge("city"), " ")
        let field = Markup.field(
            " IF ", Markup.merge("name"), " <> \"\" \"Hei ", Markup.merge("name"), " (", inner, ")!\" \"Hyvä asiakas\" \\* MERGEFORMAT ")
        func text(_ name: String, _ city: String) throws -> String {
            try merge.text(
                Markup.run("> ") + field + Markup.run(" <".replacingOccurrences(of: "<", with: "&lt;")),
                TestRecords(texts: ["name", "city"], [[name, city]]))
        }
        #expect(try text("Maija", "Turku") == "> Hei Maija (Åbo)! <")
        #expect(try text("Maija", "Oulu") == "> Hei Maija (Oulu)! <")
        #expect(try text("", "Oulu") == "> Hyvä asiakas <")
    }

    @Test func nestedFieldsInOperands() throws {
        let operand = Markup.field(" IF ", Markup.merge("a"), " = 1 \"x\" \"y\"")
        let field = Markup.field("IF ", operand, "=", Markup.merge("b"), " same other")
        func text(_ a: String, _ b: String) throws -> String { try merge.text(field, TestRecords(texts: ["a", "b"], [[a, b]])) }
        #expect(try text("1", "x") == "same")
        #expect(try text("2", "x") == "other")
        #expect(try text("2", "y") == "same")
    }

    @Test func oneTextWillDo() throws {
        let field = Markup.field(" IF ", Markup.merge("a"), " = \"1\" \"vain yksi\"")
        #expect(try merge.text(field, TestRecords(texts: ["a"], [["1"]])) == "vain yksi")
        #expect(try merge.text(field, TestRecords(texts: ["a"], [["2"]])) == "")
    }

    @Test func valuesCannotEndATextOrAnOperand() throws {
        let field = Markup.field(" IF ", Markup.merge("a"), " = \"x\" \"T\" \"F\"")
        #expect(try merge.text(field, TestRecords(texts: ["a"], [["x\" \"T\" \"T"]])) == "F")
        let shown = Markup.field(" IF 1 = 1 \"[", Markup.merge("a"), "]\" \"F\"")
        #expect(try merge.text(shown, TestRecords(texts: ["a"], [["\" \"F\" \\*"]])) == "[\" \"F\" \\*]")
    }

    @Test func formattingOfATextStays() throws {
        let field =
            Markup.begin() + Markup.code(" IF ") + Markup.merge("a") + Markup.code(" = 1 \"lihava ") + Markup.code("sana", "<w:b/>")
            + Markup.code("\" \"\"") + Markup.separate() + Markup.run("?") + Markup.end()
        let document = try merge.joined(HandmadeTemplate(Markup.paragraph(field)), TestRecords(texts: ["a"], [["1"]]).records())
        #expect(try document.part("word/document.xml").contains("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">sana</w:t></w:r>"))
    }

    @Test func paragraphsAndTablesInATextStay() throws {
        let table = Markup.table(Markup.row(Markup.merge("b"), Markup.run("solu")))
        let body =
            Markup.paragraph(Markup.run("alku ") + Markup.begin() + Markup.code(" IF ") + Markup.merge("a") + Markup.code(" = 1 \"yksi"))
            + Markup.paragraph(Markup.code("kaksi"), properties: "<w:jc w:val=\"center\"/>") + table
            + Markup.paragraph(
                Markup.code("kolme\" \"nolla\" ") + Markup.separate() + Markup.run("?") + Markup.end() + Markup.run(" loppu"))
        func paragraphs(_ a: String) throws -> [String] { try merge.paragraphs(body, TestRecords(texts: ["a", "b"], [[a, "arvo"]])) }
        #expect(try paragraphs("1") == ["alku yksi", "kaksi", "arvo", "solu", "kolme loppu"])
        #expect(try paragraphs("2") == ["alku nolla loppu"])
    }

    @Test func nextTakesFurtherRecordsIntoOneLetter() throws {
        let body =
            Markup.paragraph(Markup.merge("x")) + Markup.paragraph(Markup.simple(" NEXT ") + Markup.merge("x"))
            + Markup.paragraph(Markup.complex(" NEXT ") + Markup.merge("x"))
        let records = TestRecords(texts: ["x"], ["a", "b", "c", "d"].map { [$0] })
        let folder = merge.folder
        let template = try merge.template(HandmadeTemplate(body))
        let receipt = try MailMerge(template, records.records(size: 3)).write(to: folder.file("labels.docx"))
        #expect(receipt == MergeReceipt(letters: 2, skipped: 0, records: 4, files: 1))
        #expect(try MergedPackage(folder.file("labels.docx")).paragraphs() == ["a", "b", "c", "d", "", ""])
    }

    @Test func nextIfAndSkipIf() throws {
        let next = Markup.paragraph(Markup.merge("x") + Markup.field(" NEXTIF ", Markup.merge("x"), " = a") + Markup.merge("x"))
        let records = TestRecords(texts: ["x"], ["a", "b", "c"].map { [$0] })
        #expect(try merge.joined(HandmadeTemplate(next), records.records()).paragraphs() == ["ab", "cc"])
        let skip = Markup.paragraph(Markup.merge("x") + Markup.field(" SKIPIF ", Markup.merge("x"), " = \"c\"") + Markup.simple("MERGESEQ"))
        let template = try merge.template(HandmadeTemplate(skip))
        let receipt = try MailMerge(template, records.records()).write(to: merge.folder.file("s.docx"))
        #expect(receipt == MergeReceipt(letters: 2, skipped: 1, records: 3, files: 1))
        #expect(try MergedPackage(merge.folder.file("s.docx")).paragraphs() == ["a1", "b2"])
    }
}
