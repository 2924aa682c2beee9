/// Where every object of a file is (ISO 32000-1, 7.5.8).
struct CrossReferences {
    /// For each object its kind (1: at an offset; 2: in a stream of objects) in the lowest two bits, then 16 bits of its place in the
    /// stream, then the offset or the stream's number.
    private var entries: [UInt64] = [0]

    /// The number of objects, the free one with the number 0 included.
    var count: Int { entries.count }

    /// The numbers of `count` new objects, one after another.
    mutating func allocate(_ count: Int) -> Int {
        let first = entries.count
        entries.append(contentsOf: repeatElement(0, count: count))
        return first
    }

    /// Says that an object is at `offset`.
    mutating func place(_ number: Int, offset: Int) {
        entries[number] = UInt64(offset) << 18 | 1
    }

    /// Says that an object is the one at `index` of the object stream `stream`.
    mutating func place(_ number: Int, stream: Int, index: Int) {
        entries[number] = UInt64(stream) << 18 | UInt64(index) << 2 | 2
    }

    /// Adds the entries: a byte of kind, five of place and two of index each, every one as its difference from the one above (PNG's "up"),
    /// which is nearly always the same.
    func put(into target: TokenBuffer) {
        target.reserve(entries.count * (Self.entryByteCount + 1))
        var above: UInt64 = 0
        for (number, entry) in entries.enumerated() {
            let index = entry & 3 == 2 ? entry >> 2 & 0xFFFF : number == 0 ? 0xFFFF : 0
            let bytes = (entry & 3) << 56 | (entry >> 18) << 16 | index
            target.put(Self.predictorUp)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                target.put(UInt8(truncatingIfNeeded: bytes >> shift) &- UInt8(truncatingIfNeeded: above >> shift))
            }
            above = bytes
        }
    }

    /// Marks a row as told by its difference from the one above.
    private static let predictorUp: UInt8 = 2
    /// The bytes of an entry.
    static let entryByteCount = 8
}
