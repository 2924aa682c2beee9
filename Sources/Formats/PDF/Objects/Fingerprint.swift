/// A number that tells one file from another by what it holds, for the file's `ID` (ISO 32000-1, 14.4): no secret and no proof.
struct Fingerprint {
    private var low: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var high: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// Folds `bytes` in.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var place = 0
        while place &+ 8 <= bytes.count {
            fold(unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            place &+= 8
        }
        var rest = UInt64(bytes.count)
        while place < bytes.count {
            rest = unsafe rest << 8 | UInt64(bytes[place])
            place &+= 1
        }
        fold(rest)
    }

    /// 32 hexadecimal digits.
    var text: String {
        [low, high].map { word in
            let digits = String(word, radix: 16, uppercase: true)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    @inline(__always)
    private mutating func fold(_ word: UInt64) {
        let product = (low ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        low = product.high ^ product.low ^ high
        high = (high &+ word) &* 0xE703_7ED1_A0B4_28DB
        high ^= high >> 29
    }
}
