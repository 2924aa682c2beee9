import Archive
import Glibc

/// Why a report could not be written.
package struct PDFError: Error, Hashable, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The table has no columns, or more than fit on a page at all.
        case columnCount
        /// A batch does not have the table's columns, or not the same number of cells in each.
        case columnTypes
        /// There is no font on this machine, or one cannot be read or embedded.
        case font
        /// The logo is no PNG that can be read.
        case logo
        /// A part of the file cannot be made: its bytes cannot be deflated, or it has more objects than the format counts.
        case part
        /// The file cannot be written: the disk is full, the folder is gone.
        case write
    }

    /// What kind of failure it is.
    package let code: Code
    /// The file, the font or the table that it is about.
    package let subject: String
    /// The words of the library or the system, in English.
    package let reason: String
    /// The system's error number, where there is one.
    package let systemCode: Int32?

    init(_ code: Code, _ subject: String, reason: String = "", systemCode: Int32? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.systemCode = systemCode
    }

    /// A system call on the file at `path` failed with `systemCode`.
    static func write(_ path: String, systemCode: Int32) -> PDFError {
        PDFError(.write, path, reason: unsafe String(cString: strerror(systemCode)), systemCode: systemCode)
    }

    init(_ cause: ArchiveError) {
        self.init(.part, cause.subject, reason: cause.reason, systemCode: cause.systemCode)
    }
}
