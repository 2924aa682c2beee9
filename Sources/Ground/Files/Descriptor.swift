internal import Glibc

/// An open file or folder; closed when it goes out of scope.
struct Descriptor: ~Copyable {
    let raw: Int32

    /// Takes over an open descriptor.
    init(owning raw: Int32) { self.raw = raw }

    /// Opens `path`; descriptors never reach the programs that this one starts.
    init(opening path: String, _ flags: Int32, mode: mode_t = 0) throws(FilesError) {
        raw = try check(path) { unsafe open(path, flags | O_CLOEXEC, mode) }
    }

    /// Makes what was written outlast a power cut.
    func sync(_ path: String) throws(FilesError) {
        // EINVAL: a file system without the notion, such as some network mounts.
        do { try check(path) { fsync(raw) } } catch { if error.number != EINVAL { throw error } }
    }

    /// Closes and reports what the system only says now, such as a full network disk.
    consuming func close(_ path: String) throws(FilesError) {
        let raw = raw
        discard self
        // Never repeated on EINTR: Linux has released the descriptor by then.
        guard Glibc.close(raw) != 0, errno != EINTR else { return }
        throw FilesError(number: errno, path: path)
    }

    deinit { _ = Glibc.close(raw) }
}

/// Runs a system call until no signal interrupts it, and turns -1 into an error about `path`.
@discardableResult
func check<Result: SignedInteger>(_ path: String, _ call: () -> Result) throws(FilesError) -> Result {
    while true {
        let result = call()
        if result != -1 { return result }
        if errno != EINTR { throw FilesError(number: errno, path: path) }
    }
}
