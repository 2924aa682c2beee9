/// Why an archive, an entry or a compressed file could not be read.
package struct ArchiveReadError: Error, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The bytes are not of this kind of file.
        case notAnArchive
        /// The file is cut short, or a check fails.
        case damaged
        /// The entry can be read only with a password.
        case encrypted
        /// A method of compression or encryption that is not known here.
        case unsupportedMethod
        /// An entry holds more bytes than the archive says.
        case tooManyBytes
        /// The archive has more entries than the caller allows.
        case tooManyEntries
        /// The bytes cannot be read where they lie; ``ArchiveReadError/cause`` says why.
        case io
    }

    /// What kind of failure it is.
    package let code: Code
    /// The entry's name; empty where it is about the whole.
    package let subject: String
    /// The words of the library, in English.
    package let reason: String
    /// What the ``ByteSource`` threw.
    package let cause: (any Error)?

    init(_ code: Code, _ subject: String = "", reason: String = "", cause: (any Error)? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.cause = cause
    }
}
