internal import CScan

/// Checks UTF-8 that arrives in pieces, strictly: no surrogates, nothing overlong, nothing past U+10FFFF.
struct UTF8Check {
    private(set) var isValid = true
    /// Continuation bytes still to come, and the bounds of the next one (the WHATWG decoder's state).
    private var remaining = 0
    private var bounds: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether all bytes so far are UTF-8 and none is missing.
    var isComplete: Bool { isValid && remaining == 0 }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard isValid, let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        var place = 0
        let count = bytes.count
        while place < count {
            if remaining == 0 {
                place &+= unsafe cscan_utf8(base + place, count &- place)
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
}
