internal import Model

/// Reads a content as UTF-8, chunk by chunk, whatever its encoding is.
struct TextReader {
    private var content: any ContentReader
    private let encoding: TextEncoding
    private var toSkip: Int
    private var buffer: [UInt8]
    private var singleByte: SingleByteDecoder?
    private var wide: UTF16Decoder?
    /// The text of ``buffer``, where it has to be decoded.
    private var decoded: [UInt8]
    private var isAtEnd = false

    /// Whether bytes that the encoding does not define have been read.
    var hasMetUndefined: Bool { singleByte?.hasMetUndefined ?? wide?.hasMetUndefined ?? false }

    /// A reader at the start of the text, after the byte order mark.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    init(_ content: any Content, _ survey: ContentSurvey, chunkSize: Int) throws {
        self.content = try content.reader()
        encoding = survey.encoding
        toSkip = survey.markLength
        buffer = [UInt8](repeating: 0, count: max(8, min(chunkSize, survey.size + 2)))
        switch encoding {
        case .utf8: decoded = []
        case .windows1252, .latin9:
            singleByte = SingleByteDecoder(encoding)
            decoded = [UInt8](repeating: 0, count: buffer.count * 3)
        case .utf16LittleEndian, .utf16BigEndian:
            wide = UTF16Decoder(isBigEndian: encoding == .utf16BigEndian)
            decoded = []
        }
    }

    /// The next bytes, or nil at the end.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    mutating func next() throws -> ArraySlice<UInt8>? {
        guard !isAtEnd else { return nil }
        let count = try content.read(into: &buffer)
        isAtEnd = count < buffer.count
        let read = buffer[min(toSkip, count)..<count]
        toSkip = max(0, toSkip - count)
        switch encoding {
        case .utf8: return read
        case .windows1252, .latin9:
            let length = singleByte?.decode(read, into: &decoded) ?? 0
            return decoded[..<length]
        case .utf16LittleEndian, .utf16BigEndian:
            decoded.removeAll(keepingCapacity: true)
            wide?.decode(read, into: &decoded)
            if isAtEnd { wide?.finish(into: &decoded) }
            return decoded[...]
        }
    }
}
