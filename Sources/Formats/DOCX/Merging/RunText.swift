/// The text of a value as the markup of a run holds it (ECMA-376 part 1, section 17.3.3).
enum RunText {
    /// Appends `text`, which is UTF-8: escaped, with its line ends and tabulators as elements, and without characters that XML cannot
    /// hold (XML 1.0, section 2.2).
    static func append(_ text: some BidirectionalCollection<UInt8>, to bytes: inout [UInt8], _ program: PartProgram) {
        if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E }) {
            bytes.append(contentsOf: text)
            return
        }
        var isBehindReturn = false
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x0A where isBehindReturn: break
            case 0x0A, 0x0B, 0x0D, 0x85, 0x2028, 0x2029: bytes.append(contentsOf: program.lineBreak)
            case 0x09: bytes.append(contentsOf: program.tabulator)
            case 0..<0x20, 0xFFFE, 0xFFFF: break
            case 0x26: bytes.append(contentsOf: "&amp;".utf8)
            case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
            case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
            case 0..<0x80: bytes.append(UInt8(scalar.value))
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
            isBehindReturn = scalar.value == 0x0D
        }
    }

    /// `text` as a piece of the code of a field: nothing in it ends a quoted text, starts a switch or breaks a line.
    static func asCode(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "“", "”", "„": result.append("'")
            case "\\": result.append("/")
            case _ where scalar.value < 0x20 || scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029: result.append(" ")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
