import CCrypto

/// Bytes that nobody can guess.
package enum RandomBytes {
    /// `count` random bytes, fit for keys, salts and nonces.
    package static func generate(_ count: Int) throws(CryptographyError) -> [UInt8] {
        guard let size = Int32(exactly: count) else { throw CryptographyError(.library, "RAND_bytes") }
        var bytes = [UInt8](repeating: 0, count: count)
        try OpenSSL.check(unsafe RAND_bytes(&bytes, size), "RAND_bytes")
        return bytes
    }
}
