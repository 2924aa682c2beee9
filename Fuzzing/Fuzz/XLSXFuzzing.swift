import Archive
import Foundation
import XLSX

/// Feeds the reader of workbooks.
enum XLSXFuzzing {
    private static let limit = 4 << 20
    private static let folder = NSTemporaryDirectory()

    /// The input is an archive.
    static let runArchive: @Sendable ([UInt8]) -> Void = { input in
        guard let archive = try? ZipReader(MemorySource(input)) else { return }
        for entry in archive.entries.prefix(20) where entry.size <= limit {
            guard let stream = try? archive.stream(entry) else { continue }
            var buffer = [UInt8](repeating: 0, count: 1000)
            while let count = try? stream.read(into: &buffer), count == buffer.count {}
        }
        read(archive, width: 3)
    }

    /// The first byte chooses the part that the rest is.
    static let runPart: @Sendable ([UInt8]) -> Void = { input in
        guard let first = input.first else { return }
        let names = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
        var parts = WorkbookParts.all
        parts[names[Int(first) % names.count]] = Array(input[1...])
        guard let archive = try? ZipReader(MemorySource(StoredArchive.bytes(parts))) else {
            preconditionFailure("the archive is whole")
        }
        read(archive, width: Int(first >> 4))
    }

    private static func read(_ archive: ZipReader, width: Int) {
        guard let reader = try? XLSXReader(archive, limit: limit, temporaryFolder: folder) else { return }
        for name in reader.sheetNames.prefix(3) {
            guard let rows = try? reader.rows(ofSheet: name) else { continue }
            var line = 0
            while let block = try? rows.next(width: width) {
                for record in block.found {
                    precondition(record.line > line && record.fields.count >= width)
                    line = record.line
                }
            }
        }
        _ = try? reader.rows(ofSheet: nil)
    }
}

/// A small workbook.
enum WorkbookParts {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    static let all: [String: [UInt8]] = [
        "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": Array(
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                .utf8),
        "xl/_rels/workbook.xml.rels": relationships([
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ]),
        "xl/worksheets/sheet1.xml": Array(
            """
            <worksheet xmlns="\(main)"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>\
            <row r="3"><c r="A3" s="1"><v>46387.458333333336</v></c><c r="B3"><v>1E-3</v></c></row></sheetData></worksheet>
            """.utf8),
        "xl/sharedStrings.xml": Array("<sst xmlns=\"\(main)\"><si><t>ä</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>".utf8),
        "xl/styles.xml": Array(
            """
            <styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="164" formatCode="d.m.yyyy"/></numFmts>\
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>
            """.utf8),
    ]

    private static func relationships(_ links: [(String, String, String)]) -> [UInt8] {
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        let elements = links.map { id, kind, target in "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>" }
        return Array("<Relationships xmlns=\"\(namespace)\">\(elements.joined())</Relationships>".utf8)
    }
}

/// An archive in memory whose entries are stored (APPNOTE 4.3).
enum StoredArchive {
    static func bytes(_ parts: [String: [UInt8]]) -> [UInt8] {
        var entries: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in parts.sorted(by: { $0.key < $1.key }) {
            var crc = CRC32()
            crc.update(content)
            let common =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2) + little(Int(crc.value), 4)
                + little(content.count, 4) + little(content.count, 4) + little(name.utf8.count, 2) + little(0, 2)
            directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(entries.count, 4) + Array(name.utf8)
            entries += little(0x0403_4B50, 4) + common + Array(name.utf8) + content
        }
        let end =
            little(0x0605_4B50, 4) + little(0, 4) + little(parts.count, 2) + little(parts.count, 2) + little(directory.count, 4)
            + little(entries.count, 4) + little(0, 2)
        return entries + directory + end
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }
}
