import CCrypto

/// Keys made from passwords.
package enum PasswordKey {
    /// `byteCount` bytes of PBKDF2 with HMAC-SHA1 (RFC 8018, section 5.2).
    package static func derive(
        password: [UInt8], salt: [UInt8], iterations: Int, byteCount: Int
    ) throws(CryptographyError) -> [UInt8] {
        guard let rounds = Int32(exactly: iterations), let size = Int32(exactly: byteCount), let length = Int32(exactly: password.count)
        else {
            throw CryptographyError(.library, "PKCS5_PBKDF2_HMAC")
        }
        var key = [UInt8](repeating: 0, count: byteCount)
        let text = password.map { CChar(bitPattern: $0) }
        try OpenSSL.check(
            unsafe PKCS5_PBKDF2_HMAC(text, length, salt, Int32(salt.count), rounds, EVP_sha1(), size, &key), "PKCS5_PBKDF2_HMAC")
        return key
    }
}
