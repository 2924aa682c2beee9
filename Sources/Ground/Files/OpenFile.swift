internal import Glibc

/// Whether other programs have a file open.
package enum OpenFile {
    /// Whether some program has the file at `path` open for writing; false where the system cannot tell.
    ///
    /// A scan sees files that are still being written; only their closing is told by the watcher.
    package static func isBeingWritten(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // A read lease is refused while there are writers, and only then with EAGAIN (fcntl(2)).
        guard fcntl(descriptor, setLease, F_RDLCK) == -1 else {
            _ = fcntl(descriptor, setLease, F_UNLCK)
            return false
        }
        return errno == EAGAIN
    }

    /// F_SETLEASE, which the C library shows to GNU programs only.
    private static let setLease: Int32 = 1024
}
