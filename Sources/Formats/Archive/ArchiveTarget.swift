import CZip
import Glibc

/// A ``ReplacingFile`` in the shape of a source of libzip that can be written.
///
/// libzip's own writes four kilobytes at a time.
@safe enum ArchiveTarget {
    /// A source of libzip that keeps `file` alive until libzip frees it.
    static func make(_ file: ReplacingFile) -> OpaquePointer? {
        let retained = unsafe Unmanaged.passRetained(file)
        guard let source = unsafe zip_source_function_create(callback, retained.toOpaque(), nil) else {
            unsafe retained.release()
            return nil
        }
        return unsafe source
    }

    private static let callback: zip_source_callback = { state, data, length, command in
        guard let state = unsafe state else { return -1 }
        let reference = unsafe Unmanaged<ReplacingFile>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
            unsafe reference.release()
            return 0
        }
        return unsafe answer(reference.takeUnretainedValue(), command, data, length)
    }

    private static func answer(
        _ file: ReplacingFile, _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t
    ) -> zip_int64_t {
        switch command {
        case ZIP_SOURCE_BEGIN_WRITE: return file.create() ? 0 : -1
        case ZIP_SOURCE_WRITE:
            return unsafe file.write(UnsafeRawBufferPointer(start: data, count: Int(length))) ? zip_int64_t(length) : -1
        case ZIP_SOURCE_TELL_WRITE: return zip_int64_t(file.position)
        case ZIP_SOURCE_SEEK_WRITE:
            guard let data = unsafe data else { return -1 }
            let offset = unsafe zip_source_seek_compute_offset(zip_uint64_t(file.position), .max >> 1, data, length, nil)
            return offset >= 0 && file.seek(to: Int(offset)) ? 0 : -1
        case ZIP_SOURCE_COMMIT_WRITE: return file.commit() ? 0 : -1
        case ZIP_SOURCE_ROLLBACK_WRITE:
            file.discard()
            return 0
        case ZIP_SOURCE_REMOVE: return 0
        case ZIP_SOURCE_ERROR:
            guard let codes = unsafe data?.assumingMemoryBound(to: Int32.self) else { return -1 }
            // Before anything has been written there is no archive: to libzip a file that cannot be read, being absent.
            unsafe codes[0] = file.systemCode == 0 ? ZIP_ER_READ : ZIP_ER_WRITE
            unsafe codes[1] = file.systemCode == 0 ? ENOENT : file.systemCode
            return zip_int64_t(2 * MemoryLayout<Int32>.size)
        case ZIP_SOURCE_SUPPORTS: return supported
        default: return -1
        }
    }

    /// What libzip asks of a source before it writes to it, reading included, of which it makes no use for a new archive.
    private static let supported = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK,
        ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
        ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE,
    ].reduce(zip_int64_t(0)) { $0 | 1 << zip_int64_t($1.rawValue) }
}
