import Archive
import DOCX
import Foundation
import Tabular
import TestSupport
import Testing

/// Templates that are none, or wish harm.
struct HostileTemplateTests {
    private let merge: MergeCase
    private let records = TestRecords(texts: ["x"], [["arvo"]])

    init() throws { merge = try MergeCase() }

    private func code(_ bytes: [UInt8], limits: TemplateLimits = TemplateLimits()) -> DOCXError.Code? {
        do {
            _ = try MailTemplate(MemorySource(bytes), limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    private func code(_ template: HandmadeTemplate, limits: TemplateLimits = TemplateLimits()) throws -> DOCXError.Code? {
        code(try template.bytes(in: merge.folder), limits: limits)
    }

    @Test func refusesWhatIsNoDocument() throws {
        #expect(code([]) == .notADocument)
        #expect(code(Array("Hei maailma".utf8)) == .notADocument)
        #expect(code(Array("{\\rtf1 x}".utf8)) == .notADocument)
        var template = HandmadeTemplate("")
        template.mainType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        #expect(try code(template) == .notADocument)
        let path = merge.folder.file("plain.zip")
        var archive = try ZipWriter(path: path)
        try archive.add("a.txt", .memory([1]), time: .earliest)
        try archive.close()
        #expect(code(Array(try Data(contentsOf: URL(fileURLWithPath: path)))) == .notADocument)
        template = HandmadeTemplate("")
        template.document = Array("<x/>".utf8)
        #expect(try code(template) == .notADocument)
        template.document = Array("<w:sectPr xmlns:w=\"\(HandmadeTemplate.word)\"><w:body/></w:sectPr>".utf8)
        #expect(try code(template) == nil)
    }

    @Test func tellsEncryptedFromOldDocuments() {
        let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let name = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
        for distance in [0, 500, 65_510, 65_528, 65_536, 200_000] {
            #expect(code(signature + Array(repeating: 0, count: distance) + name + Array(repeating: 0, count: 40)) == .encrypted)
        }
        #expect(code(signature + Array(repeating: 7, count: 4000)) == .notADocument)
    }

    @Test func refusesMacrosAndControls() throws {
        var template = HandmadeTemplate("")
        template.mainType = "application/vnd.ms-word.document.macroEnabled.main+xml"
        #expect(try code(template) == .macros)
        template = HandmadeTemplate("")
        template.parts = [("word/vbaProject.bin", [1, 2, 3])]
        template.types = "<Override PartName=\"/word/vbaProject.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"
        #expect(try code(template) == .macros)
    }

    @Test func aTemplateOfWordsMakesDocuments() throws {
        var template = HandmadeTemplate(Markup.paragraph(Markup.merge("x")))
        template.mainType = HandmadeTemplate.wordType + "template.main+xml"
        let types = try merge.joined(template, records.records()).part("[Content_Types].xml")
        #expect(types.contains("wordprocessingml.document.main+xml") && !types.contains("template.main"))
    }

    @Test func refusesDocumentTypesAndBrokenMarkup() throws {
        let entity = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
        for markup in [entity + "<w:document/>", "<w:document", "<a><b></a></b>", "\u{0}", "<a>&undefined;</a>", "<a b='1' b='2'/>"] {
            var template = HandmadeTemplate("")
            template.document = Array(markup.utf8)
            #expect(try code(template) == .damagedPart, "\(markup)")
            template = HandmadeTemplate("")
            template.parts = [("word/styles.xml", Array(markup.utf8))]
            #expect(try code(template) == .damagedPart, "\(markup)")
        }
    }

    @Test func refusesNamesThatLeadElsewhere() throws {
        for name in ["../evil.xml", "/word/a.xml", "word/../../a", "word\\a.bin", "C:/a", "WORD/document.xml", "word//a"] {
            var template = HandmadeTemplate("")
            template.parts = [(name, Array("<a/>".utf8))]
            #expect(try code(template) == .damagedPart, "\(name)")
        }
    }

    @Test func refusesWhatIsTooLarge() throws {
        let long = HandmadeTemplate(Markup.paragraph(Markup.run(String(repeating: "x", count: 100_000))))
        #expect(try code(long, limits: TemplateLimits(partByteCount: 50_000)) == .tooLarge(limit: 50_000))
        #expect(try code(long, limits: TemplateLimits(totalByteCount: 50_000)) == .tooLarge(limit: 50_000))
        let many = HandmadeTemplate(String(repeating: "<w:p/>", count: 2_000))
        #expect(try code(many, limits: TemplateLimits(elementCount: 1_000)) == .tooLarge(limit: 1_000))
        #expect(try code(many) == nil)
        // Formatting that is repeated for each of many pieces of one run.
        let properties = "<w:rPr><w:rStyle w:val=\"\(String(repeating: "s", count: 100_000))\"/></w:rPr>"
        let pieces = String(repeating: "<w:instrText>a</w:instrText>", count: 20_000)
        #expect(try code(HandmadeTemplate("<w:p><w:r>\(properties)\(pieces)</w:r></w:p>")) == .tooLarge(limit: 32 << 20))
    }

    @Test func refusesFieldsWithoutMeasure() throws {
        let deep = Markup.paragraph(
            String(repeating: Markup.begin() + Markup.code("IF "), count: 1000) + String(repeating: Markup.end(), count: 1000))
        #expect(try code(HandmadeTemplate(deep)) == .tooLarge(limit: 64))
        let many = Markup.paragraph(String(repeating: "<w:fldSimple w:instr=\"PAGE\"/>", count: 10_001))
        #expect(try code(HandmadeTemplate(many)) == .tooLarge(limit: 10_000))
        let open = Markup.paragraph(String(repeating: Markup.begin() + Markup.code("IF ") + Markup.end(), count: 9_000))
        #expect(try code(HandmadeTemplate(open)) == nil)
        let marks = Markup.paragraph((0..<9_000).map { "<w:fldSimple w:instr=\"MERGEFIELD TableStart:m\($0)\"/>" }.joined())
        #expect(try code(HandmadeTemplate(marks)) == nil)
    }

    @Test func leavesOutWhatWouldConnect() throws {
        var template = HandmadeTemplate(Markup.paragraph(Markup.merge("x")))
        template.settings = """
            <w:zoom w:percent="100"/><w:attachedTemplate r:id="rId9"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/>\
            <w:connectString w:val="Data Source=C:\\x.mdb"/><w:dataSource r:id="rId8"/></w:mailMerge><w:defaultTabStop w:val="720"/>
            """
        let links =
            HandmadeTemplate.link("rId9", "attachedTemplate", "file:///C:/Normal.dotm", isExternal: true)
            + HandmadeTemplate.link("rId8", "mailMergeSource", "file:///C:/x.mdb", isExternal: true)
        let start = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        template.parts = [("word/_rels/settings.xml.rels", Array((start + links + "</Relationships>").utf8))]
        template.links = HandmadeTemplate.link("rId5", "hyperlink", "https://example.org/", isExternal: true)
        let package = try merge.joined(template, records.records())
        let settings = try package.part("word/settings.xml")
        #expect(settings.contains("<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>"))
        #expect(try !package.part("word/_rels/settings.xml.rels").contains("rId"))
        #expect(try package.part("word/_rels/document.xml.rels").contains("https://example.org/"))
    }

    @Test func linkedPicturesBecomeBlankAndOtherLinksAreRefused() throws {
        var template = HandmadeTemplate(Markup.paragraph(Markup.merge("x")))
        template.links = HandmadeTemplate.link("rId5", "image", "https://example.org/track.png", isExternal: true)
        let package = try merge.joined(template, records.records())
        let links = try package.part("word/_rels/document.xml.rels")
        #expect(links.contains("/word/media/merge-blank.png") && !links.contains("example.org"))
        #expect(package.names.contains("word/media/merge-blank.png"))
        #expect(try merge.template(template).problems.map(\.code) == [.linkedPicture])
        for kind in ["oleObject", "frame", "subDocument", "aFChunk", "video"] {
            template.links = HandmadeTemplate.link("rId5", kind, "\\\\server\\x", isExternal: true)
            #expect(try code(template) == .linkedContent)
        }
    }

    @Test func refusesFieldsThatRunInPartsThatAreCopied() throws {
        var template = HandmadeTemplate("")
        let content = Markup.paragraph(Markup.complex("DDEAUTO c a b"))
        let comment = "<w:comment w:id=\"0\">\(content)</w:comment>"
        template.parts = [("word/comments.xml", Array("<w:comments \(HandmadeTemplate.namespaces)>\(comment)</w:comments>".utf8))]
        template.types = "<Override PartName=\"/word/comments.xml\" ContentType=\"\(HandmadeTemplate.wordType)comments+xml\"/>"
        #expect(try code(template) == .linkedContent)
    }

    @Test func leavesOutMacrosOfFormFields() throws {
        let begin =
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"n\"/><w:entryMacro w:val=\"X\"/></w:ffData></w:fldChar></w:r>"
        let body = Markup.paragraph(begin + Markup.code(" FORMTEXT ") + Markup.separate() + Markup.end())
        let document = try merge.joined(HandmadeTemplate(body), records.records()).part("word/document.xml")
        #expect(document.contains("<w:name w:val=\"n\"/>") && !document.contains("entryMacro"))
    }

    @Test func cutFilesAreRefused() throws {
        let bytes = try HandmadeTemplate(Markup.paragraph(Markup.merge("x"))).bytes(in: merge.folder)
        var accepted: [Int] = []
        for count in stride(from: 0, to: bytes.count - 1, by: 7) where code(Array(bytes.prefix(count))) == nil { accepted.append(count) }
        #expect(accepted == [])
    }

    @Test func changedBytesNeverBreakAMerge() throws {
        var generator = SeededGenerator(seed: 5)
        let field = Markup.paragraph(
            Markup.field(" IF ", Markup.merge("x"), " = \"a\" \"b\" ", Markup.merge("x")) + Markup.merge("TableStart:m"))
        let markup = Array(
            "<w:document \(HandmadeTemplate.namespaces)><w:body>\(field)\(Markup.table(Markup.row(Markup.merge("x"))))</w:body></w:document>"
                .utf8)
        for _ in 0..<300 {
            var changed = markup
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                changed[Int.random(in: changed.indices, using: &generator)] = UInt8.random(in: 32...126, using: &generator)
            }
            var template = HandmadeTemplate("")
            template.document = changed
            guard let made = try? merge.template(template) else { continue }
            _ = try MailMerge(made, records.records()).write(to: merge.folder.file("changed.docx"))
            _ = try MergedPackage(merge.folder.file("changed.docx")).paragraphs()
        }
    }
}
