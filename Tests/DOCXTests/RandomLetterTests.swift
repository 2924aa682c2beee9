import DOCX
import Foundation
import Tabular
import TestSupport
import Testing

/// Random texts in random templates: every letter says what its record says.
struct RandomLetterTests {
    private let merge: MergeCase

    init() throws { merge = try MergeCase() }

    /// A text of characters that are easily mistaken for something.
    private func text(_ generator: inout SeededGenerator) -> String {
        let pool: [Character] = Array("ab äöåŠ<>&\"'\\{}«»]\n\t\u{0}\u{7}\u{B}\u{2028}😀漢e\u{301}") + ["\r\n"]
        return String((0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in pool.randomElement(using: &generator) })
    }

    /// What a reader sees of `text`.
    private func seen(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\0", "\u{7}": break
            case "\r\n", "\u{B}", "\u{2028}", "\n": result += "\n"
            default: result.append(character)
            }
        }
        return result
    }

    /// `code` cut at random into runs with noise between them.
    private func split(_ code: String, _ generator: inout SeededGenerator) -> String {
        var pieces: [String] = []
        var rest = Substring(code)
        while !rest.isEmpty {
            let count = Int.random(in: 1...6, using: &generator)
            pieces.append(Markup.code(String(rest.prefix(count)), Bool.random(using: &generator) ? "<w:b/>" : ""))
            rest = rest.dropFirst(count)
        }
        let noise = ["", "<w:proofErr w:type=\"gramEnd\"/>", "<w:bookmarkStart w:id=\"1\" w:name=\"n\"/><w:bookmarkEnd w:id=\"1\"/>"]
        return pieces.reduce("") { $0 + (noise.randomElement(using: &generator) ?? "") + $1 }
    }

    @Test(arguments: 1...20) func everyLetterSaysWhatItsRecordSays(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let names = ["a", "b c", "ä_ö", "d"]
        let rows = (0..<Int.random(in: 1...30, using: &generator)).map { _ in names.map { _ in text(&generator) } }
        var body = ""
        var expected: [([String]) -> String] = []
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            var content = ""
            var parts: [([String]) -> String] = []
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let index = Int.random(in: names.indices, using: &generator)
                switch Int.random(in: 0...3, using: &generator) {
                case 0:
                    content += Markup.run("sana ")
                    parts.append { _ in "sana " }
                case 1:
                    content += Markup.simple(" MERGEFIELD &quot;\(names[index])&quot; ")
                    parts.append { seen($0[index]) }
                case 2:
                    let code = split(" MERGEFIELD \"\(names[index])\" \\* MERGEFORMAT ", &generator)
                    content += Markup.begin() + code + Markup.separate() + Markup.run("«x»") + Markup.end()
                    parts.append { seen($0[index]) }
                default:
                    let field = Markup.merge("\"\(names[index])\"")
                    content +=
                        Markup.begin() + split(" IF ", &generator) + field + split(" = \"\" \"tyhjä\" \"on ", &generator) + field
                        + split("\" ", &generator) + Markup.end()
                    parts.append { $0[index].isEmpty ? "tyhjä" : "on " + seen($0[index]) }
                }
            }
            body += Markup.paragraph(content)
            let line = parts
            expected.append { row in line.map { $0(row) }.joined() }
        }
        let records = TestRecords(texts: names, rows)
        let package = try merge.joined(HandmadeTemplate(body), records.records(size: Int.random(in: 1...10, using: &generator)))
        let wanted = rows.flatMap { row in expected.map { $0(row) } }
        let found = try package.paragraphs()
        #expect(found.count == wanted.count)
        for (one, other) in zip(found, wanted) {
            #expect(one.unicodeScalars.elementsEqual(other.unicodeScalars), "\(one.debugDescription) for \(other.debugDescription)")
        }
    }

    @Test func pythonDocxReadsRandomTexts() throws {
        var generator = SeededGenerator(seed: 99)
        let rows = (0..<200).map { _ in [text(&generator)] }
        let package = try merge.joined(
            HandmadeTemplate(Markup.paragraph(Markup.run("[") + Markup.merge("x") + Markup.run("]"))),
            TestRecords(texts: ["x"], rows).records(size: 7))
        let document = try DocumentReader.pythonDocx(package.path)
        #expect(document.paragraphs.count == 200)
        for (paragraph, row) in zip(document.paragraphs, rows) {
            #expect(paragraph.unicodeScalars.elementsEqual("[\(seen(row[0]))]".unicodeScalars))
        }
    }

    @Test func manyLettersInLittleMemory() throws {
        var made = 0
        let filler = String(repeating: "pitkä teksti ", count: 40)
        let records = MergeRecords(columns: [MergeColumn("x", .text)]) {
            guard made < 20 else { return nil }
            made += 1
            var batch = Batch([.text])
            for row in 0..<1000 {
                batch.columns[0].append("\(made)-\(row) \(filler)")
                batch.rowCount += 1
            }
            return MergeBatch(batch)
        }
        var template = HandmadeTemplate(
            Markup.paragraph(Markup.merge("x")) + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/></w:sectPr>")
        template.headers = [("h1", "header", Markup.paragraph(Markup.merge("x")))]
        let package = try merge.joined(template, records)
        #expect(package.names.count == 20_000 + 4)
        #expect(try package.paragraphs().count == 20_000)
        #expect(try package.paragraphs("word/h1-merge20000.xml") == ["20-999 \(filler)"])
    }
}
