extension TextBlock {
    /// A hash of the texts that each record has in some columns, the same on every machine and in every version: it is stored and compared
    /// with later files.
    ///
    /// Each field is folded in by a multiply-and-fold of 128-bit products (the mixing step of wyhash). `seed` tells apart rows that are read
    /// in other ways. A record without all the columns has the hash 0, as good as none.
    ///
    /// - Parameters:
    ///   - rows: places of records.
    ///   - columns: places of fields, ascending.
    public func hashes(of rows: some Collection<Int>, columns: [Int], seed: UInt64) -> [Int64] {
        let start = mix(seed, 0x9E37_79B9_7F4A_7C15)
        let needed = (columns.last ?? -1) + 1
        let hasPlain = isPlain.count > 0
        var hashes: [Int64] = []
        hashes.reserveCapacity(rows.count)
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe fields.withUnsafeBufferPointer { fields in
                for row in rows {
                    let record = records[row]
                    guard record.fault == nil, record.fieldCount >= needed else {
                        hashes.append(0)
                        continue
                    }
                    var state = start
                    for column in columns {
                        let field = record.firstField &+ column
                        state = unsafe fold(bytes, fields[field].range, into: state)
                        if hasPlain, isPlain.contains(field) { state = mix(state, plainMark) }
                    }
                    hashes.append(Int64(bitPattern: state))
                }
            }
        }
        return hashes
    }
}

// It may not be the constant that `mix` folds into its right side: their product would be zero and forget what came before.
private let plainMark: UInt64 = 0x8EBC_6AF0_9C88_C6E3

@inline(__always)
private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
    return high ^ low
}

/// Folds the length of a text and its bytes, eight at a time, into `state`.
@inline(__always)
private func fold(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, into state: UInt64) -> UInt64 {
    let count = range.count
    var state = mix(state, UInt64(truncatingIfNeeded: count) &+ 0x5895_89D5_76A5_8B1B)
    var place = range.lowerBound
    while place &+ 8 <= range.upperBound {
        state = unsafe mix(state, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place &+= 8
    }
    let rest = range.upperBound &- place
    guard rest > 0 else { return state }
    // The last bytes with what follows them, which is shifted out again, where there is enough.
    if place &+ 8 <= bytes.count {
        let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        return mix(state, word & (UInt64.max >> UInt64(64 &- rest &* 8)))
    }
    var word: UInt64 = 0
    for offset in 0..<rest { unsafe word |= UInt64(bytes[place &+ offset]) << UInt64(offset &* 8) }
    return mix(state, word)
}
