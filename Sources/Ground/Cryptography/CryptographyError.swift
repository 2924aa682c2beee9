/// Why a cryptographic operation could not be done.
package struct CryptographyError: Error, Hashable, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// A key is not as long as the algorithm needs.
        case keySize
        /// The sealed bytes were made with another key or context, or have been changed since.
        case authentication
        /// OpenSSL refused; see ``CryptographyError/reason``.
        case library
    }

    /// What kind of failure it is.
    package let code: Code
    /// What was being done.
    package let operation: String
    /// OpenSSL's own words, where it has any.
    package let reason: String?

    init(_ code: Code, _ operation: String, reason: String? = nil) {
        self.code = code
        self.operation = operation
        self.reason = reason
    }
}
