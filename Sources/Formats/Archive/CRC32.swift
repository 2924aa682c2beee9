import CISAL

/// The CRC-32 of ZIP and gzip (polynomial 0x04C11DB7, reflected), for bytes that arrive in pieces.
package struct CRC32: Hashable, Sendable {
    /// The check value of the bytes taken.
    package private(set) var value: UInt32 = 0

    /// The check of no bytes.
    package init() {}

    /// Takes the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        value = unsafe crc32_gzip_refl(value, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Takes the next `byteCount` bytes, whose own check is `other`.
    ///
    /// Appending n bytes multiplies the check by x to the power of 8n modulo the polynomial.
    package mutating func append(_ other: CRC32, byteCount: Int) {
        value = CRC32.multiply(CRC32.power(ofBytes: byteCount), value) ^ other.value
    }

    private static let polynomial: UInt32 = 0xEDB8_8320

    /// The product of two polynomials modulo ``polynomial``; the highest bit is x to the power of 0.
    private static func multiply(_ left: UInt32, _ right: UInt32) -> UInt32 {
        var product: UInt32 = 0
        var shifted = right
        var bit: UInt32 = 1 << 31
        while bit != 0 {
            if left & bit != 0 { product ^= shifted }
            shifted = shifted & 1 == 0 ? shifted >> 1 : (shifted >> 1) ^ polynomial
            bit >>= 1
        }
        return product
    }

    private static func power(ofBytes count: Int) -> UInt32 {
        var result: UInt32 = 1 << 31
        var square: UInt32 = 1 << 23
        var rest = count
        while rest > 0 {
            if rest & 1 != 0 { result = multiply(result, square) }
            square = multiply(square, square)
            rest >>= 1
        }
        return result
    }
}
