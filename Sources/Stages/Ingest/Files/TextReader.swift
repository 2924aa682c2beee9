/// Reads a file as UTF-8, chunk by chunk, whatever its encoding is.
struct TextReader: Sendable {
    private let file: DroppedFile
    private let encoding: TextEncoding
    private var offset: Int
    private var buffer: [UInt8]
    private var decoder = Windows1252()
    /// The text of ``buffer``, where it has to be decoded.
    private var decoded: [UInt8]
    private var isAtEnd = false

    /// Whether bytes that the encoding does not define have been read.
    var hasMetUndefined: Bool { decoder.hasMetUndefined }

    /// A reader at the start of the text, after the byte order mark.
    init(_ file: DroppedFile, _ survey: FileSurvey, chunkSize: Int) {
        self.file = file
        encoding = survey.encoding
        offset = survey.markLength
        buffer = [UInt8](repeating: 0, count: max(1, min(chunkSize, file.size + 1)))
        decoded = survey.encoding == .utf8 ? [] : [UInt8](repeating: 0, count: buffer.count * 3)
    }

    /// The next bytes, or nil at the end.
    ///
    /// - Throws: `unreadable`.
    mutating func next() throws(IngestError) -> ArraySlice<UInt8>? {
        guard !isAtEnd else { return nil }
        let count = try file.read(at: offset, into: &buffer)
        offset += count
        isAtEnd = count < buffer.count
        switch encoding {
        case .utf8: return buffer[..<count]
        case .windows1252:
            let length = decoder.decode(buffer[..<count], into: &decoded)
            return decoded[..<length]
        }
    }
}
