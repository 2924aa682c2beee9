internal import Glibc

/// A file that is being written.
package struct OutputFile: ~Copyable {
    package let path: String
    /// Bytes written so far.
    package private(set) var size = 0
    private let descriptor: Descriptor

    /// Creates the file at `path`, which must not exist yet, with exactly these permissions.
    package init(creating path: String, mode: UInt32 = 0o644) throws(FilesError) {
        let created = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        // After the fact, so that the process's umask has no say and the file was never wider open than wanted.
        do {
            try check(path) { [raw = created.raw] in fchmod(raw, mode) }
        } catch {
            unsafe unlink(path)
            throw error
        }
        self.path = path
        descriptor = created
    }

    /// Opens what exists at `path` for writing at its start: a device or a named pipe.
    package init(existing path: String) throws(FilesError) {
        self.path = path
        descriptor = try Descriptor(opening: path, O_WRONLY)
    }

    /// Writes all of `bytes`.
    package mutating func write(_ bytes: RawSpan) throws(FilesError) {
        let raw = descriptor.raw
        var offset = 0
        while offset < bytes.byteCount {
            offset += try check(path) {
                unsafe bytes.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress.map { unsafe $0 + offset }, $0.count - offset) }
            }
        }
        size += bytes.byteCount
    }

    /// Writes all of `bytes`.
    package mutating func write(_ bytes: [UInt8]) throws(FilesError) {
        try unsafe write(bytes.span.bytes)
    }

    /// Makes what was written outlast a power cut.
    package func sync() throws(FilesError) { try descriptor.sync(path) }

    /// Closes the file; without this it is closed unreported when it goes out of scope.
    package consuming func close() throws(FilesError) {
        let path = path
        try descriptor.close(path)
    }
}
