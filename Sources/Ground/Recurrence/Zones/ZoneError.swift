package import Model

/// Why the rules of a time zone cannot be had.
package struct ZoneError: MessageError, Hashable {
    /// The kinds of trouble.
    package enum Code: Hashable, Sendable {
        /// No zone has this name, or the name is a path that leads elsewhere.
        case unknown
        /// The zone's file is there but cannot be read.
        case unreadable
        /// The zone's file is not TZif (RFC 8536).
        case malformed
    }

    package let code: Code
    /// The zone's name as it was asked for.
    package let name: String

    package init(_ code: Code, name: String) {
        self.code = code
        self.name = name
    }

    package var message: Message {
        let key: MessageKey =
            switch code {
            case .unknown: "recurrence.zone.unknown"
            case .unreadable: "recurrence.zone.unreadable"
            case .malformed: "recurrence.zone.malformed"
            }
        return Message(key, ["zone": .text(name)])
    }
}
