import Archive
import Foundation
import Tabular
import TestSupport
import XLSX

/// What our reader finds in a workbook.
struct ReadWorkbook {
    struct Row: Equatable {
        let line: Int
        let fields: [String]
        /// For each field, whether it is plain.
        let isPlain: [Bool]
    }

    let reader: XLSXReader

    init(_ path: String, limit: Int = 1 << 30) throws {
        self = try ReadWorkbook(Array(try Data(contentsOf: URL(fileURLWithPath: path))), limit: limit)
    }

    init(_ bytes: [UInt8], limit: Int = 1 << 30) throws {
        reader = try XLSXReader(ZipReader(MemorySource(bytes)), limit: limit, temporaryFolder: NSTemporaryDirectory())
    }

    func rows(ofSheet name: String? = nil, width: Int = 0) throws -> [Row] {
        let sheet = try reader.rows(ofSheet: name)
        var rows: [Row] = []
        while let block = try sheet.next(width: width) {
            for (row, record) in block.records.enumerated() {
                let places = 0..<record.fieldCount
                rows.append(
                    Row(
                        line: record.line, fields: places.map { block.text(row, $0) },
                        isPlain: places.map { block.isPlain[record.firstField + $0] }))
            }
        }
        return rows
    }

    /// The fields of the first visible sheet.
    func fields(width: Int = 0) throws -> [[String]] { try rows(width: width).map(\.fields) }
}

/// Workbooks made by hand, for what no program writes.
struct HandmadeWorkbook {
    var sheet = "<sheetData/>"
    var strings = ""
    var styles = ""
    var book = "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
    var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    var office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    /// Put in the place of the sheet's part.
    var sheetPart: [UInt8]?

    func bytes(in folder: TemporaryFolder) throws -> [UInt8] {
        let path = folder.file("handmade.xlsx")
        var archive = try ZipWriter(path: path)
        let links = "http://schemas.openxmlformats.org/package/2006/relationships"
        func link(_ id: String, _ kind: String, _ target: String) -> String {
            "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
        }
        func document(_ root: String, _ content: String) -> [UInt8] {
            Array("<\(root) xmlns=\"\(main)\" xmlns:r=\"\(office)\">\(content)</\(root)>".utf8)
        }
        let bookLinks =
            link("rId1", "worksheet", "worksheets/sheet1.xml") + link("rId2", "sharedStrings", "/xl/sharedStrings.xml")
            + link("rId3", "styles", "styles.xml")
        let packageLink = link("rId1", "officeDocument", "xl/workbook.xml")
        let parts = [
            ("_rels/.rels", Array("<Relationships xmlns=\"\(links)\">\(packageLink)</Relationships>".utf8)),
            ("xl/workbook.xml", document("workbook", book)),
            ("xl/_rels/workbook.xml.rels", Array("<Relationships xmlns=\"\(links)\">\(bookLinks)</Relationships>".utf8)),
            ("xl/worksheets/sheet1.xml", sheetPart ?? document("worksheet", sheet)),
            ("xl/sharedStrings.xml", document("sst", strings)), ("xl/styles.xml", document("styleSheet", styles)),
        ]
        for (name, content) in parts { try archive.add(name, .memory(content), compression: .deflated, time: .earliest) }
        try archive.close()
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
