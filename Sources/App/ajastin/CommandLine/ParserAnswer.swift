import ArgumentParser
import Foundation
import Model

/// What the argument parser answers, in the language of this process.
///
/// The library words its help and errors in English only; its fixed words are exchanged here, where they leave the program.
struct ParserAnswer {
    private let text: String
    private let isHelp: Bool

    /// Nil for errors that are not the parser's.
    init?(_ error: any Error) {
        let status = Ajastin.exitCode(for: error)
        guard status == .success || status == .validationFailure else { return nil }
        isHelp = status == .success
        let full = Ajastin.fullMessage(for: error)
        text = isHelp ? ParserWords.help(full) : ParserAnswer.complaint(Ajastin.message(for: error), full: full)
    }

    /// Writes it where it belongs.
    func tell() -> ExitStatus {
        if isHelp {
            Console.result(text)
            return .done
        }
        Console.line(text)
        return .usage
    }

    /// The error in the user's words, then the usage line.
    private static func complaint(_ message: String, full: String) -> String {
        // Where a command is expected, what is unexpected was meant as one.
        let isCommand = full.contains("<subcommand>")
        var lines = ["ajastin: " + ParserWords.complaint(message, expectsCommand: isCommand)]
        if let usage = full.range(of: "Usage: ") {
            lines.append(ParserWords.help(String(full[usage.lowerBound...])))
        }
        return lines.joined(separator: "\n")
    }
}
