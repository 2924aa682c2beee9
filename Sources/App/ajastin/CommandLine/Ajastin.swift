import ArgumentParser
import Model

/// `ajastin` itself: the commands, in the order of the help.
struct Ajastin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ajastin", abstract: Words.text("cli.ajastin"), discussion: Words.text("cli.ajastin.discussion"), version: "0.1.0",
        subcommands: [
            InitCommand.self, ApplyCommand.self, ExportCommand.self, CheckCommand.self, ServeCommand.self, OnceCommand.self,
            IngestCommand.self, DropsCommand.self, SegmentCommand.self, ToolsCommand.self, ScheduleCommand.self, TimingCommand.self,
            ExpressionCommand.self, RunsCommand.self, TemplateCommand.self, ActivitiesCommand.self, DeliveriesCommand.self,
            PasswordCommand.self,
            StatusCommand.self,
        ])

    // Both are taken out of the arguments by ``Invocation``, wherever they stand; here they are for the help and for wrong values.
    @Option(help: ArgumentHelp(key: "cli.option.workspace", value: "cli.value.folder"))
    var workspace: String?

    @Option(help: ArgumentHelp(key: "cli.option.language", value: "cli.value.language"))
    var language: LanguageArgument?
}

/// A language on the command line.
enum LanguageArgument: String, ExpressibleByArgument, CaseIterable {
    case fi, en
}
