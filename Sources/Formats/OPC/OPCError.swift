import Archive
import XML

/// Why a package could not be written.
package struct OPCError: Error, Hashable, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The XML of a part cannot be made.
        case part
        /// The file cannot be written: the disk is full, the folder is gone.
        case write
    }

    /// What kind of failure it is.
    package let code: Code
    /// The file or the part that it is about.
    package let subject: String
    /// The words of the library or the system, in English.
    package let reason: String
    /// The system's error number, where there is one.
    package let systemCode: Int32?

    init(_ cause: XMLError) {
        code = .part
        subject = ""
        reason = cause.operation
        systemCode = nil
    }

    init(_ cause: ArchiveError) {
        code = .write
        subject = cause.subject
        reason = cause.reason
        systemCode = cause.systemCode
    }
}
