import Glibc

/// An exclusive lock on a file, held until it is let go of or the process ends, however it ends (flock(2)).
package struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Locks the file at `path`, making it where there is none; nil when another process holds it.
    ///
    /// - Throws: ``FilesError`` when the file cannot be made or opened.
    package init?(_ path: String) throws(FilesError) {
        while true {
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
            // Whoever held the lock before may have removed the file: a lock on what has no name would keep nobody out.
            if FileLock.leads(path, to: descriptor) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    private static func leads(_ path: String, to descriptor: Int32) -> Bool {
        var named = stat()
        var held = stat()
        guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &held) == 0 else { return false }
        return named.st_dev == held.st_dev && named.st_ino == held.st_ino
    }

    deinit { close(descriptor) }
}
