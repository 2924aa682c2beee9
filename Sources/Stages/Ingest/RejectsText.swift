package import Model

extension DropIntake {
    /// The text of a file of rejected rows, as UTF-8 without a byte order mark.
    package static func text(ofRejects bytes: [UInt8], encoding: TextEncoding) -> [UInt8] {
        let mark = TextEncoder(encoding).mark
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        switch encoding {
        case .utf8: return Array(content)
        case .windows1252, .latin9:
            var decoder = SingleByteDecoder(encoding)
            var text = [UInt8](repeating: 0, count: content.count * 3)
            text.removeLast(text.count - decoder.decode(content, into: &text))
            return text
        case .utf16LittleEndian, .utf16BigEndian:
            var decoder = UTF16Decoder(isBigEndian: encoding == .utf16BigEndian)
            var text: [UInt8] = []
            decoder.decode(content, into: &text)
            decoder.finish(into: &text)
            return text
        }
    }
}
