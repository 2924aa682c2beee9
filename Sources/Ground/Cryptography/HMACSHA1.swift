import CCrypto

/// HMAC with SHA-1 (RFC 2104) over bytes that arrive in pieces, as WinZip's AE-2 wants it.
@safe package final class HMACSHA1 {
    private let context: OpaquePointer

    /// The number of bytes of a code.
    package static let byteCount = 20

    /// A code under `key` that has seen nothing.
    package init(key: [UInt8]) throws(CryptographyError) {
        unsafe context = try OpenSSL.check(unsafe EVP_MD_CTX_new(), "EVP_MD_CTX_new")
        let secret = try unsafe OpenSSL.check(
            unsafe EVP_PKEY_new_raw_private_key_ex(nil, "HMAC", nil, key, key.count), "EVP_PKEY_new_raw_private_key_ex")
        defer { unsafe EVP_PKEY_free(secret) }
        try OpenSSL.check(unsafe EVP_DigestSignInit(context, nil, EVP_sha1(), nil, secret), "EVP_DigestSignInit")
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    package func update(_ bytes: UnsafeRawBufferPointer) throws(CryptographyError) {
        try OpenSSL.check(unsafe EVP_DigestSignUpdate(context, bytes.baseAddress, bytes.count), "EVP_DigestSignUpdate")
    }

    /// The code of all bytes taken, 20 bytes long; to be called once, at the end.
    package func finish() throws(CryptographyError) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Self.byteCount)
        var length = code.count
        try OpenSSL.check(unsafe EVP_DigestSignFinal(context, &code, &length), "EVP_DigestSignFinal")
        return code
    }
}
