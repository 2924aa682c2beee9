import Foundation

/// Pieces of WordprocessingML.
enum Markup {
    static func paragraph(_ content: String, properties: String = "") -> String {
        "<w:p w:rsidR=\"00A1B2C3\">\(properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>")\(content)</w:p>"
    }

    static func run(_ text: String, properties: String = "") -> String {
        "<w:r>\(rPr(properties))<w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
    }

    static func simple(_ code: String, result: String = "«x»", properties: String = "") -> String {
        "<w:fldSimple w:instr=\"\(code)\">\(run(result, properties: properties))</w:fldSimple>"
    }

    /// A field between field characters; its code may hold further fields.
    static func complex(_ code: String, result: String = "«x»", properties: String = "", resultProperties: String? = nil) -> String {
        begin(properties) + self.code(code, properties) + separate(properties)
            + run(result, properties: resultProperties ?? properties) + end(properties)
    }

    static func character(_ kind: String, _ properties: String = "") -> String {
        "<w:r w:rsidRPr=\"00D4\">\(rPr(properties))<w:fldChar w:fldCharType=\"\(kind)\"/></w:r>"
    }

    static func begin(_ properties: String = "") -> String { character("begin", properties) }
    static func separate(_ properties: String = "") -> String { character("separate", properties) }
    static func end(_ properties: String = "") -> String { character("end", properties) }

    /// A run with a piece of code; what is markup already stays as it is.
    static func code(_ text: String, _ properties: String = "") -> String {
        guard !text.hasPrefix("<") else { return text }
        let escaped = text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
        return "<w:r>\(rPr(properties))<w:instrText xml:space=\"preserve\">\(escaped)</w:instrText></w:r>"
    }

    /// A field whose code is made of pieces, each either text or a field.
    static func field(_ pieces: String..., result: String = "?") -> String {
        begin() + pieces.map { code($0) }.joined() + separate() + run(result) + end()
    }

    static func merge(_ name: String) -> String { complex(" MERGEFIELD \(name) ") }

    static func cell(_ content: String) -> String { "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>\(content)</w:tc>" }
    static func row(_ cells: String...) -> String { "<w:tr>\(cells.map { cell(paragraph($0)) }.joined())</w:tr>" }
    static func table(_ rows: String...) -> String { "<w:tbl><w:tblPr/><w:tblGrid/>\(rows.joined())</w:tbl>" }

    private static func rPr(_ properties: String) -> String { properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>" }
}
