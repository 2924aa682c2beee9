import Cryptography

/// Turns an entry's content into the bytes that the archive holds: deflated where that is asked for, encrypted where there is a
/// password, in large blocks.
final class EntryEncoder {
    /// The entry's name in the archive.
    let name: String
    /// Whether the bytes in the archive are deflated, by whoever.
    let isDeflated: Bool
    /// The number of bytes of the content, exact once all of it has been read.
    private(set) var contentByteCount: Int
    /// The number of bytes in the archive, where it is known before they are made.
    let plannedByteCount: Int?
    /// Whether everything has been read.
    private(set) var isFinished = false
    /// What went wrong while the content was read.
    private(set) var failure: ArchiveError?

    private enum Work {
        case keep
        case deflate(Deflater)
        case takeOver
    }

    private let work: Work
    private let password: [UInt8]?
    private let pieces: [DeflatedData.Piece]
    private var reader: PieceReader
    private var encryption: EntryEncryption?
    private var crc: CRC32
    private var readByteCount = 0
    private var input = ByteBuffer(capacity: 0)
    private var output = ByteBuffer(capacity: 0)
    private var taken = 0

    /// How much is read at once: a block that stays in the processor's cache, or all of a small content and one byte more, so
    /// that a block that is not full is the last.
    private let blockByteCount: Int

    /// - Parameter deflater: at work for one entry at a time.
    init(
        name: String, content: EntryContent, compression: EntryCompression, password: [UInt8]?, deflater: Deflater
    ) throws(ArchiveError) {
        self.name = name
        self.password = password
        switch content {
        case .memory(let bytes):
            pieces = [.memory(bytes)]
            contentByteCount = bytes.count
        case .file(let path):
            contentByteCount = try PieceReader.byteCount(ofFile: path)
            pieces = [.file(path: path, offset: 0, byteCount: .max)]
        case .deflated(let data):
            pieces = data.pieces
            contentByteCount = data.byteCount
        }
        let added = password == nil ? 0 : EntryEncryption.addedByteCount
        if case .deflated(let data) = content {
            work = .takeOver
            crc = data.crc
            plannedByteCount = data.deflatedByteCount + added
            isDeflated = true
        } else {
            work = compression == .deflated ? .deflate(deflater) : .keep
            crc = CRC32()
            plannedByteCount = compression == .deflated ? nil : contentByteCount + added
            isDeflated = compression == .deflated
        }
        blockByteCount = min(1 << 18, (plannedByteCount ?? contentByteCount) + 1)
        reader = PieceReader([])
    }

    /// Whether the entry is encrypted.
    var isEncrypted: Bool { password != nil }

    /// The check that the archive notes; AE-2 notes none, since its authentication code is the better one.
    var notedCRC: UInt32 { isEncrypted ? 0 : crc.value }

    /// Starts from the beginning.
    func open() -> Bool {
        recording { () throws(ArchiveError) in
            reader = PieceReader(pieces)
            isFinished = false
            readByteCount = 0
            if case .takeOver = work {} else { crc = CRC32() }
            input = ByteBuffer(capacity: blockByteCount)
            output = ByteBuffer(capacity: blockByteCount)
            taken = 0
            if let password {
                let encryption = try encrypting { () throws(CryptographyError) in try EntryEncryption(password: password) }
                output.append(encryption.header)
                self.encryption = encryption
            }
            return true
        } ?? false
    }

    /// Fills `buffer` with the next bytes of the archive; fewer than fit only at the end, nil on failure.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        recording { () throws(ArchiveError) in
            var filled = 0
            while filled < buffer.count {
                if taken == output.count {
                    guard !isFinished else { break }
                    try fill()
                }
                let count = min(buffer.count - filled, output.count - taken)
                let part = unsafe UnsafeRawBufferPointer(rebasing: output.bytes[taken..<taken + count])
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: part)
                taken += count
                filled += count
            }
            return filled
        }
    }

    /// Lets go of what reading needs.
    func close() {
        reader = PieceReader([])
        input = ByteBuffer(capacity: 0)
        output = ByteBuffer(capacity: 0)
        taken = 0
    }

    /// Makes the next block of output.
    private func fill() throws(ArchiveError) {
        output.count = 0
        taken = 0
        input.count = 0
        input.reserve(blockByteCount)
        input.count = blockByteCount
        input.count = try unsafe reader.read(into: input.bytes)
        let isLast = input.count < blockByteCount
        if case .takeOver = work {
        } else {
            if !isEncrypted { unsafe crc.update(UnsafeRawBufferPointer(input.bytes)) }
            readByteCount += input.count
        }
        if case .deflate(let deflater) = work {
            try unsafe deflater.deflate(UnsafeRawBufferPointer(input.bytes), isLast: isLast, into: output)
        } else {
            // The block that was read is the block that goes out.
            swap(&input, &output)
            input.count = 0
        }
        if let encryption {
            output.append(
                try encrypting { () throws(CryptographyError) in
                    try unsafe encryption.apply(output.bytes)
                    return isLast ? try encryption.finish() : []
                })
        }
        if isLast {
            isFinished = true
            if case .takeOver = work {} else { contentByteCount = readByteCount }
        }
    }

    private func encrypting<Result>(_ body: () throws(CryptographyError) -> Result) throws(ArchiveError) -> Result {
        do { return try body() } catch {
            throw ArchiveError(.encryption, name, reason: error.reason ?? error.operation)
        }
    }

    private func recording<Result>(_ body: () throws(ArchiveError) -> Result) -> Result? {
        do { return try body() } catch {
            failure = failure ?? error
            return nil
        }
    }
}
