import Cryptography

/// The encryption of one entry after WinZip's AE-2 with AES-256: salt, password check, ciphertext, authentication code.
///
/// See "AES Encryption Information: Encryption Specification AE-1 and AE-2" by WinZip, sections III and IV.
final class EntryEncryption {
    /// The bytes that come before the ciphertext: the salt (16) and the password verification value (2).
    let header: [UInt8]
    private let cipher: LittleEndianCounterCipher
    private let code: HMACSHA1

    /// The number of bytes that encryption adds to an entry.
    static let addedByteCount = 16 + 2 + authenticationByteCount
    private static let authenticationByteCount = 10

    init(password: [UInt8]) throws(CryptographyError) {
        let salt = try RandomBytes.generate(16)
        let keys = try PasswordKey.derive(password: password, salt: salt, iterations: 1000, byteCount: 32 + 32 + 2)
        header = salt + keys[64...]
        cipher = try LittleEndianCounterCipher(key: Array(keys[..<32]))
        code = try HMACSHA1(key: Array(keys[32..<64]))
    }

    /// Encrypts the next bytes where they are.
    func apply(_ bytes: UnsafeMutableRawBufferPointer) throws(CryptographyError) {
        try unsafe cipher.apply(bytes)
        try unsafe code.update(UnsafeRawBufferPointer(bytes))
    }

    /// The bytes that come after the ciphertext.
    func finish() throws(CryptographyError) -> [UInt8] {
        Array(try code.finish().prefix(Self.authenticationByteCount))
    }
}
