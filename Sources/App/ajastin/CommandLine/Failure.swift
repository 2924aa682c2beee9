import ArgumentParser
import Files
import Localization
import Model
import Store

/// Tells a person why a command did not do what it was asked.
enum Failure {
    /// Writes what `error` means to standard error, or the help that was asked for to standard output.
    static func tell(_ error: any Error) -> ExitStatus {
        switch error {
        case let status as ExitStatus: return status
        case let problems as DefinitionProblems:
            problems.tell()
            return .usage
        case let usage as UsageError:
            Console.message(usage.message)
            return .usage
        case let error as any MessageError: Console.message(error.message)
        case let error as FilesError: Console.message(message(of: error))
        default:
            if let answer = ParserAnswer(error) { return answer.tell() }
            Console.message(Message("cli.unexpected", ["detail": .text("\(type(of: error))")]))
        }
        return .failed
    }

    private static func message(of error: FilesError) -> Message {
        let arguments: [String: MessageArgument] = ["file": .text(error.path), "detail": .text(error.reason)]
        switch error.code {
        case .diskFull: return Message("cli.file.disk-full", arguments)
        case .permissionDenied: return Message("cli.file.not-permitted", arguments)
        case .notFound: return Message("cli.file.not-found", arguments)
        case .notAFolder: return Message("cli.file.not-a-folder", arguments)
        case .alreadyExists: return Message("cli.file.exists", arguments)
        case .other: return Message("cli.file.other", arguments)
        }
    }
}

/// Something that was asked for and cannot be done.
struct CommandError: MessageError {
    let message: Message

    init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) {
        message = Message(key, arguments)
    }
}

/// Arguments that parse but make no sense.
struct UsageError: MessageError {
    let message: Message

    init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) {
        message = Message(key, arguments)
    }
}
