import Archive
import Foundation
import TestSupport

/// Templates made by hand, for what no program writes.
struct HandmadeTemplate {
    static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

    /// What stands in the body.
    var body: String
    /// Headers and footers by the names of their links: what stands in them.
    var headers: [(id: String, kind: String, content: String)] = []
    var footnotes: String?
    var settings: String?
    /// Elements added to the document's links, and parts added to the package.
    var links = ""
    var parts: [(name: String, content: [UInt8])] = []
    var types = ""
    var mainType = wordType + "document.main+xml"
    /// Put in the place of the whole document part.
    var document: [UInt8]?

    init(_ body: String) { self.body = body }

    static let namespaces = """
        xmlns:w="\(word)" xmlns:r="\(office)" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
        xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
        xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" \
        xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" \
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w14"
        """

    static func link(_ id: String, _ kind: String, _ target: String, isExternal: Bool = false) -> String {
        "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"\(isExternal ? " TargetMode=\"External\"" : "")/>"
    }

    private func part(_ root: String, _ content: String) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:\(root) \(Self.namespaces)>\(content)</w:\(root)>".utf8)
    }

    private func relationships(_ content: String) -> [UInt8] {
        Array("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(content)</Relationships>".utf8)
    }

    /// The bytes of the package.
    func bytes(in folder: TemporaryFolder) throws -> [UInt8] {
        var overrides = "<Override PartName=\"/word/document.xml\" ContentType=\"\(mainType)\"/>" + types
        var documentLinks = links
        var all: [(name: String, content: [UInt8])] = []
        for header in headers {
            let name = "\(header.id).xml"
            overrides += "<Override PartName=\"/word/\(name)\" ContentType=\"\(Self.wordType)\(header.kind)+xml\"/>"
            documentLinks += Self.link(header.id, header.kind, name)
            all.append(("word/" + name, part(header.kind == "header" ? "hdr" : "ftr", header.content)))
        }
        if let footnotes {
            overrides += "<Override PartName=\"/word/footnotes.xml\" ContentType=\"\(Self.wordType)footnotes+xml\"/>"
            documentLinks += Self.link("rIdNotes", "footnotes", "footnotes.xml")
            let separators = """
                <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
                <w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
                """
            all.append(("word/footnotes.xml", part("footnotes", separators + footnotes)))
        }
        if let settings {
            overrides += "<Override PartName=\"/word/settings.xml\" ContentType=\"\(Self.wordType)settings+xml\"/>"
            documentLinks += Self.link("rIdSettings", "settings", "settings.xml")
            all.append(("word/settings.xml", part("settings", settings)))
        }
        let contentTypes = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" \
            ContentType="application/xml"/><Default Extension="rels" \
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\(overrides)</Types>
            """
        all.insert(("[Content_Types].xml", Array(contentTypes.utf8)), at: 0)
        all.insert(("_rels/.rels", relationships(Self.link("rId1", "officeDocument", "word/document.xml"))), at: 1)
        all.insert(("word/document.xml", document ?? part("document", "<w:body>\(body)</w:body>")), at: 2)
        all.append(("word/_rels/document.xml.rels", relationships(documentLinks)))
        let path = folder.file("template.docx")
        var archive = try ZipWriter(path: path)
        for (name, content) in all + parts { try archive.add(name, .memory(content), compression: .deflated, time: .earliest) }
        try archive.close()
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
