import GRDB
package import Model

/// What the store could not do, with what a person can do about it.
package struct StoreError: MessageError, Hashable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The disk is full.
        case diskFull
        /// The file is damaged or is no Ajastin database.
        case corrupt
        /// The database was made by another version of the program.
        case version
        /// The file or its folder cannot be opened or written.
        case unavailable
        /// Another process held the database for longer than the busy limit.
        case busy
        /// A definition does not fit the records that are there.
        case definition
        /// Another worker has taken the run over.
        case leaseLost
        case other
    }

    package let code: Code
    package let message: Message

    package init(_ code: Code, _ message: Message) {
        self.code = code
        self.message = message
    }

    /// What `error`, met at the database file at `path`, means to a person; errors that are told already stay as they are.
    static func translating(_ error: any Error, path: String) -> any Error {
        guard let failure = error as? DatabaseError else { return error }
        let file: [String: MessageArgument] = ["file": .text(path)]
        switch failure.resultCode {
        case .SQLITE_FULL: return StoreError(.diskFull, Message(.storeDiskFull, file))
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return StoreError(.corrupt, Message(.storeCorrupt, file))
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return StoreError(.unavailable, Message(.storeUnavailable, file))
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError(.busy, Message(.storeBusy, file))
        case .SQLITE_IOERR: return StoreError(.unavailable, Message(.storeIO, file))
        default:
            let detail = failure.message ?? failure.resultCode.description
            return StoreError(.other, Message(.storeOther, ["file": .text(path), "detail": .text(detail)]))
        }
    }
}

extension MessageKey {
    static let storeDiskFull: MessageKey = "store.disk-full"
    static let storeCorrupt: MessageKey = "store.corrupt"
    static let storeVersion: MessageKey = "store.version"
    static let storeUnavailable: MessageKey = "store.unavailable"
    static let storeBusy: MessageKey = "store.busy"
    static let storeIO: MessageKey = "store.io"
    static let storeOther: MessageKey = "store.other"
}
