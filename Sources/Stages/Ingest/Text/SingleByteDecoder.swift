internal import CSV
internal import CScan
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
    /// The UTF-8 of the bytes 80 to FF: up to three bytes, the first one lowest, and above them how many they are.
    private let table: [UInt32]

    init(_ encoding: TextEncoding) {
        let encoded = SingleByteDecoder.encoded(encoding)
        table = encoded.map { bytes in UInt32(bytes.count) << 24 | bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// Writes the UTF-8 of `source` into `target`, which must have three bytes for each of its bytes, and gives its length.
    mutating func decode(_ source: ArraySlice<UInt8>, into target: inout [UInt8]) -> Int {
        precondition(target.count >= source.count * 3)  // safe: callers size it by their own buffer
        var marks: UInt32 = 0
        let count = unsafe source.withUnsafeBytes { source in
            unsafe target.withUnsafeMutableBytes { target in
                unsafe table.withUnsafeBufferPointer { unsafe SingleByteDecoder.decode(source, into: target, $0, &marks) }
            }
        }
        if marks != 0 { hasMetUndefined = true }
        return count
    }

    /// Gives the number of bytes written; `marks` becomes other than 0 where an undefined byte is met.
    private static func decode(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ table: UnsafeBufferPointer<UInt32>,
        _ marks: inout UInt32
    ) -> Int {
        guard let start = unsafe source.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        var (place, count) = (0, 0)
        // Blocks of 64 bytes, while another one follows: after each character that is not ASCII, as many bytes as may be left of the block
        // are copied, which are written over from the next one on. The room of three bytes for each is enough for that.
        while place &+ 128 <= source.count {
            var high = unsafe cscan_high(start + place)
            var done = 0
            unsafe copyBlock(source, place, target, count)
            while high != 0 {
                let next = high.trailingZeroBitCount
                high &= high &- 1
                count &+= next &- done
                done = next &+ 1
                let packed = unsafe table[Int(source[place &+ next] & 0x7F)]
                if packed & 0xFF == UInt32(TextMark.undefined) { marks |= 1 }
                unsafe target.storeBytes(of: packed.littleEndian, toByteOffset: count, as: UInt32.self)
                count &+= Int(packed >> 24)
                unsafe copyBlock(source, place &+ done, target, count)
            }
            count &+= 64 &- done
            place &+= 64
        }
        while place < source.count {
            let byte = unsafe source[place]
            place &+= 1
            guard byte >= 0x80 else {
                unsafe target[count] = byte
                count &+= 1
                continue
            }
            var packed = unsafe table[Int(byte & 0x7F)]
            if packed & 0xFF == UInt32(TextMark.undefined) { marks |= 1 }
            for _ in 0..<(packed >> 24) {
                unsafe target[count] = UInt8(truncatingIfNeeded: packed)
                packed >>= 8
                count &+= 1
            }
        }
        return count
    }

    /// Copies 64 bytes.
    @inline(__always)
    private static func copyBlock(
        _ source: UnsafeRawBufferPointer, _ from: Int, _ target: UnsafeMutableRawBufferPointer, _ to: Int
    ) {
        unsafe target.storeBytes(
            of: source.loadUnaligned(fromByteOffset: from, as: SIMD64<UInt8>.self), toByteOffset: to, as: SIMD64<UInt8>.self)
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
