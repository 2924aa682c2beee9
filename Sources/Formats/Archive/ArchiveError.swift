/// Why an archive could not be written.
package struct ArchiveError: Error, Hashable, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The archive cannot be made at its path.
        case create
        /// An entry cannot be added: its name is taken or not a name.
        case entry
        /// An entry's file cannot be read.
        case read
        /// The archive cannot be written: the disk is full, the folder is gone.
        case write
        /// Data cannot be deflated.
        case compression
        /// Data cannot be encrypted.
        case encryption
    }

    /// What kind of failure it is.
    package let code: Code
    /// The file, or the entry's name, that it is about.
    package let subject: String
    /// The words of the library or the system, in English.
    package let reason: String
    /// The system's error number, where there is one.
    package let systemCode: Int32?

    init(_ code: Code, _ subject: String, reason: String, systemCode: Int32? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.systemCode = systemCode
    }
}
