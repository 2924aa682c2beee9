import Cryptography
import Files
package import Model

/// The key under which a workspace's passwords are kept: 32 random bytes in `var/keys/workspace.key`, readable by their owner alone.
package struct WorkspaceKey: Sendable, CustomStringConvertible {
    private let bytes: [UInt8]

    package var description: String { "•••" }

    /// The key in `folder`, made where there is none.
    ///
    /// - Throws: ``PackagingError`` when the file cannot be read, made, or holds no key.
    package init(in folder: String) throws(PackagingError) {
        let path = folder + "/workspace.key"
        do {
            try Folder.create(folder, mode: 0o700)
            if let stored = try InputFile.contents(of: path) {
                bytes = stored
            } else {
                let made = try RandomBytes.generate(32)
                // Another process may make one at the same time: whoever is first, both read what is there then.
                let temporary = AtomicFile.temporaryName(beside: path)
                _ = try AtomicFile.write(made, to: temporary, mode: 0o600)
                _ = try AtomicFile.publish(temporary, to: path, existing: .keep)
                bytes = try InputFile.contents(of: path) ?? []
            }
        } catch {
            throw PackagingError(Message(.packagingKeyUnreadable, ["file": .text(path), "detail": .text("\(error)")]))
        }
        guard bytes.count == 32 else { throw PackagingError(Message(.packagingKeyDamaged, ["file": .text(path)])) }
    }

    /// `password`, encrypted so that only this key and this `schedule` open it.
    package func seal(_ password: Secret, for schedule: String) throws -> [UInt8] {
        try Sealing.seal(Array(password.exposed.utf8), key: bytes, context: Array("password:\(schedule)".utf8))
    }

    /// The password that ``seal(_:for:)`` encrypted.
    ///
    /// - Throws: ``PackagingError`` when it was sealed under another key or for another schedule.
    package func open(_ sealed: [UInt8], for schedule: String) throws(PackagingError) -> Secret {
        do {
            return Secret(
                String(decoding: try Sealing.open(sealed, key: bytes, context: Array("password:\(schedule)".utf8)), as: UTF8.self))
        } catch {
            throw PackagingError(Message(.packagingPasswordUnreadable, ["schedule": .text(schedule)]))
        }
    }
}

/// Why a bundle could not be made.
package struct PackagingError: MessageError, Hashable {
    package let message: Message

    package init(_ message: Message) {
        self.message = message
    }
}

extension MessageKey {
    static let packagingKeyUnreadable: MessageKey = "packaging.key-unreadable"
    static let packagingKeyDamaged: MessageKey = "packaging.key-damaged"
    static let packagingPasswordUnreadable: MessageKey = "packaging.password-unreadable"
}
