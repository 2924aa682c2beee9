import Archive

/// Why a package or one of its parts could not be read.
package struct OPCReadError: Error, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The package has no such part.
        case missingPart
        /// A part would inflate to more bytes than the caller allows.
        case partTooLarge(limit: Int)
        /// A part is no well-formed XML, is cut short, or fails the archive's check.
        case damagedPart
        /// A part can be read only with a password.
        case encrypted
        /// The bytes cannot be read where they lie.
        case io
    }

    /// What kind of failure it is.
    package let code: Code
    /// The part that it is about, such as `xl/workbook.xml`.
    package let part: String
    /// The words of a library, in English.
    package let reason: String
    /// What the source of the bytes threw.
    package let cause: (any Error)?

    package init(_ code: Code, part: String, reason: String = "", cause: (any Error)? = nil) {
        self.code = code
        self.part = part
        self.reason = reason
        self.cause = cause
    }

    init(_ error: ArchiveReadError, part: String) {
        let code: Code
        switch error.code {
        case .encrypted: code = .encrypted
        case .io: code = .io
        case .notAnArchive, .damaged, .unsupportedMethod, .tooManyBytes, .tooManyEntries: code = .damagedPart
        }
        self.init(code, part: part, reason: error.reason, cause: error.cause)
    }
}
