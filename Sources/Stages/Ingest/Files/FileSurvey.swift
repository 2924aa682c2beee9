internal import Cryptography
internal import Glibc

/// What one pass over a file tells before any of it is read as rows.
struct FileSurvey: Sendable {
    /// The form that a file is recognised by, where it is no text that can be read as rows.
    enum Form: Sendable {
        case text, utf16, packed
    }

    /// Of the whole content, in hexadecimal.
    let sha256: String
    let form: Form
    let encoding: TextEncoding
    /// The bytes of the byte order mark at the start: 0 or 3.
    let markLength: Int
    let hasNUL: Bool
    /// Whether every byte fits the encoding; only a file that says to be UTF-8 by its mark can fail this.
    let fitsEncoding: Bool

    static let chunkSize = 1 << 20
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// How ZIP (workbooks too), gzip and the old Excel format start.
    private static let packedStarts: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x1F, 0x8B], [0xD0, 0xCF, 0x11, 0xE0]]

    /// Reads `file` once.
    ///
    /// - Throws: `unreadable`.
    init(_ file: DroppedFile) throws(IngestError) {
        var hasher = SHA256Hasher()
        var check = UTF8Check()
        var hasNUL = false
        var start: [UInt8] = []
        var offset = 0
        var buffer = [UInt8](repeating: 0, count: min(FileSurvey.chunkSize, max(4, file.size)))
        while true {
            let count = try file.read(at: offset, into: &buffer)
            unsafe buffer.withUnsafeBytes { all in
                let bytes = unsafe UnsafeRawBufferPointer(rebasing: all[..<count])
                unsafe hasher.update(bytes)
                unsafe check.update(bytes)
                if let base = bytes.baseAddress, !hasNUL { hasNUL = unsafe memchr(base, 0, count) != nil }
            }
            if offset == 0 { start = Array(buffer[..<min(4, count)]) }
            offset += count
            if count < buffer.count { break }
        }
        sha256 = Hexadecimal.encode(hasher.finalize())
        self.hasNUL = hasNUL
        markLength = start.starts(with: FileSurvey.mark) ? 3 : 0
        encoding = markLength > 0 || check.isComplete ? .utf8 : .windows1252
        fitsEncoding = encoding == .windows1252 || check.isComplete
        form =
            if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
                .utf16
            } else if FileSurvey.packedStarts.contains(where: start.starts) {
                .packed
            } else {
                .text
            }
    }
}
