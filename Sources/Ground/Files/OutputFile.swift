internal import CFileCalls
internal import Glibc

/// A file that is being written.
package struct OutputFile: ~Copyable {
    package let path: String
    /// Bytes written so far.
    package private(set) var size = 0
    private let descriptor: Descriptor
    /// Up to where the disk has been told to write.
    private var begun = 0

    /// How much is left to the disk at a time, in bytes.
    private static let stretch = 8 << 20

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

    /// Opens what exists at `path` for adding to its end: a device or a named pipe.
    package init(existing path: String) throws(FilesError) {
        self.path = path
        descriptor = try Descriptor(opening: path, O_WRONLY | O_APPEND)
    }

    /// The process's standard output, which stays open when this is closed.
    package init(standardOutputAs path: String) throws(FilesError) {
        self.path = path
        descriptor = Descriptor(owning: try check(path) { fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0) })
    }

    /// Whether what lies at `path` takes bytes one after the other and must not be replaced: a device, a named pipe or a socket.
    package static func isStream(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
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
        // The disk begins while there is more to come, so that sync() finds little to wait for.
        guard size - begun >= Self.stretch else { return }
        ajastin_begin_writing(raw, Int64(begun), Int64(size - begun))
        begun = size
    }

    /// Writes all of `bytes`.
    package mutating func write(_ bytes: [UInt8]) throws(FilesError) {
        try unsafe write(bytes.span.bytes)
    }

    /// Writes the whole content of the file at `source`.
    package mutating func write(contentsOf source: String) throws(FilesError) {
        let input = try InputFile(source)
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try input.read(into: &block)
            try unsafe write(block.span.extracting(..<count).bytes)
            if count < block.count { return }
        }
    }

    /// Makes what was written outlast a power cut.
    package func sync() throws(FilesError) { try descriptor.sync(path) }

    /// Closes the file; without this it is closed unreported when it goes out of scope.
    package consuming func close() throws(FilesError) {
        let path = path
        try descriptor.close(path)
    }
}
