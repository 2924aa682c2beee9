import Definitions
import Localization
import Model
import Tabular

/// Asks a person at a terminal for a schedule, one thing at a time.
struct ScheduleDialogue {
    let session: Session

    /// The person has had enough: the end of the input.
    private var stopped: CommandError { CommandError("cli.dialogue.stopped") }

    private static let occurrences: [(name: String, key: MessageKey)] = [
        ("daily", "cli.dialogue.occurs.daily"), ("weekly", "cli.dialogue.occurs.weekly"), ("monthly", "cli.dialogue.occurs.monthly"),
        ("hourly", "cli.dialogue.occurs.hourly"),
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The name of a new schedule.
    func name(_ given: String?) throws -> String {
        if let given { return given }
        return try ask("cli.dialogue.name") { DefinitionPaths.isName($0) && session.catalog.schedules[$0] == nil ? $0 : nil }
    }

    /// The answers, as options; those for a schedule that is there are empty where nothing is to change.
    func options(from given: ScheduleOptions, editing schedule: ScheduleDefinition? = nil) throws -> ScheduleOptions {
        var options = given
        let isNew = schedule == nil
        options.label = try text("cli.dialogue.label", current: schedule?.label.text(in: session.words.language))
        options.owner = try optional("cli.dialogue.owner", current: schedule?.owner)
        if try isNew || confirm("cli.dialogue.timing.change") { try askTiming(&options) }
        if isNew {
            options.segment = [try segment()]
        }
        while try confirm("cli.dialogue.task") { options.task.append(try task()) }
        return options
    }

    // MARK: Timing

    private func askTiming(_ options: inout ScheduleOptions) throws {
        let choices = Self.occurrences.map { Words.text($0.key) }
        let index = try choose("cli.dialogue.occurs", choices + [Words.text("cli.dialogue.occurs.never")])
        guard index < Self.occurrences.count else { return }
        options.occurs = Self.occurrences[index].name
        switch Self.occurrences[index].name {
        case "hourly":
            options.every = try ask("cli.dialogue.hours") { Int($0).flatMap { (1...24).contains($0) ? $0 : nil } }
            return
        case "weekly":
            let names = (1...7).map { Words.text(MessageKey(rawValue: "weekday.\($0)")) }
            let list = names.joined(separator: ", ")
            options.on = try ask("cli.dialogue.weekdays", ["days": .text(list)]) { answer in
                let days = answer.split { $0 == "," || $0 == " " }.map { day in names.firstIndex { $0 == day.lowercased() } }
                let found = days.compactMap(\.self)
                return found.isEmpty || found.count < days.count ? nil : found.map { Self.weekdays[$0] }
            }
        case "monthly":
            options.day = try ask("cli.dialogue.day") { answer in
                if answer == Words.text("cli.dialogue.day.last") || answer == "last" { return ["last"] }
                return Int(answer).flatMap { (1...31).contains($0) ? [String($0)] : nil }
            }
        default: break
        }
        options.at = [try ask("cli.dialogue.at") { LocalTime($0.replacing(".", with: ":"))?.text }]
    }

    // MARK: Tasks

    private func segment() throws -> String {
        let segments = session.catalog.segments.values.sorted { $0.name < $1.name }
        guard !segments.isEmpty else { throw CommandError("cli.dialogue.no-segments") }
        return segments[try choose("cli.dialogue.segment", segments.map { $0.label.text(in: session.words.language) })].name
    }

    private func task() throws -> String {
        let kinds: [TaskKind] = [.deliverList, .runFormulas, .createActivities, .bulkEdit, .runTool, .refreshSegment]
        let kind = kinds[try choose("cli.dialogue.task.kind", kinds.map { Words.text($0.nameKey) })]
        let segment = try segment()
        var members: [DefinitionValue.Member] = [.init("segment", .text(segment))]
        let module = session.catalog.segments[segment].flatMap { session.catalog.modules[$0.module] }
        let fields = module?.fields.map(\.key) ?? []
        switch kind {
        case .refreshSegment: break
        case .deliverList:
            members.append(.init("columns", .texts(try names("cli.dialogue.columns", among: fields))))
            members.append(.init("format", .texts(try names("cli.dialogue.format", among: ListFormat.allCases.map(\.rawValue)))))
            members.append(.init("to", .texts(try ask("cli.dialogue.to") { list($0).isEmpty ? nil : list($0) })))
        case .runFormulas:
            let formulas = session.catalog.formulas.values.filter { $0.module == module?.name }.map(\.name).sorted()
            members.append(.init("formulas", .texts(try names("cli.dialogue.formulas", among: formulas))))
        case .createActivities:
            members.append(.init("title", .scalar(try ask("cli.dialogue.title") { $0.isEmpty ? nil : $0 }, isQuoted: true)))
            members.append(.init("assignee", .text(try ask("cli.dialogue.assignee") { $0.contains("@") ? $0 : nil })))
            members.append(.init("due", .text(try ask("cli.dialogue.due") { Int($0).map { "\(max(0, $0))" } })))
        case .runTool:
            let tools = ToolListing.rows(session).filter { $0.own?.module == nil || $0.own?.module == module?.name }
            let tool = tools[try choose("cli.dialogue.tool", tools.map(\.label))]
            members.append(.init("tool", .text(tool.name)))
            let options = try tool.options.compactMap { try option($0.option, among: fields) }
            if !options.isEmpty { members.append(.init("options", .map(options))) }
        case .bulkEdit:
            let field = try names("cli.dialogue.field", among: fields)[0]
            let value: String = try ask("cli.dialogue.value") { $0 }
            let set = DefinitionValue.map([.init(field, value.isEmpty ? .scalar("null", isQuoted: false) : .text(value))])
            members.append(.init("set", value.isEmpty ? .map([.init(field, .map([.init("clear", .text("true"))]))]) : set))
        }
        return "\(kind.rawValue): \(DefinitionValue.map(members).flow)"
    }

    /// What a tool is told; nil where an option may be left out, and is.
    private func option(_ option: ToolOption, among fields: [String]) throws -> DefinitionValue.Member? {
        let arguments: [String: MessageArgument] = ["name": .text(option.name)]
        switch option.kind {
        case .match:
            // All of the fields together: lists of several are for those who edit the file.
            return .init(option.name, .list([.texts(try names("cli.dialogue.tool.match", among: fields))]))
        case .fields where option.isRequired, .field where option.isRequired:
            let chosen = try names("cli.dialogue.tool.fields", among: fields)
            if case .field = option.kind { return .init(option.name, .text(chosen[0])) }
            return .init(option.name, .texts(chosen))
        case _ where option.isRequired:
            return .init(option.name, .text(try ask("cli.dialogue.tool.option", arguments) { $0.isEmpty ? nil : $0 }))
        default: return nil
        }
    }

    // MARK: Questions

    /// Asks until `reading` understands the answer.
    private func ask<Answer>(
        _ key: MessageKey, _ arguments: [String: MessageArgument] = [:], reading: (String) -> Answer?
    ) throws -> Answer {
        while true {
            guard let line = Console.ask(Words.text(key, arguments)) else { throw stopped }
            let answer = line.split(separator: " ").joined(separator: " ")
            if let read = reading(answer) { return read }
            Console.line(Words.text("cli.dialogue.again"))
        }
    }

    /// A text; an empty answer keeps the current one, told by nil.
    private func text(_ key: MessageKey, current: String?) throws -> String? {
        guard let current else { return try ask(key) { $0.isEmpty ? nil : $0 } }
        let answer: String = try ask("cli.dialogue.keep", ["question": .text(Words.text(key)), "current": .text(current)]) { $0 }
        return answer.isEmpty ? nil : answer
    }

    /// A text that may be left out, or kept.
    private func optional(_ key: MessageKey, current: String?) throws -> String? {
        if let current { return try text(key, current: current) }
        let answer: String = try ask(key) { $0 }
        return answer.isEmpty ? nil : answer
    }

    private func confirm(_ key: MessageKey) throws -> Bool {
        try ask(key) { answer in
            if answer.lowercased() == Words.text("cli.yes").lowercased() { return true }
            return answer.isEmpty || answer.lowercased() == Words.text("cli.no").lowercased() ? false : nil
        }
    }

    /// The index of one of several, chosen by its number.
    private func choose(_ key: MessageKey, _ choices: [String]) throws -> Int {
        for (index, choice) in choices.enumerated() { Console.line("  \(index + 1)  \(choice)") }
        return try ask(key) { answer in Int(answer).flatMap { choices.indices.contains($0 - 1) ? $0 - 1 : nil } }
    }

    /// Names out of those that there are, separated by commas.
    private func names(_ key: MessageKey, among known: [String]) throws -> [String] {
        try ask(key, ["known": .list(known.map { .text($0) })]) { answer in
            let names = list(answer)
            return names.isEmpty || !names.allSatisfy(known.contains) ? nil : names
        }
    }

    private func list(_ answer: String) -> [String] { answer.split { $0 == "," || $0 == " " }.map(String.init) }
}
