package import Cryptography
import Glibc

/// A file that is written under another name and takes its place when it is whole, with a large buffer whose bytes can still be
/// changed.
package final class ReplacingFile {
    private let path: String
    private let temporaryPath: String
    private var descriptor: Int32 = -1
    private let buffer = ByteBuffer(capacity: 1 << 20)
    /// Where in the file the buffer begins.
    private var bufferStart = 0
    /// Where in the buffer the next byte goes.
    private var cursor = 0
    /// The system's error number of what failed last.
    package private(set) var systemCode: Int32 = 0

    /// A file that will be at `path`.
    package init(path: String) throws(CryptographyError) {
        self.path = path
        temporaryPath = path + "." + Hexadecimal.encode(try RandomBytes.generate(4))
    }

    deinit { discard() }

    /// Where the next byte goes.
    package var position: Int { bufferStart + cursor }

    /// Creates the file under its other name; false on failure, as the functions below.
    package func create() -> Bool {
        descriptor = unsafe open(temporaryPath, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
        return descriptor >= 0 || fail()
    }

    /// Writes `bytes` at ``position``.
    package func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var done = 0
        while done < bytes.count {
            if cursor == buffer.capacity, !flush() { return false }
            let count = min(bytes.count - done, buffer.capacity - cursor)
            let target = unsafe UnsafeMutableRawBufferPointer(start: buffer.start + cursor, count: count)
            unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[done..<done + count]))
            cursor += count
            buffer.count = max(buffer.count, cursor)
            done += count
        }
        return true
    }

    /// Goes on at `offset`, which lies within what has been written.
    func seek(to offset: Int) -> Bool {
        if offset < bufferStart || offset > bufferStart + buffer.count {
            guard flush() else { return false }
            bufferStart = offset
        }
        cursor = offset - bufferStart
        return true
    }

    /// Puts the file in its place.
    package func commit() -> Bool {
        guard flush() else { return false }
        let isClosed = close(descriptor) == 0
        descriptor = -1
        guard isClosed, unsafe rename(temporaryPath, path) == 0 else {
            _ = fail()
            _ = unsafe unlink(temporaryPath)
            return false
        }
        return true
    }

    /// Removes what has been written.
    package func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        _ = unsafe unlink(temporaryPath)
        descriptor = -1
    }

    /// Writes the buffer out and begins it anew behind its last byte.
    private func flush() -> Bool {
        var written = 0
        while written < buffer.count {
            let count = unsafe pwrite(descriptor, buffer.start + written, buffer.count - written, off_t(bufferStart + written))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return fail() }
            written += count
        }
        bufferStart += buffer.count
        buffer.count = 0
        cursor = 0
        return true
    }

    private func fail() -> Bool {
        systemCode = errno
        return false
    }
}
