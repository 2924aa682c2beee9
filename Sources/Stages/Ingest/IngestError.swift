package import Model

/// Why a file was not taken in; nothing has been applied and the file is where it was.
package struct IngestError: MessageError, Hashable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// No regular file: a folder, a symbolic link, a named pipe, a device.
        case notAFile
        /// The file was gone, or may not be read.
        case unreadable
        /// The file was written to while it was read; it is to be looked at again once it is finished.
        case stillChanging
        /// The archive or the folder of rejected rows cannot be written.
        case unwritable
        /// There is no room for what the file would become.
        case noSpace
        /// The source's module is not the one that was given.
        case definition
    }

    package let code: Code
    package let message: Message
    /// What the operating system said, for the log.
    package let cause: String?

    init(_ code: Code, _ message: Message, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    static func notAFile(_ file: String) -> IngestError {
        IngestError(.notAFile, Message(.ingestNotAFile, ["file": .text(file)]))
    }

    static func unreadable(_ file: String, _ cause: String) -> IngestError {
        IngestError(.unreadable, Message(.ingestUnreadable, ["file": .text(file), "reason": .text(cause)]), cause: cause)
    }

    static func stillChanging(_ file: String) -> IngestError {
        IngestError(.stillChanging, Message(.ingestStillChanging, ["file": .text(file)]))
    }

    static func noSpace(_ file: String, neededMiB: Int, freeMiB: Int) -> IngestError {
        IngestError(.noSpace, Message(.ingestNoSpace, ["file": .text(file), "needed": .integer(neededMiB), "free": .integer(freeMiB)]))
    }

    static func unwritable(_ path: String, _ cause: String) -> IngestError {
        IngestError(.unwritable, Message(.ingestUnwritable, ["path": .text(path), "reason": .text(cause)]), cause: cause)
    }
}

extension MessageKey {
    static let ingestNotAFile: MessageKey = "ingest.not-a-file"
    static let ingestUnreadable: MessageKey = "ingest.unreadable"
    static let ingestStillChanging: MessageKey = "ingest.still-changing"
    static let ingestNoSpace: MessageKey = "ingest.no-space"
    static let ingestUnwritable: MessageKey = "ingest.unwritable"
}
