import GRDB
import Glibc

/// Reads one run, a buffer at a time.
@safe final class RunReader {
    /// The first eight bytes of the key at hand.
    private(set) var prefix: UInt64 = 0

    private let run: SortedRun
    private var buffer: UnsafeMutableRawBufferPointer
    /// What of the run is yet to be read.
    private var rest: Range<Int>
    /// What of the buffer is filled and not passed.
    private var filled = 0..<0
    private var keyCount = 0
    private var valueCount = 0

    /// - Parameter capacity: of the buffer, in bytes; it grows with a record that is larger.
    init(_ run: SortedRun, capacity: Int) {
        self.run = run
        rest = run.bytes
        unsafe buffer = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit { unsafe buffer.deallocate() }

    /// Goes to the next record; false at the end.
    func next() throws -> Bool {
        if keyCount > 0 { filled = (filled.lowerBound + SortedRun.headSize + keyCount + valueCount)..<filled.upperBound }
        keyCount = 0
        guard try fill(SortedRun.headSize) else { return false }
        (keyCount, valueCount) = (length(filled.lowerBound), length(filled.lowerBound + 4))
        guard keyCount >= 8, try fill(SortedRun.headSize + keyCount + valueCount) else {
            throw DatabaseError(resultCode: .SQLITE_IOERR, message: "a temporary file is too short")
        }
        prefix = unsafe UInt64(
            bigEndian: buffer.loadUnaligned(fromByteOffset: filled.lowerBound + SortedRun.headSize, as: UInt64.self))
        return true
    }

    /// Sees to it that so many bytes are in the buffer; false where the run has no more.
    private func fill(_ count: Int) throws -> Bool {
        guard filled.count < count else { return true }
        guard filled.count + rest.count >= count else { return false }
        if unsafe count > buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
            unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[filled]))
            unsafe buffer.deallocate()
            unsafe buffer = larger
        } else if let start = unsafe buffer.baseAddress {
            unsafe memmove(start, start + filled.lowerBound, filled.count)
        }
        filled = 0..<filled.count
        let step = unsafe min(rest.count, buffer.count - filled.upperBound)
        try unsafe run.file.read(
            unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled.upperBound..<(filled.upperBound + step)]), at: rest.lowerBound)
        filled = 0..<(filled.upperBound + step)
        rest = (rest.lowerBound + step)..<rest.upperBound
        return true
    }

    private func length(_ offset: Int) -> Int { unsafe Int(buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }

    /// The key at hand, with the record's number at its end.
    private var key: UnsafeRawBufferPointer {
        let start = filled.lowerBound + SortedRun.headSize
        return unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<(start + keyCount)])
    }

    /// The number of the record at hand.
    var record: Int64 {
        let bits = unsafe UInt64(bigEndian: key.loadUnaligned(fromByteOffset: keyCount - 8, as: UInt64.self))
        return Int64(bitPattern: bits ^ 1 << 63)
    }

    /// The stored values of the record at hand; good until ``next()``.
    var values: UnsafeRawBufferPointer {
        let start = filled.lowerBound + SortedRun.headSize + keyCount
        return unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<(start + valueCount)])
    }

    /// Whether the record at hand comes before that of another reader.
    @inline(__always)
    func isBefore(_ other: RunReader) -> Bool {
        if prefix != other.prefix { return prefix < other.prefix }
        let (one, two) = unsafe (key, other.key)
        guard let first = one.baseAddress, let second = two.baseAddress else { return false }
        let order = unsafe memcmp(first + 8, second + 8, min(one.count, two.count) - 8)
        return order != 0 ? order < 0 : one.count < two.count
    }
}
