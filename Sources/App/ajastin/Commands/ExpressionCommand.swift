import ArgumentParser
import Expressions
import Localization
import Model

/// `expression check·translate 'TEXT' --module M`.
struct ExpressionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "expression", "cli.expression", subcommands: [CheckExpression.self, TranslateExpression.self])

    struct CheckExpression: WorkingCommand {
        static let configuration = CommandConfiguration("check", "cli.expression.check")

        @Argument(help: ArgumentHelp(key: "cli.expression.text", value: "cli.value.expression"))
        var text: String

        @Option(help: ArgumentHelp(key: "cli.expression.module", value: "cli.value.name"))
        var module: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let module = try session.module(module)
            do {
                let expression = try CheckedExpression.check(text, module: module.name, modules: session.catalog.modules)
                let fields = expression.fields.sorted()
                switch output.format {
                case .json:
                    let members: [(key: String, value: JSON)] = [
                        ("type", .string(expression.type.name)), ("fields", .array(fields.map { .string($0) })),
                    ]
                    Console.result(JSON.object(members).text)
                case .table:
                    Console.result(session.words.text("cli.expression.valid", ["type": .message(Message(expression.type.nameKey))]))
                }
                return .done
            } catch {
                for error in error.all { ExpressionPointer.tell(error, in: text) }
                return .usage
            }
        }
    }

    struct TranslateExpression: WorkingCommand {
        static let configuration = CommandConfiguration("translate", "cli.expression.translate")

        @Argument(help: ArgumentHelp(key: "cli.expression.text", value: "cli.value.expression"))
        var text: String

        @Option(help: ArgumentHelp(key: "cli.expression.module", value: "cli.value.name"))
        var module: String

        func perform() throws -> ExitStatus { throw CommandError("cli.expression.translate.none") }
    }
}

/// An expression's error with the place in it pointed at.
enum ExpressionPointer {
    static func tell(_ error: ExpressionError, in text: String) {
        Console.line(Words.text("cli.expression.error", ["column": .integer(error.column), "text": .message(error.message)]))
        guard !text.contains(where: \.isNewline) else { return }
        let before = String(text.unicodeScalars.prefix(error.column - 1))
        let meant = String(text.unicodeScalars.dropFirst(error.column - 1).prefix(max(error.length, 1)))
        Console.line("    " + text)
        let blanks = String(repeating: " ", count: 4 + DisplayWidth.of(before))
        Console.line(blanks + String(repeating: "^", count: max(1, DisplayWidth.of(meant))))
    }
}
