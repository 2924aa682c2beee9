/// Collects small pieces of text into one array of a capacity that is known beforehand.
@unsafe struct ByteGathering: ~Copyable {
    private let buffer: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    /// - Parameter capacity: the bytes of all pieces together, at most.
    init(capacity: Int) {
        unsafe buffer = .allocate(byteCount: capacity + registerWidth, alignment: 16)
    }

    deinit { unsafe buffer.deallocate() }

    /// Adds the bytes of `text` in `range`.
    @inline(__always)
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let room = unsafe buffer.count - count
        precondition(range.count + registerWidth <= room)
        unsafe text.withUnsafeBytes { source in
            if range.count <= registerWidth, range.lowerBound + registerWidth <= source.count {
                let piece = unsafe source.loadUnaligned(fromByteOffset: range.lowerBound, as: SIMD16<UInt8>.self)
                unsafe buffer.storeBytes(of: piece, toByteOffset: count, as: SIMD16<UInt8>.self)
            } else {
                let target = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count..<(count + range.count)])
                unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
            }
        }
        unsafe count &+= range.count
    }

    /// The bytes collected.
    func finish() -> [UInt8] { unsafe Array(buffer[..<count]) }
}

/// Pieces up to this long are copied as one register, with what happens to follow them.
private let registerWidth = 16
