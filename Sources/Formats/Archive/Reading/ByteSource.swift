/// Bytes that can be read at any place, such as those of an opened file: nothing is ever looked up by its path again.
package protocol ByteSource: Sendable {
    /// The number of bytes; it does not change while they are read.
    var size: Int { get }

    /// Fills `buffer`, as far as it is long, with the bytes from `offset` on.
    ///
    /// - Returns: the number of bytes read; fewer than `buffer` holds only at the end.
    func read(at offset: Int, into buffer: inout [UInt8]) throws -> Int
}

/// Bytes in memory.
package struct MemorySource: ByteSource {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var size: Int { bytes.count }

    package func read(at offset: Int, into buffer: inout [UInt8]) -> Int {
        let start = min(max(offset, 0), bytes.count)
        let count = min(buffer.count, bytes.count - start)
        buffer.replaceSubrange(0..<count, with: bytes[start..<start + count])
        return count
    }
}
