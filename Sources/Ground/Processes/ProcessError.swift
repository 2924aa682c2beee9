internal import Glibc
package import Model

/// Why a program could not be run.
package struct ProcessError: MessageError, Hashable {
    /// The program's path, or what was wanted of the system.
    package let subject: String
    /// The system's error number (errno).
    package let number: Int32

    package var message: Message {
        let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "errno \(number)"
        return Message(.processFailed, ["program": .text(subject), "detail": .text(reason)])
    }
}

extension MessageKey {
    static let processFailed: MessageKey = "process.failed"
}
