import Archive
import DOCX
import Foundation
import Tabular
import TestSupport
import Testing

/// What a document of several records must have so that word processors take it for one of their own.
struct JoinedDocumentTests {
    private let merge: MergeCase
    private let three = TestRecords(texts: ["name"], [["Maija"], ["Åke"], ["Åke"]])

    init() throws { merge = try MergeCase() }

    private func matches(_ pattern: String, in text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    private let page = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1000\"/>"

    @Test func eachRecordHasASection() throws {
        let body =
            Markup.paragraph(Markup.merge("name"), properties: "<w:jc w:val=\"left\"/>")
            + "<w:sectPr>\(page)<w:cols w:space=\"1\"/></w:sectPr>"
        let xml = try merge.joined(HandmadeTemplate(body), three.records(size: 1)).part("word/document.xml")
        let section = "<w:sectPr>\(page)<w:pgNumType w:start=\"1\"/><w:cols w:space=\"1\"/></w:sectPr>"
        #expect(xml.components(separatedBy: section).count == 4)
        #expect(xml.components(separatedBy: "<w:pPr><w:jc w:val=\"left\"/>\(section)</w:pPr>").count == 3)
        #expect(xml.hasSuffix("\(section)</w:body></w:document>"))
    }

    @Test func sectionsOfTheTemplateStay() throws {
        let first = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/><w:type w:val=\"continuous\"/>\(page)</w:sectPr>"
        let last = "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"h2\"/><w:type w:val=\"continuous\"/>\(page)</w:sectPr>"
        var template = HandmadeTemplate(
            Markup.paragraph(Markup.merge("name")) + Markup.paragraph("", properties: first) + Markup.table(Markup.row(Markup.run("t")))
                + last)
        template.headers = [
            ("h1", "header", Markup.paragraph(Markup.run("sama"))), ("h2", "header", Markup.paragraph(Markup.merge("name"))),
        ]
        let package = try merge.joined(template, three.records())
        let xml = try package.part("word/document.xml")
        #expect(try matches("(<w:sectPr>)", in: xml).count == 6)
        #expect(try matches("r:id=\"(h1[^\"]*)\"", in: xml) == ["h1", "h1", "h1"])
        // The second and the third record have the same header, which is written once.
        #expect(try matches("r:id=\"(h2[^\"]*)\"", in: xml) == ["h2m1", "h2m2", "h2m2"])
        // Without a first header of its own, the first section of a record would have that of the record before.
        #expect(try matches("w:type=\"first\" r:id=\"(merge[^\"]*)\"", in: xml) == Array(repeating: "mergeEmptyHeader", count: 3))
        // The first section starts a page, the second one does what it did.
        #expect(try matches("(w:val=\"continuous\")", in: xml).count == 3)
        #expect(try package.paragraphs("word/h2-merge1.xml") == ["Maija"])
        #expect(try package.paragraphs("word/h2-merge2.xml") == ["Åke"])
        #expect(package.names.contains("word/h1.xml"))
        #expect(!package.names.contains("word/h2.xml"))
        let links = try package.part("word/_rels/document.xml.rels")
        let types = try package.part("[Content_Types].xml")
        for name in ["h2-merge1.xml", "h2-merge2.xml", "merge-empty-header.xml"] {
            #expect(links.contains("Target=\"/word/\(name)\""))
            #expect(types.contains("PartName=\"/word/\(name)\""))
        }
        #expect(!links.contains("\"h2\""))
    }

    @Test func separateDocumentsHaveTheirHeaders() throws {
        var template = HandmadeTemplate(
            Markup.paragraph(Markup.merge("name")) + "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"f1\"/>\(page)</w:sectPr>")
        template.headers = [("f1", "footer", Markup.paragraph(Markup.run("Sivu ") + Markup.complex(" NUMPAGES ") + Markup.merge("name")))]
        let receipt = try MailMerge(try merge.template(template), three.records(size: 2)).writeEach { record in
            merge.folder.file("\(record.number)-\(record.batch.columns[0].text[record.row]).docx")
        }
        #expect(receipt == MergeReceipt(letters: 3, skipped: 0, records: 3, files: 3))
        let second = try MergedPackage(merge.folder.file("2-Åke.docx"))
        #expect(try second.paragraphs() == ["Åke"])
        #expect(try second.paragraphs("word/f1.xml") == ["Sivu «x»Åke"])
        #expect(try second.part("word/f1.xml").contains(" NUMPAGES "))
        #expect(try !second.part("word/document.xml").contains("pgNumType"))
        let joined = try merge.joined(template, three.records())
        #expect(try joined.part("word/f1-merge1.xml").contains(" SECTIONPAGES "))
    }

    @Test func numbersAndNamesDiffer() throws {
        let box = "<w:r><w:drawing><wp:inline><wp:docPr id=\"5\" name=\"Kuva\"/></wp:inline></w:drawing></w:r>"
        let body =
            "<w:p w14:paraId=\"1A2B3C4D\" w14:textId=\"77777777\"><w:bookmarkStart w:id=\"3\" w:name=\"kohta\"/>\(box)<w:bookmarkEnd w:id=\"3\"/>"
            + "<w:commentRangeStart w:id=\"0\"/><w:hyperlink w:anchor=\"kohta\">\(Markup.merge("name"))</w:hyperlink>"
            + "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>"
            + "<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>\(Markup.paragraph(""))</w:sdtContent></w:sdt>"
        let xml = try merge.joined(HandmadeTemplate(body), three.records()).part("word/document.xml")
        #expect(try matches("docPr id=\"(\\d+)\"", in: xml) == ["1", "2", "3"])
        #expect(try matches("bookmarkStart w:id=\"(\\d+)\"", in: xml) == ["3", "7", "11"])
        #expect(try matches("bookmarkEnd w:id=\"(\\d+)\"", in: xml) == ["3", "7", "11"])
        #expect(try matches("w:name=\"(kohta[^\"]*)\"", in: xml) == ["kohta", "kohta_2", "kohta_3"])
        #expect(try matches("w:anchor=\"(kohta[^\"]*)\"", in: xml) == ["kohta", "kohta_2", "kohta_3"])
        #expect(try matches("(commentReference|commentRangeStart|commentRangeEnd)", in: xml).count == 3)
        #expect(!xml.contains("paraId") && !xml.contains("rsid") && !xml.contains("<w:id "))
    }

    @Test func referencesLeadToTheirOwnRecord() throws {
        let body = Markup.paragraph(
            "<w:bookmarkStart w:id=\"3\" w:name=\"_Ref1\"/>\(Markup.merge("name"))<w:bookmarkEnd w:id=\"3\"/>"
                + Markup.complex(" PAGEREF _Ref1 \\h ")
                + Markup.simple("REF &quot;_Ref1&quot; \\h") + Markup.complex(" REF _Ref12 ") + Markup.complex(" MERGEFIELD _Ref1 "))
        let xml = try merge.joined(HandmadeTemplate(body), three.records()).part("word/document.xml")
        #expect(try matches(">( PAGEREF [^<]*)<", in: xml) == [" PAGEREF _Ref1 \\h ", " PAGEREF _Ref1_2 \\h ", " PAGEREF _Ref1_3 \\h "])
        #expect(
            try matches("instr=\"(REF [^>]*)\"", in: xml) == [
                "REF &quot;_Ref1&quot; \\h", "REF &quot;_Ref1_2&quot; \\h", "REF &quot;_Ref1_3&quot; \\h",
            ])
        #expect(try matches("( REF _Ref12 )", in: xml).count == 3)
    }

