import CCrypto

/// SHA-256 over bytes that arrive in pieces.
///
/// Its functions do not throw: OpenSSL refuses them only when no memory is left, where Swift itself stops.
@safe package struct SHA256Hasher: ~Copyable {
    private let context: OpaquePointer

    /// The number of bytes of a hash.
    package static let byteCount = 32

    /// A hasher that has seen nothing.
    package init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }  // safe: no data decides it
        unsafe self.context = unsafe context
        let started = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(started == 1)
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let updated = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(updated == 1)
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// The hash of all bytes taken, 32 bytes long.
    package consuming func finalize() -> [UInt8] {
        let context = unsafe self.context
        return unsafe [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            let finished = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(finished == 1)
            count = Self.byteCount
        }
    }

    /// The hash of `bytes`, 32 bytes long.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hasher = SHA256Hasher()
        hasher.update(bytes)
        return hasher.finalize()
    }
}
