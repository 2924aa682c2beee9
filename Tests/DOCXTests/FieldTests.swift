import DOCX
import Foundation
import Tabular
import Testing

/// Merge fields in the forms in which programs write them.
struct FieldTests {
    private let merge: MergeCase
    private let person = TestRecords(texts: ["first_name", "Last Name", "empty"], [["Maija", "Mäkinen", ""]])

    init() throws { merge = try MergeCase() }

    @Test func simpleAndComplexFields() throws {
        #expect(try merge.text(Markup.simple(" MERGEFIELD first_name "), person) == "Maija")
        #expect(try merge.text(Markup.complex(" MERGEFIELD first_name  \\* MERGEFORMAT "), person) == "Maija")
        #expect(try merge.text(Markup.complex("MERGEFIELD \"Last Name\""), person) == "Mäkinen")
        #expect(try merge.text(Markup.complex("mergefield LAST_NAME\\*Upper"), person) == "MÄKINEN")
        #expect(try merge.text(Markup.simple(" MERGEFIELD &quot;Last Name&quot; \\* Upper "), person) == "MÄKINEN")
        #expect(try merge.text("<w:r><w:t>Hei </w:t></w:r>" + Markup.merge("first_name") + Markup.run("!"), person) == "Hei Maija!")
    }

    @Test func aFieldWithoutResultOrSeparator() throws {
        #expect(try merge.text(Markup.begin() + Markup.code(" MERGEFIELD first_name ") + Markup.end(), person) == "Maija")
        let empty = Markup.begin() + Markup.code(" MERGEFIELD first_name ") + Markup.separate() + Markup.end()
        #expect(try merge.text(empty, person) == "Maija")
    }

    @Test func codeSplitOverManyRunsAsWordDoes() throws {
        let noise = "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"7\" w:name=\"b\"/><w:bookmarkEnd w:id=\"7\"/>"
        let pieces = [" ", "MER", "GEFI", "ELD ", "first", "_na", "me ", "\\*", " Up", "per ", "\\* MERGEFORMAT "]
        let code = pieces.map { Markup.code($0, "<w:lang w:val=\"fi-FI\"/>") }.joined(separator: noise)
        let field = Markup.begin() + code + Markup.separate() + Markup.run("«fir") + noise + Markup.run("st»") + Markup.end()
        #expect(try merge.text(Markup.run("a ") + field + Markup.run(" b"), person) == "a MAIJA b")
    }

    @Test func allCharactersInOneRun() throws {
        let run = """
            <w:r><w:rPr><w:b/></w:rPr><w:t>Hei </w:t><w:fldChar w:fldCharType="begin"/><w:instrText>MERGEFIELD </w:instrText>\
            <w:instrText>first_name</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>«x»</w:t><w:fldChar w:fldCharType="end"/>\
            <w:t>, moi</w:t></w:r>
            """
        let package = try merge.joined(HandmadeTemplate(Markup.paragraph(run)), person.records())
        #expect(try package.paragraphs() == ["Hei Maija, moi"])
        #expect(try package.part("word/document.xml").components(separatedBy: "<w:b/>").count == 4)
    }

    @Test func missingValuesLeaveTheirParagraph() throws {
        let body = Markup.paragraph(Markup.merge("empty")) + Markup.paragraph(Markup.merge("nothing_of_that_name")) + Markup.paragraph("")
        #expect(try merge.paragraphs(body, person) == ["", "", ""])
    }

    @Test func otherFieldsStay() throws {
        let content =
            Markup.complex(" PAGE ", result: "3") + Markup.simple(" DATE \\@ d.M.yyyy ", result: "1.1.2020")
            + Markup.complex(" TOC \\o ", result: Markup.merge("first_name"))
        let package = try merge.joined(HandmadeTemplate(Markup.paragraph(content)), person.records())
        let document = try package.part("word/document.xml")
        #expect(document.contains(" PAGE "))
        #expect(document.contains(" DATE \\@ d.M.yyyy "))
        #expect(document.components(separatedBy: "w:fldCharType=\"begin\"").count == 3)
    }

    @Test func aMergedResultOfALinkAndItsAddress() throws {
        let content = Markup.field(" HYPERLINK \"mailto:", Markup.merge("first_name"), "@example.org\" ", result: "x")
        let hostile = TestRecords(texts: ["first_name"], [["a\" \\o \"b\\\n{}<&"]])
        let document = try merge.joined(HandmadeTemplate(Markup.paragraph(content)), hostile.records()).part("word/document.xml")
        #expect(document.contains("<w:instrText xml:space=\"preserve\">a' /o 'b/ {}&lt;&amp;</w:instrText>"))
        #expect(document.components(separatedBy: "w:fldCharType=\"begin\"").count == 2)
    }

