import Files
package import Model

/// Why a run could not go on.
package struct PipelineError: MessageError, Hashable {
    package let message: Message

    package init(_ message: Message) {
        self.message = message
    }

    /// What `error` means to a person.
    package static func reason(of error: any Error) -> Message {
        switch error {
        case let error as any MessageError: error.message
        case let error as FilesError: message(of: error)
        default: Message(.runUnexpected, ["detail": .text("\(error)")])
        }
    }

    private static func message(of error: FilesError) -> Message {
        let arguments: [String: MessageArgument] = ["file": .text(error.path), "detail": .text(error.reason)]
        return switch error.code {
        case .diskFull: Message(.fileDiskFull, arguments)
        case .permissionDenied: Message(.fileNotPermitted, arguments)
        case .notFound: Message(.fileNotFound, arguments)
        default: Message(.fileOther, arguments)
        }
    }
}

extension MessageKey {
    static let runUnexpected: MessageKey = "run.unexpected"
    static let fileDiskFull: MessageKey = "file.disk-full"
    static let fileNotPermitted: MessageKey = "file.not-permitted"
    static let fileNotFound: MessageKey = "file.not-found"
    static let fileOther: MessageKey = "file.other"
}
