internal import Glibc

/// Whether other programs have a file open.
package enum OpenFile {
    /// Whether some program has the file at `path` open for writing; false for what cannot be opened.
    ///
    /// Nil where the system does not say: on some file systems, and of the files of other users without the right to (CAP_LEASE). A scan
    /// sees files that are still being written; only their closing is told by the watcher.
    package static func isBeingWritten(_ path: String) -> Bool? {
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // Whoever opens the file for writing at this very moment has the kernel signal us, by default with SIGIO, which would end us.
        _ = fcntl(descriptor, setSignal, SIGURG)
        // A read lease is refused while there are writers, and only then with EAGAIN (fcntl(2)).
        guard fcntl(descriptor, setLease, F_RDLCK) == -1 else {
            _ = fcntl(descriptor, setLease, F_UNLCK)
            return false
        }
        return errno == EAGAIN ? true : nil
    }

    /// F_SETLEASE and F_SETSIG, which the C library shows to GNU programs only.
    private static let setLease: Int32 = 1024
    private static let setSignal: Int32 = 10
}
