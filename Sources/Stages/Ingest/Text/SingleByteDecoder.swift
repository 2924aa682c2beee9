internal import CSV
internal import Model

/// Windows code page 1252 and ISO 8859-15 to UTF-8 and back.
///
/// A byte that stands for nothing (in the code page 81, 8D, 8F, 90 and 9D, in the standard the control codes 80 to 9F) travels as C0 and
/// itself, which UTF-8 never has, so that the rows that hold it can be found and written again as they were.
struct SingleByteDecoder: Sendable {
    /// Where ISO 8859-15 differs from ISO 8859-1.
    private static let latin9Changes: [UInt8: UInt32] = [
        0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
    ]

    /// The UTF-8 of the bytes 80 to FF.
    private static func encoded(_ encoding: TextEncoding) -> [[UInt8]] {
        (UInt8(0x80)...0xFF).map { byte in
            let scalar: UInt32 =
                if encoding == .latin9 {
                    byte < 0xA0 ? 0 : latin9Changes[byte] ?? UInt32(byte)
                } else {
                    byte < 0xA0 ? WindowsCodePage.controls[Int(byte - 0x80)] : UInt32(byte)
                }
            guard scalar > 0, let character = Unicode.Scalar(scalar) else { return [TextMark.undefined, byte] }
            return Array(String(character).utf8)
        }
    }

    /// Whether an undefined byte has been met.
    private(set) var hasMetUndefined = false
    /// The UTF-8 of the bytes 80 to FF: three bytes each, and how many of them count.
    private let table: [UInt8]
    private let lengths: [UInt8]

    init(_ encoding: TextEncoding) {
        let encoded = SingleByteDecoder.encoded(encoding)
        table = encoded.flatMap { $0 + Array(repeating: 0, count: 3 - $0.count) }
        lengths = encoded.map { UInt8($0.count) }
    }

    /// Writes the UTF-8 of `source` into `target`, which must have three bytes for each of its bytes, and gives its length.
    mutating func decode(_ source: ArraySlice<UInt8>, into target: inout [UInt8]) -> Int {
        precondition(target.count >= source.count * 3)  // safe: callers size it by their own buffer
        var hasUndefined = false
        let count = unsafe source.withUnsafeBytes { source in
            unsafe target.withUnsafeMutableBytes { target in unsafe decode(source, into: target, &hasUndefined) }
        }
        if hasUndefined { hasMetUndefined = true }
        return count
    }

    /// Gives the number of bytes written.
    private func decode(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ hasUndefined: inout Bool) -> Int {
        var place = 0
        var count = 0
        while place < source.count {
            // Eight at a time, up to the first that is not ASCII; what is written past it is written over.
            if place &+ 8 <= source.count {
                let word = unsafe source.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                unsafe target.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
                let ascii = (word.littleEndian & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
                place &+= ascii
                count &+= ascii
                if ascii == 8 { continue }
            }
            let byte = unsafe source[place]
            place &+= 1
            guard byte >= 0x80 else {
                unsafe target[count] = byte
                count &+= 1
                continue
            }
            let index = Int(byte &- 0x80)
            let length = Int(lengths[index])
            if table[index &* 3] == TextMark.undefined { hasUndefined = true }
            for offset in 0..<length { unsafe target[count &+ offset] = table[index &* 3 &+ offset] }
            count &+= length
        }
        return count
    }

    /// The bytes of 80 to FF by their UTF-8.
    static func bytes(of encoding: TextEncoding) -> [[UInt8]: UInt8] {
        Dictionary(uniqueKeysWithValues: encoded(encoding).enumerated().map { ($1, UInt8($0 + 0x80)) })
    }
}

/// Bytes that UTF-8 never has, as marks of what a file's encoding could not spell.
enum TextMark {
    /// Followed by the byte for which the encoding has no character.
    static let undefined: UInt8 = 0xC0

    /// Whether the UTF-8 of a cell holds a mark, a lone surrogate or NUL.
    static func isStrange(_ cell: Span<UInt8>) -> Bool {
        for index in 0..<cell.count {
            let byte = cell[index]
            if byte == 0 || byte == undefined { return true }
            if byte == surrogateLead, index + 1 < cell.count, cell[index + 1] >= 0xA0 { return true }
        }
        return false
    }

    /// With a byte from A0 on, it would spell a surrogate (RFC 3629, section 3).
    static let surrogateLead: UInt8 = 0xED
}
