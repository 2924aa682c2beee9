import ArgumentParser
import Localization
import Model

/// `tools list·show`.
struct ToolsCommand: ParsableCommand {
    static let configuration = CommandConfiguration("tools", "cli.tools", subcommands: [ListTools.self, ShowTool.self])

    struct ListTools: WorkingCommand {
        static let configuration = CommandConfiguration("list", "cli.tools.list")

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            ToolListing.of(session).write(ToolListing.rows(session), as: output.format)
            return .done
        }
    }

    struct ShowTool: WorkingCommand {
        static let configuration = CommandConfiguration("show", "cli.tools.show")

        @Argument(help: ArgumentHelp(key: "cli.tools.name", value: "cli.value.name"))
        var name: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let rows = ToolListing.rows(session)
            guard let row = rows.first(where: { $0.name == name }) else {
                throw CommandError("cli.unknown.tool", ["name": .text(name), "known": .list(rows.map { .text($0.name) })])
            }
            ToolListing.details(session).writeDetails(row, as: output.format)
            guard output.format == .table, !row.options.isEmpty else { return .done }
            Console.result("")
            ToolListing.options.write(row.options, as: .table)
            return .done
        }
    }
}

/// What is listed of module tools.
enum ToolListing {
    /// A tool that the program brings along, or one of the workspace's own.
    struct Row {
        var name: String
        var label: String
        var about: String
        var own: ToolDefinition?
        var options: [Option]
    }

    /// One of its options, with what it is for where that is known.
    struct Option {
        var option: ToolOption
        var about: String
    }

    /// The built-in tools first.
    static func rows(_ session: Session) -> [Row] {
        let language = session.words.language
        let builtIn = BuiltInTool.allCases.map { tool in
            Row(
                name: tool.rawValue, label: Words.text(tool.nameKey), about: Words.text(tool.descriptionKey),
                options: tool.options.map { Option(option: $0, about: Words.text(tool.optionKey($0.name))) })
        }
        let own = session.catalog.tools.values.sorted { $0.name < $1.name }.map { tool in
            Row(
                name: tool.name, label: tool.label.text(in: language), about: tool.about?.text(in: language) ?? "", own: tool,
                options: tool.options.map { Option(option: $0, about: "") })
        }
        return builtIn + own
    }

    static func of(_ session: Session) -> Listing<Row> { Listing(base + [.hidden("options") { .array($0.options.map(options.json)) }]) }

    /// The same with what only tools of the workspace's own have.
    static func details(_ session: Session) -> Listing<Row> {
        func list(_ heading: MessageKey, _ key: String, _ values: @escaping (ToolDefinition) -> [String]) -> Listing<Row>.Column {
            .both(
                heading, key, text: { $0.own.map(values)?.joined(separator: ", ") ?? "" },
                json: { $0.own.map { .array(values($0).map { .string($0) }) } ?? .null })
        }
        return Listing(
            base + [
                .both(
                    "cli.column.program", "program", text: { $0.own.map { "tools/" + $0.program } ?? "" },
                    json: { JSON($0.own.map { "tools/" + $0.program }) }),
                list("cli.column.arguments", "arguments", \.arguments),
                list("cli.column.inputs", "inputs", \.inputs),
                list("cli.column.outputs", "outputs", \.outputs),
                .both(
                    "cli.column.time-limit", "time-limit",
                    text: { $0.own.map { Words.text("cli.tools.seconds", ["count": .integer($0.timeLimit)]) } ?? "" },
                    json: { JSON($0.own?.timeLimit) }),
                .both(
                    "cli.column.memory-limit", "memory-limit",
                    text: { $0.own.map { Words.text("cli.tools.mebibytes", ["count": .integer($0.memoryLimit >> 20)]) } ?? "" },
                    json: { JSON($0.own?.memoryLimit) }),
                .hidden("options") { .array($0.options.map(options.json)) },
            ])
    }

    private static var base: [Listing<Row>.Column] {
        [
            .text("cli.column.name", "name", \.name),
            .text("cli.column.label", "label", \.label),
            .both(
                "cli.column.kind", "kind", text: { Words.text($0.own == nil ? "cli.tools.built-in" : "cli.tools.own") },
                json: { .string($0.own == nil ? "built-in" : "own") }),
            .both("cli.column.module", "module", text: { $0.own?.module ?? "" }, json: { JSON($0.own?.module) }),
            .text("cli.column.description", "description", \.about),
        ]
    }

    static var options: Listing<Option> {
        Listing([
            .text("cli.column.option", "name", \.option.name),
            .text("cli.column.type", "type", \.option.kindName),
            .both(
                "cli.column.required", "required", text: { Words.text($0.option.isRequired ? "localization.yes" : "localization.no") },
                json: { .boolean($0.option.isRequired) }),
            .both("cli.column.default", "default", text: { $0.option.standard?.text ?? "" }, json: { $0.option.standard?.json ?? .null }),
            .both(
                "cli.column.choices", "choices", text: { $0.option.choices.joined(separator: ", ") },
                json: { $0.option.choices.isEmpty ? .null : .array($0.option.choices.map { .string($0) }) }),
            .text("cli.column.description", "description", \.about),
        ])
    }
}

extension ToolOption {
    fileprivate var choices: [String] {
        switch kind {
        case .choice(let choices): choices
        case .field(let types, _), .fields(let types, _): types.map(\.rawValue)
        default: []
        }
    }
}

extension ToolValue {
    fileprivate var text: String {
        switch self {
        case .text(let text), .decimal(let text): text
        case .integer(let integer): String(integer)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .list(let texts): texts.joined(separator: ", ")
        case .lists(let lists): lists.map { $0.joined(separator: " + ") }.joined(separator: ", ")
        }
    }

    fileprivate var json: JSON {
        switch self {
        case .text(let text), .decimal(let text): .string(text)
        case .integer(let integer): .integer(Int(integer))
        case .boolean(let boolean): .boolean(boolean)
        case .list(let texts): .array(texts.map { .string($0) })
        case .lists(let lists): .array(lists.map { .array($0.map { .string($0) }) })
        }
    }
}
