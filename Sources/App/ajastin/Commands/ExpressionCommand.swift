import ArgumentParser
import Expressions
import Localization
import Model
import Tabular

/// `expression check·translate 'TEXT' --module M`.
struct ExpressionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "expression", "cli.expression", subcommands: [CheckExpression.self, TranslateExpression.self])

    struct CheckExpression: WorkingCommand {
        static let configuration = CommandConfiguration("check", "cli.expression.check")

        @OptionGroup var written: WrittenExpression

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let today = session.calendar.day(at: session.clock.now())
            return try written.read(session) { expression in
                switch output.format {
                case .json: Console.result(json(expression, session, today).text)
                case .table:
                    Console.result(session.words.text("cli.expression.valid", ["type": .message(Message(expression.type.nameKey))]))
                    for line in ExpressionListing.periods(of: expression, session, today: today) { Console.result(line) }
                }
            }
        }

        private func json(_ expression: CheckedExpression, _ session: Session, _ today: Day) -> JSON {
            let periods = expression.periods(today: today, in: .en).map { period in
                JSON.object([
                    ("text", .string(period.text)), ("first", .string(period.days.lowerBound.iso)),
                    ("last", .string(period.days.upperBound.iso)),
                ])
            }
            return .object([
                ("type", .string(expression.type.name)),
                ("languages", .array(expression.languages.map(\.rawValue).sorted().map { .string($0) })),
                ("canonical", .string(expression.canonical)), ("fields", .array(expression.fields.sorted().map { .string($0) })),
                ("segments", .array(expression.segments.sorted().map { .string($0) })), ("periods", .array(periods)),
            ])
        }
    }

    struct TranslateExpression: WorkingCommand {
        static let configuration = CommandConfiguration("translate", "cli.expression.translate")

        @OptionGroup var written: WrittenExpression

        @Option(help: ArgumentHelp(key: "cli.expression.to", value: "cli.value.language"))
        var to: Language?

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            return try written.read(session) { expression in
                // What reads the same in both is the reader's own.
                let own = expression.languages.count == 1 ? expression.languages.first : session.words.language
                Console.result(expression.text(in: to ?? (own == .en ? .fi : .en)))
            }
        }
    }
}

/// An expression on the command line.
struct WrittenExpression: ParsableArguments {
    @Argument(help: ArgumentHelp(key: "cli.expression.text", value: "cli.value.expression"))
    var text: String

    @Option(help: ArgumentHelp(key: "cli.expression.module", value: "cli.value.name"))
    var module: String

    @Option(name: .customLong("in"), help: ArgumentHelp(key: "cli.expression.in", value: "cli.value.language"))
    var writtenIn: Language?

    /// Hands the expression to `body`, or points at what is wrong with it.
    func read(_ session: Session, _ body: (CheckedExpression) throws -> Void) throws -> ExitStatus {
        let module = try session.module(module)
        let names = ExpressionNames(session.catalog)
        let expression: CheckedExpression
        do throws(ExpressionError) {
            expression =
                if let writtenIn {
                    try CheckedExpression.check(text, in: writtenIn, module: module.name, names: names)
                } else {
                    try CheckedExpression.read(text, module: module.name, names: names)
                }
        } catch {
            for error in error.all { ExpressionPointer.tell(error, in: text) }
            return .usage
        }
        try body(expression)
        return .done
    }
}

extension Language: ExpressibleByArgument {}

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
