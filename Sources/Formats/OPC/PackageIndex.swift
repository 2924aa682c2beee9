package import XML

/// The XML that says what a package holds.
package enum PackageIndex {
    private static let relationshipsType = "application/vnd.openxmlformats-package.relationships+xml"

    /// `[Content_Types].xml`: the media type of every part (ECMA-376 part 2, section 10.1.2).
    package static func contentTypes(_ parts: [OPCPart]) throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            try xml.element("Types", ["xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"]) { () throws(XMLError) in
                try xml.element("Default", ["Extension": "rels", "ContentType": relationshipsType])
                try xml.element("Default", ["Extension": "xml", "ContentType": "application/xml"])
                for part in parts {
                    try xml.element("Override", ["PartName": "/" + part.name, "ContentType": part.contentType])
                }
            }
        }
    }

    /// A `.rels` part.
    ///
    /// - Parameter written: the XML of further relationships.
    package static func relationships(_ relationships: [OPCRelationship], written: [UInt8] = []) throws(XMLError) -> [UInt8] {
        var document = try XMLWriter.document { xml throws(XMLError) in
            let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
            try xml.element("Relationships", ["xmlns": namespace]) { () throws(XMLError) in
                for link in relationships {
                    try xml.element(
                        "Relationship",
                        ["Id": link.id, "Type": link.type, "Target": link.target, "TargetMode": link.isExternal ? "External" : nil])
                }
            }
        }
        guard !written.isEmpty else { return document }
        // They go where the root that the writer closed has its end.
        let (closed, empty) = (Array("</Relationships>\n".utf8), Array("/>\n".utf8))
        if relationships.isEmpty {
            document.removeLast(empty.count)
            document.append(UInt8(ascii: ">"))
        } else {
            document.removeLast(closed.count)
        }
        return document + written + closed
    }
}
