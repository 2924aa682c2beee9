import GRDB
import Glibc

/// A file without a name for what does not fit into memory; it is gone once nobody has it, however the process ends.
@safe final class RunFile: Sendable {
    private let descriptor: Int32

    /// Makes a file in `folder`.
    init(in folder: String) throws {
        let path = "\(folder)/.sort-\(UInt64.random(in: 0...UInt64.max))"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RunFile.failure("open") }
        guard unsafe unlink(path) == 0 else { throw RunFile.failure("unlink") }
    }

    deinit { close(descriptor) }

    private static func failure(_ call: String) -> DatabaseError {
        let code: ResultCode = errno == ENOSPC || errno == EDQUOT ? .SQLITE_FULL : .SQLITE_IOERR
        return DatabaseError(resultCode: code, message: unsafe "\(call): \(String(cString: strerror(errno)))")
    }

    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = unsafe pwrite(descriptor, rest.baseAddress, rest.count, offset + done)
            guard count >= 0 || errno == EINTR else { throw RunFile.failure("write") }
            done += max(0, count)
        }
    }

    /// Fills `buffer` with the bytes at `offset`, which must be there.
    func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = unsafe pread(descriptor, rest.baseAddress, rest.count, offset + done)
            guard count != 0 else { throw DatabaseError(resultCode: .SQLITE_IOERR, message: "a temporary file is too short") }
            guard count > 0 || errno == EINTR else { throw RunFile.failure("read") }
            done += max(0, count)
        }
    }
}
