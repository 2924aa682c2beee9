/// Quoted-printable text (RFC 2045, section 6.7): readable for people, ASCII for machines.
enum QuotedPrintable {
    /// Characters of a line, the soft break's `=` included.
    private static let lineLimit = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// `text`, whose lines end in line feeds, with CR LF at the end of each line and of all.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for line in text.replacing("\r\n", with: "\n").utf8.split(separator: 10, omittingEmptySubsequences: false) {
            append(Array(line), to: &encoded)
            encoded += [13, 10]
        }
        if text.hasSuffix("\n") { encoded.removeLast(2) }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func append(_ line: [UInt8], to encoded: inout [UInt8]) {
        var column = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isBlank = byte == 32 || byte == 9
            let isPlain = (33...126).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
            let width = isPlain ? 1 : 3
            if column + width > (isLast ? lineLimit : lineLimit - 1) {
                encoded += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            encoded += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            column += width
        }
    }
}