    @Test func formattingComesFromWhereTheSwitchSays() throws {
        func properties(_ switches: String, code: String, result: String) throws -> String {
            let content = Markup.complex(" MERGEFIELD first_name \(switches) ", properties: code, resultProperties: result)
            let document = try merge.joined(HandmadeTemplate(Markup.paragraph(content)), person.records()).part("word/document.xml")
            let run = try #require(document.firstMatch(of: /<w:r>(.*?)<w:t xml:space="preserve">Maija/))
            return String(run.1)
        }
        #expect(try properties("\\* MERGEFORMAT", code: "<w:b/>", result: "<w:i/>") == "<w:rPr><w:i/></w:rPr>")
        #expect(try properties("\\* CHARFORMAT", code: "<w:b/>", result: "<w:i/>") == "<w:rPr><w:b/></w:rPr>")
        #expect(try properties("", code: "<w:b/>", result: "<w:i/>") == "<w:rPr><w:b/></w:rPr>")
        #expect(try properties("", code: "", result: "<w:i/>") == "<w:rPr><w:i/></w:rPr>")
        #expect(try properties("\\* CHARFORMAT", code: "", result: "<w:i/>") == "")
    }

    @Test func valuesAreTextWhateverTheyHold() throws {
        let values: [(String, String)] = [
            ("<w:p/>&amp;\"'>", "<w:p/>&amp;\"'>"), ("a\nb\r\nc\rd", "a\nb\nc\nd"), ("a\tb", "a\tb"),
            ("\u{0}\u{1}\u{8}x\u{1F}\u{FFFE}", "x"),
            ("]]>", "]]>"), ("{ MERGEFIELD Last_Name }", "{ MERGEFIELD Last_Name }"), ("«first_name»", "«first_name»"),
            ("😀 漢字 عربى", "😀 漢字 عربى"),
            ("a\u{2028}b\u{B}c", "a\nb\nc"), ("  reunat  ", "  reunat  "),
        ]
        for (value, expected) in values {
            #expect(try merge.text(Markup.merge("x"), TestRecords(texts: ["x"], [[value]])) == expected)
        }
    }

    @Test func wrappersAroundPiecesOfAField() throws {
        let inserted = "<w:ins w:id=\"1\" w:author=\"a\">\(Markup.begin())\(Markup.code(" MERGEFIELD "))</w:ins>"
        let field =
            inserted + Markup.code("first_name ") + Markup.separate()
            + "<w:hyperlink w:anchor=\"x\">\(Markup.run("«f»"))\(Markup.end())</w:hyperlink>"
        #expect(
            try merge.text("<w:smartTag w:element=\"e\">\(Markup.run("a"))</w:smartTag>" + field + Markup.run("b"), person) == "aMaijab")
        let deleted = "<w:del w:id=\"2\">\(Markup.merge("first_name"))</w:del>"
        #expect(try merge.text(deleted + Markup.merge("first_name"), person).hasSuffix("Maija"))
    }

    @Test func aFieldOverTwoParagraphsJoinsThem() throws {
        let body =
            Markup.paragraph(Markup.run("a ") + Markup.begin() + Markup.code(" MERGEFIELD "), properties: "<w:keepNext/>")
            + Markup.paragraph(Markup.code("first_name") + Markup.separate() + Markup.run("x") + Markup.end() + Markup.run(" b"))
        #expect(try merge.paragraphs(body, person) == ["a Maija b"])
    }

    @Test func bothCopiesOfATextBox() throws {
        let inner = Markup.paragraph(Markup.merge("first_name"))
        let box = """
            <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="Box"/><a:graphic><a:graphicData>\
            <wps:wsp><wps:txbx><w:txbxContent>\(inner)</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>\
            </w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="Box"><v:textbox><w:txbxContent>\(inner)</w:txbxContent></v:textbox>\
            </v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>
            """
        let body = Markup.paragraph(Markup.run("alku ") + box + Markup.merge("Last_Name"))
        #expect(try merge.paragraphs(body, person) == ["Maija", "Maija", "alku Mäkinen"])
        let template = try merge.template(HandmadeTemplate(body))
        #expect(template.fields.map(\.name) == ["first_name", "Last_Name"])
    }

    @Test func fieldsThatFetchOrRunKeepWhatTheyLastShowed() throws {
        for code in [
            "INCLUDETEXT \"http://example.org/x\"", "DDEAUTO excel a b", "INCLUDEPICTURE \"http://x\" \\d", "MACROBUTTON x y",
            "ADDRESSBLOCK \\f x",
        ] {
            let package = try merge.joined(HandmadeTemplate(Markup.paragraph(Markup.complex(code, result: "vanha"))), person.records())
            #expect(try package.paragraphs() == ["vanha"])
            #expect(try !package.part("word/document.xml").contains("fldChar"))
        }
        let madeUp = Markup.field(Markup.merge("first_name"), " calc x", result: "vanha")
        let package = try merge.joined(
            HandmadeTemplate(Markup.paragraph(madeUp)), TestRecords(texts: ["first_name"], [["DDEAUTO"]]).records())
        #expect(try !package.part("word/document.xml").contains("DDEAUTO"))
    }

    @Test func numbersOfRecords() throws {
        let body = Markup.paragraph(Markup.complex("MERGEREC") + Markup.run("/") + Markup.simple("MERGESEQ"))
        let records = TestRecords(texts: ["x"], [["a"], ["b"], ["c"]])
        #expect(try merge.joined(HandmadeTemplate(body), records.records(size: 2)).paragraphs() == ["1/1", "2/2", "3/3"])
    }
}
