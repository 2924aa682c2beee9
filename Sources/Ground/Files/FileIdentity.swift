internal import Glibc

/// Tells a file or folder from another one that takes its place.
package struct FileIdentity: Hashable, Sendable {
    /// The number of its file system (st_dev), and its own there (st_ino).
    private let device: UInt64
    private let node: UInt64

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
    }

    /// That of what lies at `path`, a symbolic link not followed; nil for nothing.
    package init?(of path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// That of the folder to which `path` leads; nil for none.
    init?(folder path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        self.init(status)
    }

    /// That of what is open.
    init(_ descriptor: borrowing Descriptor, _ path: String) throws(FilesError) {
        var status = stat()
        try check(path) { [raw = descriptor.raw] in unsafe fstat(raw, &status) }
        self.init(status)
    }
}
