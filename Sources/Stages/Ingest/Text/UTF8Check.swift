/// Checks UTF-8 that arrives in pieces, strictly: no surrogates, nothing overlong, nothing past U+10FFFF.
struct UTF8Check {
    private(set) var isValid = true
    /// Continuation bytes still to come, and the bounds of the next one (the WHATWG decoder's state).
    private var remaining = 0
    private var bounds: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether all bytes so far are UTF-8 and none is missing.
    var isComplete: Bool { isValid && remaining == 0 }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard isValid else { return }
        var place = 0
        let count = bytes.count
        while place < count {
            if remaining == 0 {
                // Most texts are ASCII for the most part.
                while place &+ 64 <= count, unsafe isASCII(bytes.loadUnaligned(fromByteOffset: place, as: SIMD8<UInt64>.self)) {
                    place &+= 64
                }
                while place &+ 8 <= count {
                    let high = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian & 0x8080_8080_8080_8080
                    guard high == 0 else {
                        place &+= high.trailingZeroBitCount >> 3
                        break
                    }
                    place &+= 8
                }
                guard place < count else { return }
                let byte = unsafe bytes[place]
                place &+= 1
                if byte < 0x80 { continue }
                bounds = 0x80...0xBF
                switch byte {
                case 0xC2...0xDF: remaining = 1
                case 0xE0: (remaining, bounds) = (2, 0xA0...0xBF)
                case 0xED: (remaining, bounds) = (2, 0x80...0x9F)
                case 0xE1...0xEF: remaining = 2
                case 0xF0: (remaining, bounds) = (3, 0x90...0xBF)
                case 0xF1...0xF3: remaining = 3
                case 0xF4: (remaining, bounds) = (3, 0x80...0x8F)
                default:
                    isValid = false
                    return
                }
            } else {
                guard bounds.contains(unsafe bytes[place]) else {
                    isValid = false
                    return
                }
                bounds = 0x80...0xBF
                remaining &-= 1
                place &+= 1
            }
        }
    }

    @inline(__always)
    private func isASCII(_ words: SIMD8<UInt64>) -> Bool {
        let halves = words.lowHalf | words.highHalf
        let quarters = halves.lowHalf | halves.highHalf
        return (quarters[0] | quarters[1]) & 0x8080_8080_8080_8080 == 0
    }
}
