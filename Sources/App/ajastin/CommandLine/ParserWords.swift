import Foundation
import Model

/// The argument parser's own English, and the keys of the texts that stand for it.
enum ParserWords {
    /// `text`, a help screen or usage line, with the fixed words of the language of this process.
    static func help(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            if let heading = headings.first(where: { line.hasPrefix($0.english) }) {
                return Words.text(heading.key) + line.dropFirst(heading.english.count)
            }
            return String(line)
        }
        return phrases.reduce(lines.joined(separator: "\n")) { text, phrase in
            replacing(phrase, in: text)
        }
    }

    /// `message`, an error of the parser, as a sentence in the language of this process.
    static func complaint(_ message: String, expectsCommand: Bool) -> String {
        for complaint in (expectsCommand ? commandComplaints : []) + complaints {
            guard let groups = match(complaint.pattern, message) else { continue }
            let arguments = zip(complaint.arguments, groups).map { ($0, MessageArgument.text($1)) }
            return Words.text(complaint.key, Dictionary(arguments) { first, _ in first })
        }
        return Words.text("cli.usage.other", ["detail": .text(message)])
    }

    private static let headings: [(english: String, key: MessageKey)] = [
        ("OVERVIEW:", "cli.help.overview"), ("USAGE:", "cli.help.usage"), ("Usage:", "cli.help.usage.short"),
        ("ARGUMENTS:", "cli.help.arguments"), ("OPTIONS:", "cli.help.options"), ("SUBCOMMANDS:", "cli.help.subcommands"),
    ]

    private struct Phrase {
        var pattern: String
        var key: MessageKey
        var arguments: [String]
    }

    private static let phrases = [
        Phrase(pattern: "Show the version\\.", key: "cli.help.version", arguments: []),
        Phrase(pattern: "Show help information\\.", key: "cli.help.help", arguments: []),
        Phrase(pattern: "Show subcommand help information\\.", key: "cli.help.help", arguments: []),
        Phrase(pattern: "See '([^']*) <subcommand>' for detailed help\\.", key: "cli.help.more", arguments: ["command"]),
        Phrase(pattern: "See '([^']*)' for more information\\.", key: "cli.help.see", arguments: ["command"]),
        Phrase(pattern: "\\(values: ([^;()]*); default: ([^()]*)\\)", key: "cli.help.values-default", arguments: ["values", "default"]),
        Phrase(pattern: "\\(values: ([^()]*)\\)", key: "cli.help.values", arguments: ["values"]),
        Phrase(pattern: "\\(default: ([^()]*)\\)", key: "cli.help.default", arguments: ["default"]),
        Phrase(pattern: "\\[<options>\\]", key: "cli.help.options.place", arguments: []),
        Phrase(pattern: "<subcommand>", key: "cli.help.subcommand.place", arguments: []),
    ]

    private static let commandComplaints = [
        Phrase(pattern: "^Unexpected argument '(.*)'$", key: "cli.usage.unknown-command", arguments: ["command"]),
        Phrase(pattern: "^\\d+ unexpected arguments: '([^']*)'.*$", key: "cli.usage.unknown-command", arguments: ["command"]),
    ]

    private static let complaints = [
        Phrase(
            pattern: "^Unknown option '(.*)'\\. Did you mean '(.*)'\\?$", key: "cli.usage.unknown-option.near",
            arguments: ["option", "near"]),
        Phrase(pattern: "^Unknown option '(.*)'$", key: "cli.usage.unknown-option", arguments: ["option"]),
        Phrase(pattern: "^Missing value for '(.*)'$", key: "cli.usage.missing-value", arguments: ["option"]),
        Phrase(
            pattern: "^The option '(.*)' does not take any value, but '(.*)' was specified\\.$", key: "cli.usage.no-value",
            arguments: ["option", "value"]),
        Phrase(pattern: "^Unexpected argument '(.*)'$", key: "cli.usage.unexpected", arguments: ["argument"]),
        Phrase(pattern: "^\\d+ unexpected arguments: '(.*)'$", key: "cli.usage.unexpected", arguments: ["argument"]),
        Phrase(pattern: "^Missing expected argument '(.*)'$", key: "cli.usage.missing-argument", arguments: ["argument"]),
        Phrase(pattern: "^Missing required subcommand\\.$", key: "cli.usage.missing-subcommand", arguments: []),
        Phrase(
            pattern: "^The value '(.*)' is invalid for '(.*)'\\. Please provide one of (.*)\\.$", key: "cli.usage.choice",
            arguments: ["value", "option", "choices"]),
        Phrase(pattern: "^The value '(.*)' is invalid for '([^']*)'.*$", key: "cli.usage.invalid", arguments: ["value", "option"]),
        Phrase(pattern: "^Invalid option: (.*)$", key: "cli.usage.unknown-option", arguments: ["option"]),
    ]

    private static func match(_ pattern: String, _ text: String) -> [String]? {
        guard let expression = try? NSRegularExpression(pattern: pattern, options: [.dotMatchesLineSeparators]),
            let found = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
        else { return nil }
        return (1..<found.numberOfRanges).map { index in
            Range(found.range(at: index), in: text).map { plain(String(text[$0])) } ?? ""
        }
    }

    private static func replacing(_ phrase: Phrase, in text: String) -> String {
        // Long lines of help are wrapped anywhere between words.
        let pattern = phrase.pattern.replacing(" ", with: "\\s+")
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return text }
        var result = text
        for found in expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).reversed() {
            guard let range = Range(found.range, in: text) else { continue }
            let groups = (1..<found.numberOfRanges).map { Range(found.range(at: $0), in: text).map { String(text[$0]) } ?? "" }
            let arguments = zip(phrase.arguments, groups).map { ($0, MessageArgument.text(plain($1))) }
            result.replaceSubrange(range, with: Words.text(phrase.key, Dictionary(arguments) { first, _ in first }))
        }
        return result
    }

    /// The library's joining words among values.
    private static func plain(_ text: String) -> String {
        text.replacing("' or '", with: "', '").replacing("' and '", with: "', '").replacing("', '", with: ", ")
            .trimmingCharacters(in: CharacterSet(charactersIn: "'"))
            .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }
}
