internal import Foundation

/// Unicode Normalization Form C (UAX #15), so that `ä` is the same text however it was typed.
enum Normalization {
    /// The first lead byte of characters that can change or combine: those below U+0300 are in the form already.
    private static let firstLead: UInt8 = 0xCC

    /// Whether a byte of `bytes` may belong to a character that is not in the form.
    static func mayBeNeeded(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            var place = 0
            // Stretches of some thousand bytes, of which only the highest byte is asked for.
            while place < bytes.count {
                let end = min(place &+ 4096, bytes.count)
                var highest = SIMD16<UInt8>(repeating: 0)
                while place &+ 16 <= end {
                    let piece = unsafe bytes.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
                    highest.replace(with: piece, where: piece .> highest)
                    place &+= 16
                }
                if highest.max() >= firstLead { return true }
                while place < end {
                    if unsafe bytes[place] >= firstLead { return true }
                    place &+= 1
                }
            }
            return false
        }
    }

    /// The text in the form, or nil where it is in it already.
    static func normalized(_ text: Span<UInt8>) -> [UInt8]? {
        var isPlain = true
        for index in 0..<text.count where text[index] >= firstLead {
            isPlain = false
            break
        }
        if isPlain { return nil }
        let string = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        let normalized = string.precomposedStringWithCanonicalMapping
        return normalized.utf8.elementsEqual(string.utf8) ? nil : Array(normalized.utf8)
    }
}
