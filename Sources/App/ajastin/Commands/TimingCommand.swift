import ArgumentParser
import Definitions
import Files
import Localization
import Model
import Recurrence
import Tabular

/// `timing next·describe FILE`; no workspace is needed.
struct TimingCommand: ParsableCommand {
    static let configuration = CommandConfiguration("timing", "cli.timing", subcommands: [NextInstants.self, DescribeTiming.self])

    struct NextInstants: WorkingCommand {
        static let configuration = CommandConfiguration("next", "cli.timing.next")

        @Argument(help: ArgumentHelp(key: "cli.timing.file", value: "cli.value.file"))
        var file: String

        @Option(help: ArgumentHelp(key: "cli.timing.after", value: "cli.value.instant"))
        var after: InstantArgument?

        @Option(help: ArgumentHelp(key: "cli.option.count", value: "cli.value.number"))
        var count = 12

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            guard count > 0 else { throw UsageError("cli.usage.positive", ["option": "--count"]) }
            let moment = after?.instant ?? SystemClock().now()
            let (requests, zone) = try TimingFile.read(file, today: LocalCalendar.utc.day(at: moment))
            let answers = try requests.requests.map { request in
                let after = request.after ?? moment
                let calendar = try Zones.calendar(request.timing.timeZone ?? zone)
                let rules = try Zones.database.rules(for: calendar.zone)
                let occurrences = try Occurrences(request.timing, created: calendar.day(at: after), zone: rules)
                return (calendar, occurrences.next(after: after, count: request.count ?? count))
            }
            switch output.format {
            case .json:
                let lists = answers.map { calendar, instants in JSON.array(instants.map { JSON($0, in: calendar) }) }
                Console.result((requests.isList ? JSON.array(lists) : lists.first ?? .array([])).text)
            case .table:
                for (index, answer) in answers.enumerated() {
                    if index > 0 { Console.result("") }
                    InstantLines.write(answer.1, in: answer.0)
                }
            }
            return .done
        }
    }

    struct DescribeTiming: WorkingCommand {
        static let configuration = CommandConfiguration("describe", "cli.timing.describe")

        @Argument(help: ArgumentHelp(key: "cli.timing.file", value: "cli.value.file"))
        var file: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let (requests, zone) = try TimingFile.read(file, today: SystemClock().utcDay)
            let rows = try requests.requests.map { request in
                let description = TimingDescription(request.timing, workspaceZone: zone).message
                let rules = try Zones.database.rules(for: request.timing.timeZone ?? zone)
                return Description(
                    texts: Language.allCases.map { ($0, Localizer(language: $0, offset: rules.offset(at:)).text(description)) },
                    rrule: RRuleText.text(of: request.timing, zone: rules))
            }
            switch output.format {
            case .json: Console.result((requests.isList ? JSON.array(rows.map(\.json)) : rows.first?.json ?? .null).text)
            case .table:
                for (index, row) in rows.enumerated() {
                    if index > 0 { Console.result("") }
                    for (language, text) in row.texts { Console.result("\(language.rawValue)     \(text)") }
                    if let rrule = row.rrule { Console.result("rrule  \(rrule)") }
                }
            }
            return .done
        }
    }

    private struct Description {
        var texts: [(Language, String)]
        var rrule: String?

        var json: JSON {
            .object(texts.map { ($0.rawValue, .string($1)) } + [("rrule", JSON(rrule))])
        }
    }
}

/// A file of timings that stands alone.
private enum TimingFile {
    /// The timings in the file at `path`, and the zone of those that name none.
    static func read(_ path: String, today: Day) throws -> (TimingRequests, zone: String) {
        guard let bytes = try InputFile.contents(of: Invocation.absolute(path)) else {
            throw CommandError("cli.file.not-found", ["file": .text(path)])
        }
        let requests = TimingRequests(
            String(decoding: bytes, as: UTF8.self), file: path, context: DefinitionContext(zones: Zones.database, today: today))
        guard !requests.hasErrors else { throw DefinitionProblems(diagnostics: requests.diagnostics) }
        DefinitionProblems(diagnostics: requests.diagnostics).tell()
        return (requests, try zone())
    }

    /// The zone of the workspace, if there is one; otherwise that of `ajastin.yaml` without a word about it.
    private static func zone() throws -> String {
        guard let root = Invocation.current.workspace, let text = try DefinitionFolder(root: root).text(of: "ajastin.yaml") else {
            return WorkspaceSettings().timeZone
        }
        let context = DefinitionContext(zones: Zones.database, today: SystemClock().utcDay)
        return DefinitionLoader.load([DefinitionFile(path: "ajastin.yaml", text: text)], context: context).catalog.settings.timeZone
    }
}
