extension Batch {
    /// A hash of each row's values, the same on every machine and in every version: it is stored and compared with later files.
    ///
    /// Each cell is folded in by a multiply-and-fold of 128-bit products (the mixing step of wyhash). A null differs from an empty text
    /// and from zero. `seed` tells apart rows of different columns.
    package func rowHashes(seed: UInt64) -> [Int64] {
        var hashes = [UInt64](repeating: mix(seed, 0x9E37_79B9_7F4A_7C15), count: rowCount)
        for column in columns {
            let allValid = column.validity.allSet
            if column.type.isText {
                let bytes = column.text.bytes.span
                let offsets = column.text.offsets.span
                for row in hashes.indices {
                    guard allValid || column.validity[row] else {
                        hashes[row] = mix(hashes[row], nullMark)
                        continue
                    }
                    hashes[row] = fold(bytes.extracting(offsets[row]..<offsets[row + 1]), into: hashes[row])
                }
            } else {
                for row in hashes.indices {
                    let value = allValid || column.validity[row] ? UInt64(bitPattern: column.fixed[row]) ^ fixedMark : nullMark
                    hashes[row] = mix(hashes[row], value)
                }
            }
        }
        return hashes.map { Int64(bitPattern: $0) }
    }
}

// Neither mark may be the constant that `mix` folds into its right side: their product would be zero and forget what came before.
private let nullMark: UInt64 = 0x5899_65CC_7537_4CC3
private let fixedMark: UInt64 = 0x8EBC_6AF0_9C88_C6E3

@inline(__always)
private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
    return high ^ low
}

/// Folds the length and the bytes, eight at a time, into `state`.
@inline(__always)
private func fold(_ bytes: Span<UInt8>, into state: UInt64) -> UInt64 {
    let count = bytes.count
    var state = mix(state, UInt64(count) &+ 0x5895_89D5_76A5_8B1B)
    return unsafe bytes.withUnsafeBytes { bytes in
        var index = 0
        while index &+ 8 <= count {
            state = unsafe mix(state, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index &+= 8
        }
        guard index < count else { return state }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        while index < count {
            unsafe word |= UInt64(bytes[index]) << shift
            shift &+= 8
            index &+= 1
        }
        return mix(state, word)
    }
}
