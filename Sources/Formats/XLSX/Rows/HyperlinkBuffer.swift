/// The links of a sheet's cells as XML: elements of the sheet, and the relationships that hold their addresses.
///
/// A relationship is named after its cell, so that blocks of rows can be encoded without knowing each other.
struct HyperlinkBuffer: Sendable {
    /// The most links that Excel takes in a sheet.
    static let limit = 65_530

    private(set) var elements: [UInt8] = []
    private(set) var relationships: [UInt8] = []
    private(set) var count = 0

    mutating func append(cell: String, target: [UInt8], fragment: [UInt8]) {
        count += 1
        elements += "<hyperlink ref=\"\(cell)\" r:id=\"\(cell)\"".utf8
        if !fragment.isEmpty {
            elements += " location=\"".utf8
            HyperlinkBuffer.appendEscaped(fragment, to: &elements)
            elements.append(UInt8(ascii: "\""))
        }
        elements += "/>".utf8
        relationships += "<Relationship Id=\"\(cell)\" Type=\"".utf8
        relationships += "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"".utf8
        HyperlinkBuffer.appendEscaped(target, to: &relationships)
        relationships += "\" TargetMode=\"External\"/>".utf8
    }

    mutating func append(_ other: HyperlinkBuffer) {
        guard other.count > 0 else { return }
        count += other.count
        elements += other.elements
        relationships += other.relationships
    }

    /// Of a URI only `&` and `'` mean something to XML.
    private static func appendEscaped(_ uri: [UInt8], to xml: inout [UInt8]) {
        for byte in uri {
            switch byte {
            case UInt8(ascii: "&"): xml += "&amp;".utf8
            case UInt8(ascii: "'"): xml += "&apos;".utf8
            default: xml.append(byte)
            }
        }
    }
}
