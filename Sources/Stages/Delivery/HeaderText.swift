import Cryptography

/// Texts of mail headers: one line whatever they hold, ASCII whatever the language.
enum HeaderText {
    /// `text` with every line break and control character a blank, without blanks around it.
    static func onOneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            let isBreak = scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
            line.unicodeScalars.append(isBreak ? " " : scalar)
        }
        return String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// A subject or the like, as it is where it is short ASCII.
    static func unstructured(_ text: String, after header: String) -> String {
        let line = onOneLine(text)
        let isPlain = line.utf8.allSatisfy { (32...126).contains($0) } && !line.contains("=?") && header.utf8.count + line.utf8.count <= 76
        return isPlain ? line : encodedWords(line)
    }

    /// `text` in encoded words (RFC 2047), a line for each: 64 characters, so that the first one's line stays below 76 with the header's name.
    static func encodedWords(_ text: String) -> String {
        chunks(of: text, limit: 39) { _ in 1 }.map { "=?UTF-8?B?\(Base64Lines.encode($0))?=" }.joined(separator: "\r\n ")
    }

    /// The parameters that give an attachment's name: in UTF-8 (RFC 2231) and, for readers that know nothing of that, in ASCII.
    static func fileName(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { Character($0.isASCII && $0 != "\"" && $0 != "\\" ? $0 : asciiLike($0)) })
        let fallback = ";\r\n filename=\"\(plain)\""
        if plain == name && name.utf8.count <= 60 { return fallback }
        let parts = chunks(of: name, limit: 58) { isAttributeCharacter($0) ? 1 : 3 }.map { percentEncoded($0) }
        if parts.count == 1, let only = parts.first { return ";\r\n filename*=UTF-8''\(only)" + fallback }
        let sections = parts.enumerated().map { ";\r\n filename*\($0.offset)*=" + ($0.offset == 0 ? "UTF-8''" : "") + $0.element }
        return sections.joined() + fallback
    }

    /// The letter that a Finnish or Swedish letter is written as where there is nothing but ASCII.
    private static func asciiLike(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "ä", "å", "á", "à": "a"
        case "Ä", "Å", "Á", "À": "A"
        case "ö", "ø", "õ", "ó": "o"
        case "Ö", "Ø", "Õ", "Ó": "O"
        case "ü": "u"
        case "Ü": "U"
        case "é", "è": "e"
        case "É", "È": "E"
        case "š": "s"
        case "Š": "S"
        case "ž": "z"
        case "Ž": "Z"
        default: "_"
        }
    }

    /// RFC 2231's attribute characters as they are, all other bytes as `%XX`.
    private static func percentEncoded(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            isAttributeCharacter(byte) ? String(Unicode.Scalar(byte)) : "%" + Hexadecimal.encode([byte]).uppercased()
        }
        .joined()
    }

    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._".utf8.contains(byte)
    }

    /// The bytes of `text` in pieces of whole characters, each at most `limit` wide.
    private static func chunks(of text: String, limit: Int, width: (UInt8) -> Int) -> [[UInt8]] {
        var chunks: [[UInt8]] = [[]]
        var used = 0
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let needed = bytes.reduce(0) { $0 + width($1) }
            if used + needed > limit {
                chunks.append([])
                used = 0
            }
            chunks[chunks.count - 1] += bytes
            used += needed
        }
        return chunks
    }
}
