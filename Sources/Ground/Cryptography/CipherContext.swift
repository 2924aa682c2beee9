import CCrypto

/// A cipher of OpenSSL at work.
@safe final class CipherContext {
    /// The ciphers in use here.
    enum Algorithm {
        case aes256GCM
        case aes256ECB
    }

    private let context: OpaquePointer

    init() throws(CryptographyError) {
        unsafe context = try OpenSSL.check(unsafe EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Chooses the cipher and its key; the nonce of GCM is 12 bytes, OpenSSL's default.
    func begin(_ algorithm: Algorithm, key: [UInt8], nonce: [UInt8]?, encrypting: Bool) throws(CryptographyError) {
        let cipher =
            switch algorithm {
            case .aes256GCM: unsafe EVP_aes_256_gcm()
            case .aes256ECB: unsafe EVP_aes_256_ecb()
            }
        try OpenSSL.check(unsafe EVP_CipherInit_ex(context, cipher, nil, key, nonce, encrypting ? 1 : 0), "EVP_CipherInit_ex")
    }

    /// Leaves the input's length as it is: it must be a whole number of blocks.
    func disablePadding() throws(CryptographyError) {
        try OpenSSL.check(unsafe EVP_CIPHER_CTX_set_padding(context, 0), "EVP_CIPHER_CTX_set_padding")
    }

    /// Authenticates bytes that are not part of the text (GCM).
    func authenticate(_ bytes: [UInt8]) throws(CryptographyError) {
        guard !bytes.isEmpty else { return }
        var length: Int32 = 0
        try OpenSSL.check(unsafe EVP_CipherUpdate(context, nil, &length, bytes, Int32(bytes.count)), "EVP_CipherUpdate")
    }

    /// The next part of the text, encrypted or decrypted.
    func update(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard let size = Int32(exactly: bytes.count) else { throw CryptographyError(.library, "EVP_CipherUpdate") }
        var output = [UInt8](repeating: 0, count: bytes.count)
        var length: Int32 = 0
        guard size > 0 else { return output }
        try OpenSSL.check(unsafe EVP_CipherUpdate(context, &output, &length, bytes, size), "EVP_CipherUpdate")
        return output
    }

    /// Encrypts or decrypts whole blocks where they are.
    func transform(_ buffer: UnsafeMutableRawBufferPointer) throws(CryptographyError) {
        let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        var length: Int32 = 0
        try OpenSSL.check(unsafe EVP_CipherUpdate(context, start, &length, start, Int32(buffer.count)), "EVP_CipherUpdate")
    }

    /// Ends the text; when decrypting with GCM, checks the tag.
    func finish() throws(CryptographyError) {
        var rest = [UInt8](repeating: 0, count: 16)
        var length: Int32 = 0
        try OpenSSL.check(unsafe EVP_CipherFinal_ex(context, &rest, &length), "EVP_CipherFinal_ex")
    }

    /// The tag of what was encrypted (GCM).
    func tag(byteCount: Int) throws(CryptographyError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: byteCount)
        let result = unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(byteCount), &tag)
        try OpenSSL.check(result, "EVP_CTRL_AEAD_GET_TAG")
        return tag
    }

    /// The tag that ``finish()`` must find (GCM).
    func expect(tag: [UInt8]) throws(CryptographyError) {
        var tag = tag
        let result = unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag)
        try OpenSSL.check(result, "EVP_CTRL_AEAD_SET_TAG")
    }
}
