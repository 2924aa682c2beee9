/// Deflates bytes as they come, a block at a time: what is ready stays in memory while it is little, and goes to a nameless file
/// beyond that, so that memory stays constant whatever the number of bytes.
package final class DeflatedStream {
    private let path: String
    private let deflater: Deflater
    private var block: [UInt8] = []
    private let deflated = ByteBuffer(capacity: 0)
    private var memory: [UInt8] = []
    private var file: SpoolFile?
    private var crc = CRC32()
    private var byteCount = 0

    private static let blockSize = 1 << 18
    private static let memoryLimit = 1 << 20

    /// An empty stream for an entry of the archive that will be at `path`.
    ///
    /// - Parameter deflater: at work for one block at a time, of whichever stream.
    package init(besides path: String, deflater: Deflater) {
        self.path = path
        self.deflater = deflater
    }

    /// Adds `bytes`.
    ///
    /// - Throws: `compression`, `write`.
    package func append(_ bytes: some Collection<UInt8>) throws(ArchiveError) {
        block.append(contentsOf: bytes)
        guard block.count >= Self.blockSize else { return }
        try flush(isLast: false)
    }

    /// All of the data, to be read while this object lives.
    ///
    /// - Throws: `compression`, `write`.
    package func finish() throws(ArchiveError) -> DeflatedData {
        try flush(isLast: true)
        return DeflatedData(pieces: [file?.piece ?? .memory(memory)], crc: crc, byteCount: byteCount)
    }

    private func flush(isLast: Bool) throws(ArchiveError) {
        crc.update(block)
        byteCount += block.count
        deflated.count = 0
        try unsafe block.withUnsafeBufferPointer { bytes throws(ArchiveError) in
            try unsafe deflater.deflate(UnsafeRawBufferPointer(bytes), isLast: isLast, into: deflated)
        }
        block.removeAll(keepingCapacity: true)
        if file == nil, memory.count + deflated.count > Self.memoryLimit {
            let file = try SpoolFile(besides: path)
            try file.append(memory)
            memory = []
            self.file = file
        }
        if let file { try file.append(deflated.copy()) } else { memory += deflated.copy() }
    }
}
