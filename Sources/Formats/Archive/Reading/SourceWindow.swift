import CZip

/// A ``ByteSource`` as libzip reads it: with a position, and through a window that makes many small reads few.
final class SourceWindow {
    private let source: any ByteSource
    let size: Int
    private(set) var position = 0
    private var window: [UInt8]
    private var windowStart = 0
    private var windowCount = 0
    /// What the source threw last.
    private(set) var failure: (any Error)?

    private static let windowSize = 1 << 16

    init(_ source: any ByteSource) {
        self.source = source
        size = source.size
        window = Array(repeating: 0, count: min(Self.windowSize, max(size, 1)))
    }

    /// Moves to `place`, which lies between the start and the end.
    func seek(to place: Int) -> Bool {
        guard (0...size).contains(place) else { return false }
        position = place
        return true
    }

    /// Fills `target` from the position on and moves past it; nil when the source fails.
    func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
        var filled = 0
        while filled < target.count, position < size {
            if !(windowStart..<windowStart + windowCount).contains(position) {
                guard fill() else { return nil }
                if windowCount == 0 { break }
            }
            let offset = position - windowStart
            let count = min(target.count - filled, windowCount - offset)
            unsafe window.withUnsafeBytes { bytes in
                unsafe UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + count])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
            }
            filled += count
            position += count
        }
        return filled
    }

    private func fill() -> Bool {
        windowStart = position
        windowCount = 0
        do { windowCount = min(max(try source.read(at: position, into: &window), 0), window.count) } catch {
            failure = error
            return false
        }
        return true
    }
}

/// A ``SourceWindow`` in the shape of a source of libzip.
@safe enum ArchiveInput {
    /// A source of libzip that keeps `window` alive until libzip frees it.
    static func make(_ window: SourceWindow) -> OpaquePointer? {
        let retained = unsafe Unmanaged.passRetained(window)
        guard let source = unsafe zip_source_function_create(callback, retained.toOpaque(), nil) else {
            unsafe retained.release()
            return nil
        }
        return unsafe source
    }

    private static let callback: zip_source_callback = { state, data, length, command in
        guard let state = unsafe state else { return -1 }
        let reference = unsafe Unmanaged<SourceWindow>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
            unsafe reference.release()
            return 0
        }
        return unsafe answer(reference.takeUnretainedValue(), command, data, length)
    }

    private static func answer(
        _ window: SourceWindow, _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t
    ) -> zip_int64_t {
        switch command {
        case ZIP_SOURCE_OPEN: return window.seek(to: 0) ? 0 : -1
        case ZIP_SOURCE_READ:
            guard let count = Int(exactly: length) else { return -1 }
            return unsafe window.read(into: UnsafeMutableRawBufferPointer(start: data, count: count)).map(zip_int64_t.init) ?? -1
        case ZIP_SOURCE_CLOSE: return 0
        case ZIP_SOURCE_SEEK:
            let offset = unsafe zip_source_seek_compute_offset(
                zip_uint64_t(window.position), zip_uint64_t(window.size), data, length, nil)
            return offset >= 0 && window.seek(to: Int(offset)) ? 0 : -1
        case ZIP_SOURCE_TELL: return zip_int64_t(window.position)
        case ZIP_SOURCE_STAT:
            guard let status = unsafe data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            unsafe zip_stat_init(status)
            unsafe status.pointee.size = zip_uint64_t(window.size)
            unsafe status.pointee.valid = zip_uint64_t(ZIP_STAT_SIZE)
            return unsafe zip_int64_t(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            guard let codes = unsafe data?.assumingMemoryBound(to: Int32.self) else { return -1 }
            unsafe codes[0] = ZIP_ER_READ
            unsafe codes[1] = 0
            return zip_int64_t(2 * MemoryLayout<Int32>.size)
        case ZIP_SOURCE_SUPPORTS: return supported
        default: return -1
        }
    }

    private static let supported = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK,
        ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
    ].reduce(zip_int64_t(0)) { $0 | 1 << zip_int64_t($1.rawValue) }
}
