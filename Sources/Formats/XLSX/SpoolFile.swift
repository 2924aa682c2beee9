import Archive
import Glibc

/// A file without a name that holds what is ready of a workbook until the workbook is whole.
///
/// It lies on the workbook's file system, and the system removes it, whatever happens to the process.
final class SpoolFile {
    private let descriptor: Int32
    private let folder: String
    private var byteCount = 0

    init(besides path: String) throws(XLSXError) {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        folder = path[..<slash].isEmpty ? "." : String(path[..<slash])
        var template = Array((folder + "/.spool-XXXXXX").utf8CString)
        descriptor = unsafe mkstemp(&template)
        guard descriptor >= 0 else { throw .temporaryFile(in: folder, systemCode: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe unlink(template)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds `bytes` at the end.
    func append(_ bytes: [UInt8]) throws(XLSXError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(byteCount))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .temporaryFile(in: folder, systemCode: errno) }
            written += count
            byteCount += count
        }
    }

    /// All of its bytes, to be read while this object lives.
    var piece: DeflatedData.Piece { .file(path: "/proc/self/fd/\(descriptor)", offset: 0, byteCount: byteCount) }
}
