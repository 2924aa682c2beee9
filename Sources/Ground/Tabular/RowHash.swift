extension TextBlock {
    /// A hash of the texts that each record has in some columns, the same on every machine and in every version: it is stored and compared
    /// with later files.
    ///
    /// Each field is folded by multiplications to 128 bits (the mixing step of wyhash) under a key of its column, and the fields' hashes are
    /// added: none waits for the one before it. `seed` tells apart rows that are read in other ways. A record without all the columns has
    /// the hash 0, as good as none.
    ///
    /// - Parameters:
    ///   - rows: places of records.
    ///   - columns: places of fields, ascending.
    public func hashes(of rows: Range<Int>, columns: [Int], seed: UInt64) -> [Int64] {
        hashes(rows.count, columns, seed) { rows.lowerBound &+ $0 }
    }

    /// The same of records that do not stand one after another.
    public func hashes(of rows: [Int], columns: [Int], seed: UInt64) -> [Int64] {
        hashes(rows.count, columns, seed) { rows[$0] }
    }

    @inline(__always)
    private func hashes(_ count: Int, _ columns: [Int], _ seed: UInt64, row: (Int) -> Int) -> [Int64] {
        let keyed = columns.enumerated().map { (column: $1, key: mix(seed &+ UInt64($0), 0x9E37_79B9_7F4A_7C15)) }
        let needed = (columns.last ?? -1) + 1
        let hasPlain = isPlain.count > 0
        let records = records.span
        let start = mix(seed, 0x5895_89D5_76A5_8B1B)
        // Sixteen bytes from here on, less the number of bytes that a word is to keep, are its mask.
        let masks = [UInt8](repeating: 0xFF, count: 16) + [UInt8](repeating: 0, count: 16)
        return unsafe bytes.withUnsafeBytes { bytes in
            unsafe fields.withUnsafeBufferPointer { fields in
                unsafe masks.withUnsafeBytes { masks in
                    unsafe Array(unsafeUninitializedCapacity: count) { hashes, initialized in
                        for index in 0..<count {
                            let record = records[row(index)]
                            var sum = start
                            if record.fault == nil, record.fieldCount >= needed {
                                for (column, key) in keyed {
                                    let field = record.firstField &+ column
                                    var hash = unsafe fold(bytes, fields[field].range, key, masks)
                                    if hasPlain, isPlain.contains(field) { hash = mix(hash, plainMark) }
                                    sum &+= hash
                                }
                            } else {
                                sum = 0
                            }
                            unsafe hashes.initializeElement(at: index, to: Int64(bitPattern: sum))
                        }
                        initialized = count
                    }
                }
            }
        }
    }
}

// It may not be the constant that `mix` folds into its right side: their product would be zero and forget what came before.
private let plainMark: UInt64 = 0x8EBC_6AF0_9C88_C6E3

@inline(__always)
private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
    return high ^ low
}

/// The hash of a text's bytes, sixteen at a time, and of its length.
@inline(__always)
private func fold(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ key: UInt64, _ masks: UnsafeRawBufferPointer) -> UInt64 {
    var (state, place) = (key, range.lowerBound)
    while range.upperBound &- place > 16 {
        state = unsafe mix(state ^ word(bytes, place), word(bytes, place &+ 8))
        place &+= 16
    }
    let rest = range.upperBound &- place
    // The last bytes with what follows them, which is masked out again, where there is enough.
    let (first, second) = unsafe place &+ 16 <= bytes.count ? (word(bytes, place), word(bytes, place &+ 8)) : lastWords(bytes, place)
    let (firstMask, secondMask) = unsafe (word(masks, 16 &- rest), word(masks, 24 &- rest))
    return mix(mix(state ^ first & firstMask, second & secondMask), UInt64(truncatingIfNeeded: range.count))
}

@inline(__always)
private func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
}

/// The sixteen bytes from `place` on, with zeros for those past the end.
@inline(never)
private func lastWords(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> (UInt64, UInt64) {
    var words: (UInt64, UInt64) = (0, 0)
    for offset in 0..<min(16, bytes.count - place) {
        let byte = unsafe UInt64(bytes[place + offset]) << UInt64(offset % 8 * 8)
        if offset < 8 { words.0 |= byte } else { words.1 |= byte }
    }
    return words
}
