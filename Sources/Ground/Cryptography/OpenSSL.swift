import CCrypto

/// The one place where return values of OpenSSL are judged.
enum OpenSSL {
    /// Throws with OpenSSL's own message unless `result` is 1, OpenSSL's word for success.
    static func check(_ result: Int32, _ operation: String) throws(CryptographyError) {
        guard result == 1 else { throw failure(operation) }
    }

    /// `pointer`, or OpenSSL's reason for having none.
    static func check(_ pointer: OpaquePointer?, _ operation: String) throws(CryptographyError) -> OpaquePointer {
        guard let pointer = unsafe pointer else { throw failure(operation) }
        return unsafe pointer
    }

    private static func failure(_ operation: String) -> CryptographyError {
        let number = ERR_get_error()
        ERR_clear_error()
        guard number != 0 else { return CryptographyError(.library, operation) }
        var text = [UInt8](repeating: 0, count: 256)
        unsafe text.withUnsafeMutableBytes { buffer in
            unsafe ERR_error_string_n(number, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        return CryptographyError(.library, operation, reason: String(decoding: text.prefix { $0 != 0 }, as: UTF8.self))
    }
}
