import Glibc

/// The bytes of a file that stays open, whatever becomes of its name.
package final class FileSource: ByteSource {
    package let size: Int
    private let descriptor: Int32
    private let path: String

    /// - Throws: ``ArchiveError``: `read`.
    package init(path: String) throws(ArchiveError) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            size = 0
            throw ArchiveError(.read, path, reason: unsafe String(cString: strerror(errno)), systemCode: errno)
        }
        size = Int(lseek(descriptor, 0, SEEK_END))
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    package func read(at offset: Int, into buffer: inout [UInt8]) throws(ArchiveError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
                return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ArchiveError(.read, path, reason: unsafe String(cString: strerror(errno)), systemCode: errno) }
            guard count > 0 else { break }
            filled += count
        }
        return filled
    }
}
