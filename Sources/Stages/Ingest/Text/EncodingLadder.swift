internal import Model

/// How an encoding was found; the steps of the ladder, from the top.
package enum EncodingEvidence: String, Hashable, Sendable, Codable {
    /// A byte order mark.
    case mark
    /// The source names it.
    case source
    /// Every second byte of the start is zero.
    case zeros
    /// The whole content is UTF-8.
    case valid
    /// A byte from 80 to 9F, which only the code page uses for characters.
    case codePageByte = "code-page-byte"
    /// A letter or sign that only the one has where the other would have nonsense.
    case latin9Byte = "latin-9-byte"
    /// No byte tells the two apart.
    case common
}

/// Decides on an encoding by a fixed order of questions, so that the same bytes always get the same answer.
struct EncodingLadder {
    struct Found {
        let encoding: TextEncoding
        let evidence: EncodingEvidence
        let markLength: Int
    }

    /// How many bytes of the start are looked at.
    static let startSize = 4096

    /// Nil where only a look at all bytes can tell.
    let found: Found?

    init(start: [UInt8], isUTF8: Bool, hasNUL: Bool, pinned: TextEncoding?) {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) {
            found = Found(encoding: .utf8, evidence: .mark, markLength: 3)
        } else if start.starts(with: [0xFF, 0xFE]) {
            found = Found(encoding: .utf16LittleEndian, evidence: .mark, markLength: 2)
        } else if start.starts(with: [0xFE, 0xFF]) {
            found = Found(encoding: .utf16BigEndian, evidence: .mark, markLength: 2)
        } else if let pinned {
            found = Found(encoding: pinned, evidence: .source, markLength: 0)
        } else if hasNUL, let wide = EncodingLadder.wide(start) {
            found = Found(encoding: wide, evidence: .zeros, markLength: 0)
        } else if isUTF8 {
            found = Found(encoding: .utf8, evidence: .valid, markLength: 0)
        } else {
            found = nil
        }
    }

    /// UTF-16 without a mark: text of Europe has a zero in most of its units, always on the same side.
    private static func wide(_ start: [UInt8]) -> TextEncoding? {
        let pairs = start.count / 2
        guard pairs > 0 else { return nil }
        var zeros = (first: 0, second: 0)
        for index in 0..<pairs {
            if start[index * 2] == 0 { zeros.first += 1 }
            if start[index * 2 + 1] == 0 { zeros.second += 1 }
        }
        if zeros.second * 2 > pairs, zeros.first * 20 < pairs { return .utf16LittleEndian }
        if zeros.first * 2 > pairs, zeros.second * 20 < pairs { return .utf16BigEndian }
        return nil
    }

    /// Which of the two encodings of one byte for each character `content` is in.
    ///
    /// They differ in the control codes, of which text has none, and in eight characters: a euro sign where the other has ¤, and letters
    /// (Š š Ž ž Œ œ Ÿ) where the other has ¦ ¨ ´ ¸ ¼ ½ ¾, which do not stand between letters.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    static func singleByte(_ content: any Content) throws -> (TextEncoding, EncodingEvidence) {
        var reader = try content.reader()
        var buffer = [UInt8](repeating: 0, count: ContentSurvey.chunkSize)
        var hasLatin9 = false
        var previous: UInt8 = 0
        while true {
            let count = try reader.read(into: &buffer)
            for byte in buffer[..<count] {
                if byte >= 0x80 {
                    if byte < 0xA0 { return (.windows1252, .codePageByte) }
                    if byte == 0xA4 || [0xA6, 0xA8, 0xB4, 0xB8].contains(byte) && isLetter(previous) { hasLatin9 = true }
                } else if [0xA6, 0xA8, 0xB4, 0xB8].contains(previous), isLetter(byte) {
                    hasLatin9 = true
                }
                previous = byte
            }
            if count < buffer.count { break }
        }
        return hasLatin9 ? (.latin9, .latin9Byte) : (.windows1252, .common)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0xC0 }
}
