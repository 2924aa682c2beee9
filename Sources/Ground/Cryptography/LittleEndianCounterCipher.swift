/// AES-256 in counter mode with a counter that is little-endian and starts at 1, as WinZip's AE-1 and AE-2 want it.
///
/// OpenSSL's own counter mode is big-endian, so a large block of counters is encrypted with ECB and combined with the text.
/// Encrypting and decrypting are the same.
@safe package final class LittleEndianCounterCipher {
    private static let streamByteCount = 1 << 15
    private let cipher: CipherContext
    private let keystream: UnsafeMutableRawBufferPointer
    private var used: Int
    private var counter: UInt64 = 1

    /// A cipher at the start of its key stream.
    ///
    /// - Throws: `keySize` unless `key` has 32 bytes; `library`.
    package init(key: [UInt8]) throws(CryptographyError) {
        guard key.count == 32 else { throw CryptographyError(.keySize, "counter mode") }
        cipher = try CipherContext()
        try cipher.begin(.aes256ECB, key: key, nonce: nil, encrypting: true)
        try cipher.disablePadding()
        unsafe keystream = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.streamByteCount, alignment: 64)
        used = Self.streamByteCount
    }

    deinit { unsafe keystream.deallocate() }

    /// Encrypts or decrypts the next bytes of the text where they are.
    package func apply(_ bytes: UnsafeMutableRawBufferPointer) throws(CryptographyError) {
        var done = 0
        while done < bytes.count {
            if used == Self.streamByteCount { try refill() }
            let count = min(bytes.count - done, Self.streamByteCount - used)
            unsafe combine(UnsafeMutableRawBufferPointer(rebasing: bytes[done..<done + count]), from: used)
            used += count
            done += count
        }
    }

    private func refill() throws(CryptographyError) {
        for block in 0..<Self.streamByteCount / 16 {
            unsafe keystream.storeBytes(of: counter.littleEndian, toByteOffset: block * 16, as: UInt64.self)
            unsafe keystream.storeBytes(of: 0, toByteOffset: block * 16 + 8, as: UInt64.self)
            counter += 1
        }
        try unsafe cipher.transform(keystream)
        used = 0
    }

    private func combine(_ text: UnsafeMutableRawBufferPointer, from start: Int) {
        typealias Lane = SIMD8<UInt64>
        let stride = MemoryLayout<Lane>.size
        var index = 0
        while index + stride <= text.count {
            let mixed =
                unsafe text.loadUnaligned(fromByteOffset: index, as: Lane.self)
                ^ keystream.loadUnaligned(fromByteOffset: start + index, as: Lane.self)
            unsafe text.storeBytes(of: mixed, toByteOffset: index, as: Lane.self)
            index += stride
        }
        while index < text.count {
            unsafe text[index] ^= keystream[start + index]
            index += 1
        }
    }
}
