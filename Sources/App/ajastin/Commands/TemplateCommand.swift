import ArgumentParser
import Files
import Localization
import Model
import Render

/// `template check·fields`.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "template", "cli.template", subcommands: [CheckTemplate.self, ListTemplateFields.self])

    struct CheckTemplate: WorkingCommand {
        static let configuration = CommandConfiguration("check", "cli.template.check")

        @Argument(help: ArgumentHelp(key: "cli.template.file", value: "cli.value.file"))
        var file: String

        @Option(help: ArgumentHelp(key: "cli.template.module", value: "cli.value.name"))
        var module: String

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let module = try session.module(module)
            let template = try LetterTemplate(path: session.templatePath(file))
            let problems = template.problems(over: module, in: session.catalog)
            for problem in problems {
                let text = session.words.text(problem.message)
                Console.line("\(file): \(problem.isError ? text : Words.text("cli.warning", ["text": .text(text)]))")
            }
            guard !problems.contains(where: \.isError) else { return .usage }
            let names = Set(template.names.map { LetterName.folded($0.name) }).count
            Console.result(session.words.text("cli.template.sound", ["file": .text(file), "count": .integer(names)]))
            return .done
        }
    }

    struct ListTemplateFields: WorkingCommand {
        static let configuration = CommandConfiguration("fields", "cli.template.fields")

        @Argument(help: ArgumentHelp(key: "cli.template.file", value: "cli.value.file"))
        var file: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let words = session.words
            let template = try LetterTemplate(path: session.templatePath(file))
            Listing<LetterTemplate.Field>([
                .text("cli.column.field", "field", \.name),
                .both("cli.column.kind", "kind", text: { Words.text($0.kind) }, json: { .string(Words.text($0.kind)) }),
                .text("cli.column.region", "region") { $0.region ?? "" },
                .both(
                    "cli.column.switches", "switches", text: { $0.switches.joined(separator: " ") },
                    json: { .array($0.switches.map(JSON.string)) }),
                .text("cli.column.place", "place") { words.text($0.place) },
            ]).write(template.fields, as: output.format)
            return .done
        }
    }
}

extension Session {
    /// The path of a Word template: any file, or one below `templates/`.
    func templatePath(_ name: String) throws -> String {
        for path in [Invocation.absolute(name), folders.templates + "/" + name] where try Folder.modified(path) != nil { return path }
        throw CommandError("cli.file.not-found", ["file": .text(name)])
    }
}
