internal import Model

/// UTF-8, as decoding made it, back into a file's encoding.
///
/// What decoding marked becomes the bytes that it was. A character that the encoding lacks, which only words of ours can bring, becomes its
/// nearest kin, or a question mark.
struct TextEncoder: Sendable {
    private let encoding: TextEncoding
    private let bytes: [[UInt8]: UInt8]
    private static let kin: [String: String] = [
        "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "\u{202F}": " ", "\u{2009}": " ",
    ]

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        switch encoding {
        case .windows1252, .latin9: bytes = SingleByteDecoder.bytes(of: encoding)
        case .utf8, .utf16LittleEndian, .utf16BigEndian: bytes = [:]
        }
    }

    /// The byte order mark that a file of this encoding starts with.
    var mark: [UInt8] {
        switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .windows1252, .latin9: []
        }
    }

    /// The bytes that spell `text`.
    func encode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard encoding != .utf8 else { return Array(text) }
        var result: [UInt8] = []
        result.reserveCapacity(text.count * 2)
        var place = text.startIndex
        while place < text.endIndex {
            let lead = text[place]
            let width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            let end = min(place + width, text.endIndex)
            append(text[place..<end], to: &result)
            place = end
        }
        return result
    }

    private func append(_ character: ArraySlice<UInt8>, to result: inout [UInt8]) {
        let lead = character[character.startIndex]
        switch encoding {
        case .utf8: result += character
        case .windows1252, .latin9:
            if lead < 0x80 {
                result.append(lead)
            } else if let byte = bytes[Array(character)] {
                result.append(byte)
            } else {
                result += Array((TextEncoder.kin[String(decoding: character, as: UTF8.self)] ?? "?").utf8)
            }
        case .utf16LittleEndian, .utf16BigEndian:
            var scalar = character.count == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(character.count))
            for byte in character.dropFirst() { scalar = scalar << 6 | UInt32(byte & 0x3F) }
            guard scalar >= 0x10000 else { return append(UInt16(truncatingIfNeeded: scalar), to: &result) }
            append(UInt16(0xD800 | (scalar - 0x10000) >> 10), to: &result)
            append(UInt16(0xDC00 | scalar & 0x3FF), to: &result)
        }
    }

    private func append(_ unit: UInt16, to result: inout [UInt8]) {
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        result += encoding == .utf16BigEndian ? [high, low] : [low, high]
    }
}
