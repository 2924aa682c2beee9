import Model
import Tabular

/// Writes a line of JSON into bytes.
struct JSONLine {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: String) { bytes += text.utf8 }

    /// A text in quotes.
    mutating func text(_ text: some Collection<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case ..<0x20: raw(byte < 0x10 ? "\\u000" + String(byte, radix: 16) : "\\u00" + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A cell as its type is written: decimals as exact numbers, dates and moments in ISO 8601, lists as lists.
    mutating func cell(_ column: Column, _ row: Int, of type: FieldType) {
        guard !column.isNull(row) else { return raw("null") }
        if type == .list { return list(ItemList.items(of: column.text[row])) { $0.text($1.utf8) } }
        switch column.type {
        case .text: text(column.text.bytes[column.text.offsets[row]..<column.text.offsets[row + 1]])
        case .integer: raw(String(column.fixed[row]))
        case .decimal(let scale): raw(JSONLine.decimal(column.fixed[row], scale: scale))
        case .boolean: raw(column.fixed[row] != 0 ? "true" : "false")
        case .day, .instant: text((column.keyText(row) ?? "").utf8)
        }
    }

    /// The value of an option.
    mutating func value(_ value: ToolValue) {
        switch value {
        case .text(let text): self.text(text.utf8)
        case .integer(let integer): raw(String(integer))
        case .decimal(let number): raw(number)
        case .boolean(let boolean): raw(boolean ? "true" : "false")
        case .list(let texts): list(texts) { $0.text($1.utf8) }
        case .lists(let lists): list(lists) { line, texts in line.list(texts) { $0.text($1.utf8) } }
        }
    }

    private mutating func list<Element>(_ elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
        raw("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { raw(",") }
            write(&self, element)
        }
        raw("]")
    }

    /// Ends the line.
    mutating func end() { bytes.append(0x0A) }

    static func decimal(_ unscaled: Int64, scale: Int) -> String {
        guard scale > 0 else { return String(unscaled) }
        let digits = String(unscaled.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (unscaled < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}
