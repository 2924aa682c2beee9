package import Files
package import Model

/// Why a delivery does not get into the spool.
package struct DeliveryError: MessageError, Hashable {
    package var message: Message
    /// What the file system said, where it was that.
    package var cause: FilesError?

    /// The spool, or the bundle that is to be put there, cannot be read or written.
    static func files(_ cause: FilesError) -> DeliveryError {
        let key: MessageKey =
            switch cause.code {
            case .notFound: .notFound
            case .permissionDenied: .permissionDenied
            case .diskFull: .diskFull
            case .notAFolder: .notAFolder
            case .alreadyExists, .other: .fileFailed
            }
        var arguments: [String: MessageArgument] = ["path": .text(cause.path)]
        if key == .fileFailed { arguments["reason"] = .text(cause.reason) }
        return DeliveryError(message: Message(key, arguments), cause: cause)
    }

    /// Not an address that a mail can carry.
    static func address(_ address: String) -> DeliveryError {
        DeliveryError(message: Message(.badAddress, ["address": .text(address)]))
    }

    /// Not a name that a file of a spool entry can have.
    static func fileName(_ name: String) -> DeliveryError {
        DeliveryError(message: Message(.badFileName, ["name": .text(name)]))
    }

    /// Not an id that ``DeliveryEntry/id`` allows.
    static func id(_ id: String) -> DeliveryError {
        DeliveryError(message: Message(.badID, ["id": .text(id)]))
    }

    /// The `delivery.json` of the entry at `path` is none.
    static func record(_ path: String) -> DeliveryError {
        DeliveryError(message: Message(.badRecord, ["path": .text(path)]))
    }

    /// Runs `body` and turns what the file system refuses into an error of this target.
    static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as FilesError { throw DeliveryError.files(error) }
    }
}

extension MessageKey {
    static let notFound: MessageKey = "delivery.not-found"
    static let permissionDenied: MessageKey = "delivery.permission-denied"
    static let diskFull: MessageKey = "delivery.disk-full"
    static let notAFolder: MessageKey = "delivery.not-a-folder"
    static let fileFailed: MessageKey = "delivery.file-failed"
    static let badAddress: MessageKey = "delivery.bad-address"
    static let badFileName: MessageKey = "delivery.bad-file-name"
    static let badRecord: MessageKey = "delivery.bad-record"
    static let badID: MessageKey = "delivery.bad-id"
}