    @Test func notesBelongToTheirRecords() throws {
        var template = HandmadeTemplate(
            Markup.paragraph(
                Markup.merge("name") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>"))
        template.footnotes = [1, 2].map {
            "<w:footnote w:id=\"\($0)\">\(Markup.paragraph(Markup.run("\($0) ") + Markup.merge("name")))</w:footnote>"
        }.joined()
        let package = try merge.joined(template, three.records())
        #expect(try matches("footnoteReference w:id=\"(\\d+)\"", in: package.part("word/document.xml")) == ["1", "2", "4", "5", "7", "8"])
        #expect(try matches("footnote w:id=\"(\\d+)\"", in: package.part("word/footnotes.xml")) == ["1", "2", "4", "5", "7", "8"])
        #expect(
            try package.paragraphs("word/footnotes.xml") == ["", "", "1 Maija", "2 Maija", "1 Åke", "2 Åke", "1 Åke", "2 Åke"])
    }

    @Test func whatIsAddedToASectionKeepsTheOrderOfTheSchema() throws {
        let reference = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"
        let last =
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/><w:footerReference w:type=\"even\" r:id=\"f1\"/></w:sectPr>"
        var template = HandmadeTemplate(Markup.paragraph(reference, properties: "<w:sectPr></w:sectPr>") + Markup.paragraph("") + last)
        template.headers = [("h1", "header", Markup.paragraph("")), ("f1", "footer", Markup.paragraph(""))]
        template.footnotes = "<w:footnote w:id=\"1\">\(Markup.paragraph(""))</w:footnote>"
        let xml = try merge.joined(template, three.records()).part("word/document.xml")
        let added =
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"mergeEmptyHeader\"/><w:footerReference w:type=\"even\" r:id=\"mergeEmptyFooter\"/>"
            + "<w:footnotePr><w:numRestart w:val=\"eachSect\"/></w:footnotePr><w:pgNumType w:start=\"1\"/></w:sectPr>"
        #expect(xml.components(separatedBy: added).count == 4)
    }

    @Test func noRecordsMakeAnEmptyDocument() throws {
        var template = HandmadeTemplate(
            Markup.paragraph(Markup.merge("name")) + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/></w:sectPr>")
        template.headers = [("h1", "header", Markup.paragraph(Markup.run("otsikko") + Markup.merge("name")))]
        let package = try merge.joined(template, TestRecords(texts: ["name"], []).records())
        #expect(try package.paragraphs() == [])
        #expect(try package.paragraphs("word/h1-merge1.xml") == ["otsikko"])
    }

    @Test func theSameInputsMakeTheSameBytes() throws {
        var template = HandmadeTemplate(Markup.paragraph(Markup.merge("name")))
        template.headers = [("h1", "header", Markup.paragraph(Markup.merge("name")))]
        template.footnotes = "<w:footnote w:id=\"1\">\(Markup.paragraph(Markup.merge("name")))</w:footnote>"
        let first = try merge.joined(template, three.records(size: 2), name: "a.docx")
        let second = try merge.joined(template, three.records(size: 3), name: "b.docx")
        let bytes = try [first, second].map { try Data(contentsOf: URL(fileURLWithPath: $0.path)) }
        #expect(bytes[0] == bytes[1])
    }

    @Test func aFailingSourceLeavesNothing() throws {
        struct Broken: Error {}
        let template = try merge.template(HandmadeTemplate(Markup.paragraph(Markup.merge("name"))))
        var isFirst = true
        let records = MergeRecords(columns: three.columns) {
            defer { isFirst = false }
            if isFirst { return MergeBatch(three.batch) }
            throw Broken()
        }
        let path = merge.folder.file("broken.docx")
        #expect(throws: DOCXError.self) { try MailMerge(template, records).write(to: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        do {
            _ = try MailMerge(template, three.records()).write(to: merge.folder.file("missing/a.docx"))
            Issue.record("a folder that is not there was written to")
        } catch { #expect(error.code == .write) }
        do {
            _ = try MailMerge(template, three.records()).writeEach { _ in throw Broken() }
            Issue.record("letters without names were written")
        } catch { #expect(error.code == .records && error.cause is Broken) }
        let other = MergeRecords(columns: [MergeColumn("name", .day)], batches: [MergeBatch(three.batch)])
        do {
            _ = try MailMerge(template, other).write(to: path)
            Issue.record("columns of other types were taken")
        } catch { #expect(error.code == .columnTypes) }
    }
}
