import Archive
import DOCX
import Foundation
import Tabular
import XML

/// Feeds the reader of templates, and merges what it takes: the letters must be well formed whatever the template was.
enum DOCXFuzzing {
    private static let limits = TemplateLimits(partByteCount: 1 << 20, totalByteCount: 4 << 20, partCount: 100, elementCount: 20_000)
    private static let path = NSTemporaryDirectory() + "/fuzz-\(ProcessInfo.processInfo.processIdentifier).docx"

    /// The input is an archive.
    static let runArchive: @Sendable ([UInt8]) -> Void = { input in merge(input) }

    /// The first byte chooses the part that the rest is.
    static let runPart: @Sendable ([UInt8]) -> Void = { input in
        guard let first = input.first else { return }
        let names = ["word/document.xml", "word/document.xml", "word/header1.xml", "word/footnotes.xml"]
        var parts = LetterParts.all
        parts[names[Int(first) % names.count]] = Array(input[1...])
        merge(StoredArchive.bytes(parts))
    }

    private static func merge(_ bytes: [UInt8]) {
        guard let template = try? MailTemplate(MemorySource(bytes), limits: limits) else { return }
        for field in template.fields { precondition(field.place.paragraph >= 0) }
        do {
            _ = try MailMerge(template, records()).write(to: path)
            try check()
            _ = try MailMerge(template, records()).writeEach { _ in path }
            try check()
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// Three customers, of whom the second has two purchases.
    private static func records() -> MergeRecords {
        let columns = [MergeColumn("a", .text), MergeColumn("b", .decimal(scale: 2)), MergeColumn("c", .day)]
        var batch = Batch(columns.map(\.type))
        for row in 0..<3 {
            batch.columns[0].append(["", "<a>&\"\\\n\u{0}", "ä"][row])
            batch.columns[1].append(Int64(row) * 123_456 - 1)
            if row == 0 { batch.columns[2].appendNull() } else { batch.columns[2].append(Int64(row) * 10_000) }
            batch.rowCount += 1
        }
        let children = MergeBatch(batch) { row, _ in BatchCursor(types: batch.columns.map(\.type), batches: row == 1 ? [batch] : []) }
        return MergeRecords(columns: columns, modules: [MergeModule("m", columns)], batches: [children])
    }

    private static func check() throws {
        let archive = try ZipReader(MemorySource(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
        for entry in archive.entries where entry.name.hasSuffix(".xml") || entry.name.hasSuffix(".rels") {
            var buffer = [UInt8](repeating: 0, count: entry.size + 1)
            let count = try archive.stream(entry).read(into: &buffer)
            let parser = try XMLPushParser(Unseeing())
            try parser.feed(buffer[..<count])
            try parser.finish()
        }
    }
}

private final class Unseeing: XMLHandler {
    func start(_ element: borrowing XMLElement) {}
    func end(_ name: borrowing XMLName) {}
    func characters(_ text: Span<UInt8>) {}
}

/// A small template.
private enum LetterParts {
    private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let type = "application/vnd.openxmlformats-officedocument.wordprocessingml."

    static let all: [String: [UInt8]] = [
        "[Content_Types].xml": Array(
            """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" \
            ContentType="\(type)document.main+xml"/><Override PartName="/word/header1.xml" ContentType="\(type)header+xml"/></Types>
            """.utf8),
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relationships([("rId1", "header", "header1.xml"), ("rId2", "footnotes", "footnotes.xml")]),
        "word/document.xml": part("document", "<w:body><w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:body>"),
        "word/header1.xml": part("hdr", "<w:p><w:fldSimple w:instr=\"MERGEFIELD a\"/></w:p>"),
        "word/footnotes.xml": part("footnotes", "<w:footnote w:id=\"2\"><w:p><w:fldSimple w:instr=\"MERGEFIELD b\"/></w:p></w:footnote>"),
    ]

    private static func part(_ root: String, _ content: String) -> [UInt8] {
        Array("<w:\(root) xmlns:w=\"\(word)\" xmlns:r=\"\(office)\">\(content)</w:\(root)>".utf8)
    }

    private static func relationships(_ links: [(String, String, String)]) -> [UInt8] {
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        let elements = links.map { id, kind, target in "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>" }
        return Array("<Relationships xmlns=\"\(namespace)\">\(elements.joined())</Relationships>".utf8)
    }
}
