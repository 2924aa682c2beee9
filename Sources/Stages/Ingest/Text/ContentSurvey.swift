internal import Cryptography
internal import Glibc
internal import Model

/// What one pass over a content tells before any of it is read as rows.
struct ContentSurvey: Sendable {
    /// Of the whole content, in hexadecimal; nil where only the start has been looked at.
    let sha256: String?
    /// In bytes.
    let size: Int
    let encoding: TextEncoding
    /// How the encoding was found.
    let evidence: EncodingEvidence
    /// The bytes of the byte order mark at the start: 0, 2 or 3.
    let markLength: Int
    let hasNUL: Bool
    /// Whether every byte fits the encoding, as far as that is known beforehand: for UTF-8.
    let fitsEncoding: Bool

    /// So many bytes stay at hand for what looks at them one after another.
    static let chunkSize = 1 << 18

    /// Reads `content` once, or twice where it is no UTF-8.
    ///
    /// - Parameter pinned: the encoding that the source names.
    /// - Throws: `IngestError`, `DropFailure`.
    init(_ content: any Content, pinned: TextEncoding? = nil, sizeHint: Int = ContentSurvey.chunkSize) throws {
        var hasher = SHA256Hasher()
        var check = UTF8Check()
        var hasNUL = false
        var start: [UInt8] = []
        var size = 0
        var buffer = [UInt8](repeating: 0, count: min(ContentSurvey.chunkSize, max(4, sizeHint + 1)))
        var reader = try content.reader()
        while true {
            let count = try reader.read(into: &buffer)
            unsafe buffer.withUnsafeBytes { all in
                let bytes = unsafe UnsafeRawBufferPointer(rebasing: all[..<count])
                unsafe hasher.update(bytes)
                unsafe check.update(bytes)
                if let base = bytes.baseAddress, !hasNUL { hasNUL = unsafe memchr(base, 0, count) != nil }
            }
            if size == 0 { start = Array(buffer[..<min(EncodingLadder.startSize, count)]) }
            size += count
            if count < buffer.count { break }
        }
        sha256 = Hexadecimal.encode(hasher.finalize())
        self.size = size
        self.hasNUL = hasNUL
        let ladder = EncodingLadder(start: start, isUTF8: check.isComplete, hasNUL: hasNUL, pinned: pinned)
        if let found = ladder.found {
            (encoding, evidence, markLength) = (found.encoding, found.evidence, found.markLength)
        } else {
            (encoding, evidence) = try EncodingLadder.singleByte(content)
            markLength = 0
        }
        fitsEncoding = encoding != .utf8 || check.isComplete
    }

    /// What the start of a large file tells, which the rest may belie; nil where it takes all of it to tell anything.
    ///
    /// - Throws: `IngestError`.
    static func provisional(_ file: DroppedFile, pinned: TextEncoding?) throws -> ContentSurvey? {
        var start = [UInt8](repeating: 0, count: EncodingLadder.startSize)
        start.removeLast(start.count - (try file.read(at: 0, into: &start)))
        var check = UTF8Check()
        unsafe start.withUnsafeBytes { unsafe check.update($0) }
        let ladder = EncodingLadder(start: start, isUTF8: check.isValid, hasNUL: start.contains(0), pinned: pinned)
        // What is no UTF-8 at its start is none; that it is Latin-9 rather than Windows-1252 is rare.
        let found = ladder.found ?? EncodingLadder.Found(encoding: .windows1252, evidence: .common, markLength: 0)
        guard [.utf8, .windows1252, .latin9].contains(found.encoding) else { return nil }
        return ContentSurvey(
            sha256: nil, size: file.size, encoding: found.encoding, evidence: found.evidence, markLength: found.markLength, hasNUL: false,
            fitsEncoding: true)
    }

    private init(
        sha256: String?, size: Int, encoding: TextEncoding, evidence: EncodingEvidence, markLength: Int, hasNUL: Bool, fitsEncoding: Bool
    ) {
        self.sha256 = sha256
        self.size = size
        self.encoding = encoding
        self.evidence = evidence
        self.markLength = markLength
        self.hasNUL = hasNUL
        self.fitsEncoding = fitsEncoding
    }

    /// Whether rows that were read by this survey are to be read again by `other`, which knows the whole content.
    func isBelied(by other: ContentSurvey) -> Bool {
        encoding != other.encoding || hasNUL != other.hasNUL || fitsEncoding != other.fitsEncoding
    }
}
