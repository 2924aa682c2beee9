/// Bytes in memory that grow at the end, for code that writes them through pointers.
///
/// Growing neither clears nor copies more than it must, which is what an array of bytes cannot offer.
@safe package final class ByteBuffer {
    /// Where the bytes begin, until the buffer grows.
    package private(set) var start: UnsafeMutableRawPointer
    /// The number of bytes; up to ``capacity`` they may be written through ``start`` and counted in afterwards.
    package var count = 0
    /// The number of bytes for which there is room.
    package private(set) var capacity: Int

    /// An empty buffer with room for `capacity` bytes.
    package init(capacity: Int) {
        self.capacity = max(capacity, 64)
        unsafe start = .allocate(byteCount: self.capacity, alignment: 64)
    }

    deinit { unsafe start.deallocate() }

    /// Makes room for `additional` bytes behind the last one.
    package func reserve(_ additional: Int) {
        guard capacity - count < additional else { return }
        let larger = max(capacity * 2, count + additional)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 64)
        unsafe moved.copyMemory(from: start, byteCount: count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = larger
    }

    /// Adds `bytes` at the end.
    package func append(_ bytes: [UInt8]) {
        reserve(bytes.count)
        unsafe bytes.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(start: start + count, count: source.count).copyMemory(from: source)
        }
        count += bytes.count
    }

    /// The bytes in an array of their own.
    package func copy() -> [UInt8] { unsafe Array(bytes) }

    /// The bytes, valid until the buffer grows or goes: for an owner that outlives their use.
    package var bytes: UnsafeMutableRawBufferPointer { unsafe UnsafeMutableRawBufferPointer(start: start, count: count) }

    /// The room behind the last byte, valid as ``bytes`` are.
    var room: UnsafeMutableRawBufferPointer { unsafe UnsafeMutableRawBufferPointer(start: start + count, count: capacity - count) }
}
