/// Bytes that only the holder of a key can read, and that nobody can change unnoticed: AES-256-GCM (NIST SP 800-38D).
///
/// A sealed text is a random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes.
package enum Sealing {
    /// The number of bytes of a key.
    package static let keyByteCount = 32
    private static let nonceByteCount = 12
    private static let tagByteCount = 16

    /// `plaintext` sealed under `key` (32 bytes).
    ///
    /// - Parameter context: what the text belongs to, such as the name of its row. It is not stored, but ``open(_:key:context:)``
    ///   must be given the same, so that a sealed text moved elsewhere does not open.
    /// - Throws: `keySize`, or `library`.
    package static func seal(_ plaintext: [UInt8], key: [UInt8], context: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard key.count == keyByteCount else { throw CryptographyError(.keySize, "seal") }
        let nonce = try RandomBytes.generate(nonceByteCount)
        let cipher = try CipherContext()
        try cipher.begin(.aes256GCM, key: key, nonce: nonce, encrypting: true)
        try cipher.authenticate(context)
        let ciphertext = try cipher.update(plaintext)
        try cipher.finish()
        return nonce + ciphertext + (try cipher.tag(byteCount: tagByteCount))
    }

    /// What was sealed with the same `key` and `context`.
    ///
    /// - Throws: `authentication` where the key, the context or the bytes are others; `keySize`; `library`.
    package static func open(_ sealed: [UInt8], key: [UInt8], context: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard key.count == keyByteCount else { throw CryptographyError(.keySize, "open") }
        guard sealed.count >= nonceByteCount + tagByteCount else { throw CryptographyError(.authentication, "open") }
        let cipher = try CipherContext()
        try cipher.begin(.aes256GCM, key: key, nonce: Array(sealed.prefix(nonceByteCount)), encrypting: false)
        try cipher.authenticate(context)
        let plaintext = try cipher.update(Array(sealed.dropFirst(nonceByteCount).dropLast(tagByteCount)))
        try cipher.expect(tag: Array(sealed.suffix(tagByteCount)))
        do { try cipher.finish() } catch { throw CryptographyError(.authentication, "open") }
        return plaintext
    }
}
