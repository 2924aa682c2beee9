internal import CScan

/// Walks over the delimiters, quotes and line ends of a text, 64 bytes at a time.
@unsafe struct StructureScanner {
    private let base: UnsafePointer<UInt8>
    private let count: Int
    private let delimiter: UInt8
    private let quote: UInt8
    private var blockStart = -64
    /// The structural bytes of the block at ``blockStart`` that are still to come.
    private var mask: UInt64 = 0

    /// A scanner at the start of `bytes`, which must outlive it.
    @inline(__always)
    init(_ base: UnsafePointer<UInt8>, count: Int, dialect: CSVDialect) {
        unsafe self.base = base
        unsafe self.count = count
        unsafe delimiter = dialect.delimiter
        // Where quotes mean nothing, there is no need to stop at them.
        unsafe quote = dialect.quote ?? dialect.delimiter
    }

    /// The place of the next structural byte, or the number of bytes when there is none.
    @inline(__always)
    mutating func next() -> Int {
        while unsafe mask == 0 {
            unsafe blockStart += 64
            guard unsafe blockStart < count else {
                unsafe blockStart = count - 64  // stays at the end, however often it is asked
                return unsafe count
            }
            unsafe mask = structure(at: blockStart)
        }
        let bit = unsafe mask.trailingZeroBitCount
        unsafe mask &= mask &- 1
        return unsafe blockStart &+ bit
    }

    /// Adds the fields that end at delimiters, up to the first structural byte of another kind or the last, shorter block.
    @inline(__always)
    mutating func takeFields(from fieldStart: inout Int, into fields: inout FieldGathering) {
        var (block, rest, start) = unsafe (blockStart, mask, fieldStart)
        while true {
            unsafe fields.append(base + block, at: block, &rest, delimiter: delimiter, from: &start)
            guard rest == 0, unsafe count &- block >= 128 else { break }
            block &+= 64
            rest = unsafe cscan_structure(base + block, delimiter, quote)
        }
        unsafe (blockStart, mask, fieldStart) = (block, rest, start)
    }

    /// Goes on from `position`, which may lie before or after the present place.
    mutating func seek(to position: Int) {
        unsafe blockStart = position & ~63
        guard unsafe blockStart < count else {
            unsafe mask = 0
            return
        }
        unsafe mask = structure(at: blockStart) & (UInt64.max << UInt64(position & 63))
    }

    @inline(__always)
    private func structure(at start: Int) -> UInt64 {
        let rest = unsafe count &- start
        if rest >= 64 { return unsafe cscan_structure(base + start, delimiter, quote) }
        return unsafe lastStructure(at: start, count: rest)
    }

    /// The last block is shorter than 64 bytes: it is looked at in a copy, so that nothing past the end is read.
    @inline(never)
    private func lastStructure(at start: Int, count rest: Int) -> UInt64 {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { block in
            guard let copy = block.baseAddress else { return 0 }
            unsafe copy.initialize(repeating: 0, count: 64)
            unsafe copy.update(from: base + start, count: rest)
            return unsafe cscan_structure(copy, delimiter, quote) & (UInt64.max >> UInt64(64 - rest))
        }
    }
}
