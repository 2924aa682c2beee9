package import XML

/// What a document says of itself: its core properties (ECMA-376 part 2, section 11) and its application.
public struct DocumentProperties: Hashable, Sendable {
    /// What the document is called.
    public var title: String?
    /// Who or what made it.
    public var creator: String?
    /// When the document was made, in UTC in ISO 8601 form: `2026-11-26T09:00:00Z`.
    public var created: String?
    /// The language of the document, such as `fi`.
    public var language: String?
    /// The program that made it.
    public var application: String?

    /// Properties of which each may be left out.
    public init(
        title: String? = nil, creator: String? = nil, created: String? = nil, language: String? = nil, application: String? = nil
    ) {
        self.title = title
        self.creator = creator
        self.created = created
        self.language = language
        self.application = application
    }

    /// The part `docProps/core.xml`.
    package func corePart() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let namespaces: KeyValuePairs<String, String?> = [
                "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms": "http://purl.org/dc/terms/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ]
            try xml.element("cp:coreProperties", namespaces) { () throws(XMLError) in
                if let title { try xml.element("dc:title", text: title) }
                if let creator { try xml.element("dc:creator", text: creator) }
                if let language { try xml.element("dc:language", text: language) }
                if let created {
                    try xml.element("dcterms:created", ["xsi:type": "dcterms:W3CDTF"], text: created)
                    try xml.element("dcterms:modified", ["xsi:type": "dcterms:W3CDTF"], text: created)
                }
            }
        }
    }

    /// The part `docProps/app.xml`.
    package func applicationPart() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
            try xml.element("Properties", ["xmlns": namespace]) { () throws(XMLError) in
                if let application { try xml.element("Application", text: application) }
            }
        }
    }
}
