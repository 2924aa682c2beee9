import Glibc

/// An exclusive lock on a file, held until it is let go of or the process ends, however it ends (flock(2)).
package struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Locks the file at `path`, making it where there is none; nil when another process holds it.
    ///
    /// - Throws: ``FilesError`` when the file cannot be made or opened.
    package init?(_ path: String) throws(FilesError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw FilesError(number: errno, path: path) }
        var code: Int32
        repeat { code = flock(descriptor, LOCK_EX | LOCK_NB) } while code != 0 && errno == EINTR
        guard code == 0 else {
            let number = errno
            close(descriptor)
            guard number == EWOULDBLOCK else { throw FilesError(number: number, path: path) }
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
