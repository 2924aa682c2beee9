import XML

/// Text as markup holds it.
enum MarkupText {
    /// Appends `text`, escaped; in an attribute, quotes and line ends too.
    static func append(_ text: some Sequence<UInt8>, to bytes: inout [UInt8], inAttribute: Bool = false) {
        for byte in text {
            switch byte {
            case 0x26: bytes.append(contentsOf: "&amp;".utf8)
            case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
            case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
            case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
            case 0x22 where inAttribute: bytes.append(contentsOf: "&quot;".utf8)
            case 0x09 where inAttribute: bytes.append(contentsOf: "&#9;".utf8)
            case 0x0A where inAttribute: bytes.append(contentsOf: "&#10;".utf8)
            default: bytes.append(byte)
            }
        }
    }

    /// `text` escaped.
    static func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(text.utf8, to: &bytes)
        return bytes
    }
}
