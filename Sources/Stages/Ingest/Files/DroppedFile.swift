internal import Files
internal import Glibc

/// A file as it was when it was opened, read by position; closed when nobody holds it any more.
final class DroppedFile: Sendable {
    /// What tells one content of a file from another without reading it.
    private struct Identity: Equatable {
        let device: UInt
        let node: UInt
        let size: Int
        let modified: Int64

        init(_ status: stat) {
            device = UInt(status.st_dev)
            node = UInt(status.st_ino)
            size = Int(status.st_size)
            modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        }
    }

    let path: String
    /// The path of the file in its folder, as the drop shows it.
    let name: String
    /// What tells the file from another one that takes its place.
    let node: FileIdentity?
    private let descriptor: Int32
    private let identity: Identity

    /// In bytes, when it was opened.
    var size: Int { identity.size }

    /// Opens the file at `path`.
    ///
    /// - Parameter name: the path of the file in its folder; without it, the last part of `path`.
    /// - Throws: `notAFile` for anything but a regular file, symbolic links included; `unreadable`.
    init(_ path: String, name: String? = nil) throws(IngestError) {
        self.path = path
        self.name = name ?? path.split(separator: "/").last.map(String.init) ?? path
        // Non-blocking, so that a named pipe in a file's place cannot hold the reader for ever.
        node = FileIdentity(of: path)
        descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            identity = Identity(stat())
            throw number == ELOOP || number == ENXIO ? .notAFile(path) : .unreadable(path, FilesError(number: number, path: path).reason)
        }
        var status = stat()
        let found = unsafe fstat(descriptor, &status)
        identity = Identity(status)
        guard found == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
        // One process at a time takes a file in. File systems without locks go without.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { throw .stillChanging(path) }
        guard isStillInPlace else { throw .unreadable(path, FilesError(number: ENOENT, path: path).reason) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Lets other processes take the file in: at once, not only when the last thread that reads it lets go of it.
    func unlock() { _ = flock(descriptor, LOCK_UN) }

    /// Fills `buffer` from byte `offset` on and gives the number of bytes read: fewer than it holds only at the end.
    ///
    /// - Throws: `unreadable`.
    func read(at offset: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(descriptor, bytes.baseAddress.map { unsafe $0 + filled }, bytes.count - filled, offset + filled)
            }
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path, FilesError(number: errno, path: path).reason)
            }
            filled += count
        }
        return filled
    }

    /// Copies the file to a new one at `path`, which is not synced.
    ///
    /// - Throws: `FilesError`.
    func copy(to path: String) throws {
        let target = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard target >= 0 else { throw FilesError(number: errno, path: path) }
        defer { close(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while true {
            let count = try read(at: offset, into: &buffer)
            var written = 0
            while written < count {
                let step = unsafe buffer.withUnsafeBytes { bytes in
                    unsafe write(target, bytes.baseAddress.map { unsafe $0 + written }, count - written)
                }
                if step < 0, errno == EINTR { continue }
                guard step >= 0 else { throw FilesError(number: errno, path: path) }
                written += step
            }
            offset += count
            if count < buffer.count { return }
        }
    }

    /// Makes sure that nobody has written to the file since it was opened.
    ///
    /// - Throws: `stillChanging`.
    func checkUnchanged() throws(IngestError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, Identity(status) == identity else { throw .stillChanging(path) }
    }

    /// Whether the path still leads to this file and its content.
    var isStillInPlace: Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && Identity(status) == identity
    }
}
