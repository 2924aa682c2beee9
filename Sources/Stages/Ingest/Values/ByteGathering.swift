/// Collects small pieces of text in memory that is large enough for all of them.
@unsafe struct ByteGathering {
    /// The bytes that the memory must have beyond those of all pieces together: pieces up to as long are copied as one register, with what
    /// happens to follow them.
    @safe static let slack = 16

    private let memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        unsafe self.memory = UnsafeMutableRawBufferPointer(memory)
    }

    /// Adds the bytes of `text` in `range`.
    @inline(__always)
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let room = unsafe memory.count &- count
        precondition(range.count &+ ByteGathering.slack <= room)
        unsafe text.withUnsafeBytes { source in
            if range.count <= ByteGathering.slack, range.lowerBound &+ ByteGathering.slack <= source.count {
                let piece = unsafe source.loadUnaligned(fromByteOffset: range.lowerBound, as: SIMD16<UInt8>.self)
                unsafe memory.storeBytes(of: piece, toByteOffset: count, as: SIMD16<UInt8>.self)
            } else {
                let target = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<(count + range.count)])
                unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
            }
        }
        unsafe count &+= range.count
    }
}
