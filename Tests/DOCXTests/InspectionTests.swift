import DOCX
import Foundation
import TestSupport
import Testing

/// What a template says of itself before anything is merged.
struct InspectionTests {
    private let merge: MergeCase

    init() throws { merge = try MergeCase() }

    private func problems(_ body: String) throws -> [TemplateProblem] { try merge.template(HandmadeTemplate(body)).problems }

    private func codes(_ content: String) throws -> [TemplateProblem.Code] { try problems(Markup.paragraph(content)).map(\.code) }

    @Test func listsFieldsWithTheirPlaces() throws {
        let table = Markup.table(
            Markup.row(Markup.run("Otsikko")),
            Markup.row(
                Markup.merge("TableStart:purchases") + Markup.complex(" MERGEFIELD amount \\# \"0,00\" \\b \"à \""),
                Markup.merge("TableEnd:purchases")))
        var template = HandmadeTemplate(
            Markup.paragraph(Markup.run("Hyvä ") + Markup.complex(" MERGEFIELD \"Etu nimi\" \\* Upper "))
                + table
                + Markup.paragraph(
                    Markup.field(" IF ", Markup.merge("a"), " = 1 \"", Markup.merge("b"), "\"")
                        + Markup.field("HYPERLINK \"", Markup.merge("c"), "\"")))
        template.headers = [("h1", "header", Markup.paragraph(Markup.run("Ylä") + Markup.merge("d")))]
        let fields = try merge.template(template).fields
        #expect(fields.map(\.name) == ["Etu nimi", "purchases", "amount", "a", "b", "c", "d"])
        #expect(fields.map(\.kind) == [.value, .region, .value, .condition, .condition, .code, .value])
        #expect(fields.map(\.region) == [nil, nil, "purchases", nil, nil, nil, nil])
        #expect(fields.map(\.place.paragraph) == [1, 3, 3, 5, 5, 5, 1])
        #expect(fields.map(\.place.part) == Array(repeating: "word/document.xml", count: 6) + ["word/h1.xml"])
        #expect(fields[0].switches == ["\\* Upper"])
        #expect(fields[2].switches == ["\\# 0,00", "\\b à "])
        #expect(fields[0].place.text == "Hyvä «x»")
        #expect(try merge.template(template).modules == ["purchases"])
        #expect(try merge.template(template).problems == [])
    }

    @Test func tellsFieldsThatAreCut() throws {
        let body =
            Markup.paragraph(Markup.run("ennen"))
            + Markup.paragraph(Markup.run("tässä ") + Markup.begin() + Markup.code(" MERGEFIELD kesken "))
        let problem = try #require(try problems(body).first)
        #expect(problem.code == .fieldNotEnded)
        #expect(problem.subject == "MERGEFIELD kesken ")
        #expect(problem.place == TemplatePlace(part: "word/document.xml", paragraph: 2, text: "tässä "))
        #expect(try codes(Markup.end()) == [.fieldNotBegun])
        #expect(
            try problems(
                Markup.table("<w:tr>\(Markup.cell(Markup.paragraph(Markup.begin())))\(Markup.cell(Markup.paragraph(Markup.end())))</w:tr>")
            ).map(\.code) == [.fieldNotEnded, .fieldNotBegun])
        // What is cut stays as it is, and the rest is merged.
        let records = TestRecords(texts: ["x"], [["arvo"]])
        #expect(try merge.paragraphs(body + Markup.paragraph(Markup.merge("x")), records).last == "arvo")
    }

    @Test func tellsWhatCodesLack() throws {
        #expect(try codes(Markup.complex(" MERGEFIELD ")) == [.fieldWithoutName])
        #expect(try codes(Markup.complex(" MERGEFIELD \\* Upper ")) == [.fieldWithoutName])
        #expect(try codes(Markup.field(" MERGEFIELD ", Markup.merge("x"))) == [.fieldWithoutName])
        #expect(try codes(Markup.complex(" IF ")) == [.conditionWithoutOperands])
        #expect(try codes(Markup.field(" IF ", Markup.merge("x"), " ")) == [.conditionWithoutOperands])
        #expect(try codes(Markup.field(" IF ", Markup.merge("x"), " \"a\" \"b\" ")) == [.conditionWithoutOperands])
        #expect(try codes(Markup.complex(" SKIPIF 1 = ")) == [.conditionWithoutOperands])
        #expect(try codes(Markup.complex(" MERGEFIELD x \\q \\* Arabic \\# ")) == [.unknownSwitch, .unknownSwitch, .switchWithoutArgument])
        #expect(try codes(Markup.complex(" MERGEFIELD x \\* MERGEFORMAT \\m \\v ")) == [])
        #expect(try codes(Markup.field(" = ", Markup.merge("x"), " * 2 ")) == [.staleCalculation])
        #expect(try codes(Markup.complex("DDEAUTO a b c")) == [.unsafeField])
        #expect(try codes(Markup.complex("GREETINGLINE \\f x")) == [.unsupportedField])
    }

    @Test func tellsRegionsThatDoNotMatch() throws {
        #expect(try codes(Markup.merge("TableStart:a")) == [.regionNotEnded])
        #expect(try codes(Markup.merge("TableEnd:a")) == [.regionNotBegun])
        #expect(try codes(Markup.merge("TableStart:a") + Markup.merge("TableStart:b") + Markup.merge("TableEnd:a")) == [.regionNotEnded])
        let inText = Markup.field(" IF 1 = 1 \"", Markup.merge("TableStart:a"), "x", Markup.merge("TableEnd:a"), "\"")
        #expect(try codes(inText) == [.regionAcrossField])
        let cut =
            Markup.merge("TableStart:a")
            + Markup.field(" PAGE ", result: "1").replacingOccurrences(
                of: "<w:t xml", with: "<w:t/></w:r>\(Markup.merge("TableEnd:a"))<w:r><w:t xml")
        #expect(try codes(cut) == [.regionAcrossField])
        let nested = ["TableStart:a", "TableStart:b", "TableEnd:b", "TableEnd:a"].map { Markup.paragraph(Markup.merge($0)) }.joined()
        #expect(try problems(nested).map(\.code) == [.regionInRegion])
        #expect(try problems(nested).map(\.subject) == ["b"])
    }

    @Test func toldProblemsDoNotStopAMerge() throws {
        let content =
            Markup.complex(" IF ", result: "vanha") + Markup.complex(" MERGEFIELD ", result: "nimetön") + Markup.merge("TableStart:a")
            + Markup.merge("x")
        #expect(try merge.text(content, TestRecords(texts: ["x"], [["arvo"]])) == "vanhanimetönarvo")
    }
}
