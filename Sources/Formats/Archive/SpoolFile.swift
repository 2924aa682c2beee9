import Glibc

/// A file without a name for what does not stay in memory: of a file that is written, what is ready until the whole is; of one that
/// is read, what is needed again.
///
/// The system removes it, whatever happens to the process.
package final class SpoolFile {
    private let descriptor: Int32
    private let folder: String
    /// The number of bytes in it.
    package private(set) var byteCount = 0

    /// A file on the file system on which `path` will lie.
    ///
    /// - Throws: `write`, as all of its functions do.
    package convenience init(besides path: String) throws(ArchiveError) {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        try self.init(in: path[..<slash].isEmpty ? "." : String(path[..<slash]))
    }

    /// A file in `folder`.
    package init(in folder: String) throws(ArchiveError) {
        self.folder = folder
        var template = Array((folder + "/.spool-XXXXXX").utf8CString)
        descriptor = unsafe mkstemp(&template)
        guard descriptor >= 0 else { throw SpoolFile.failure(folder, errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe unlink(template)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds `bytes` at the end.
    package func append(_ bytes: [UInt8]) throws(ArchiveError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(byteCount))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SpoolFile.failure(folder, errno) }
            written += count
            byteCount += count
        }
    }

    /// The `count` bytes from `offset` on; fewer where the file ends before.
    package func read(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let more = unsafe pread(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset + filled))
                if more < 0, errno == EINTR { continue }
                if more < 0 { failure = errno }
                guard more > 0 else { return }
                filled += more
            }
        }
        guard failure == 0 else { throw SpoolFile.failure(folder, failure) }
        return bytes
    }

    /// All of its bytes, to be read while this object lives.
    package var piece: DeflatedData.Piece { piece(from: 0) }

    /// The bytes from `offset` to the end so far, to be read while this object lives.
    package func piece(from offset: Int) -> DeflatedData.Piece {
        .file(path: "/proc/self/fd/\(descriptor)", offset: offset, byteCount: byteCount - offset)
    }

    private static func failure(_ folder: String, _ code: Int32) -> ArchiveError {
        ArchiveError(.write, folder, reason: unsafe String(cString: strerror(code)), systemCode: code)
    }
}
