/// Collects small pieces of text in memory that is large enough for all of them.
@unsafe struct ByteGathering {
    /// The bytes that the memory must have beyond those of all pieces together: they are copied as whole registers, with what happens to
    /// follow them.
    @safe static let slack = 16

    private let memory: UnsafeMutableRawPointer?
    private let capacity: Int
    private(set) var count = 0

    init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        unsafe self.memory = UnsafeMutableRawPointer(memory.baseAddress)
        unsafe capacity = memory.count
    }

    /// Adds the bytes of `text` in `range`.
    @inline(__always)
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let length = range.count
        // safe: the caller gives as much memory as all its ranges take, and the slack; the check keeps a mistake from writing elsewhere.
        precondition(unsafe length &+ ByteGathering.slack <= capacity &- count)
        guard let memory = unsafe memory else { return }
        unsafe text.withUnsafeBytes { source in
            if (range.lowerBound &+ length &+ ByteGathering.slack) <= source.count {
                var done = 0
                repeat {
                    let piece = unsafe source.loadUnaligned(fromByteOffset: range.lowerBound &+ done, as: SIMD16<UInt8>.self)
                    unsafe memory.storeBytes(of: piece, toByteOffset: count &+ done, as: SIMD16<UInt8>.self)
                    done &+= ByteGathering.slack
                } while done < length
            } else if let base = source.baseAddress {
                unsafe (memory + count).copyMemory(from: base + range.lowerBound, byteCount: length)
            }
        }
        unsafe count &+= length
    }
}
