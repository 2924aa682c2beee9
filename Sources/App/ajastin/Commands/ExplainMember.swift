import ArgumentParser
import Localization
import Model
import Segments
import Store
import Tabular

/// `segment explain NAME KEY`.
struct ExplainMember: WorkingCommand {
    static let configuration = CommandConfiguration("explain", "cli.segment.explain")

    @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
    var name: String

    @Argument(help: ArgumentHelp(key: "cli.segment.explain.record", value: "cli.value.key"))
    var record: String

    @OptionGroup var output: FormatOption

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let segment = try session.segment(name)
        let module = try session.module(segment.module)
        let today = session.calendar.day(at: session.clock.now())
        let explanation = SegmentExplanation(
            catalog: session.catalog, calendar: session.calendar, today: today, language: session.words.language)
        guard let found = try session.store.read({ try explanation.explain(record, in: name, transaction: $0) }) else {
            let label = module.label.text(in: session.words.language)
            throw CommandError("cli.segment.explain.unknown", ["key": .text(record), "module": .text(label)])
        }
        switch output.format {
        case .json: Console.result(json(found, of: module, session).text)
        case .table: write(found, of: module, session)
        }
        return .done
    }

    private func write(_ found: SegmentExplanation.Answer, of module: ModuleDefinition, _ session: Session) {
        let words = session.words
        let member: MessageKey = found.isMember ? "cli.segment.explain.member" : "cli.segment.explain.no-member"
        Console.result(words.text(member, ["key": .text(record), "segment": .text(name)]))
        if let change = found.lastChange {
            let key: MessageKey = change.joined ? "cli.segment.explain.joined" : "cli.segment.explain.left"
            Console.result(words.text(key, ["at": .instant(change.at)]))
        }
        switch found.listed {
        case .included: Console.result(Words.text("cli.segment.explain.included"))
        case .excluded: Console.result(Words.text("cli.segment.explain.excluded"))
        case nil: break
        }
        for criterion in found.criteria {
            let mark = criterion.holds.map { $0 ? "✓" : "✗" } ?? "?"
            Console.result("  \(mark) \(criterion.text)")
            for (text, value) in criterion.values {
                Console.result("      \(text): \(value.map { words.text($0) } ?? Words.text("cli.segment.explain.empty"))")
            }
            if criterion.holds == nil { Console.result("      " + Words.text("cli.segment.explain.unsettled")) }
        }
        if let origin = found.origin {
            let arguments: [String: MessageArgument] = [
                "drop": .text("\(origin.drop)"), "line": .text("\(origin.line)"), "file": .text(origin.file),
                "at": .instant(origin.receivedAt),
            ]
            Console.result(words.text("cli.segment.explain.origin", arguments))
        }
        for edit in found.edits { Console.result(line(edit, of: module, session)) }
    }

    /// What a run has changed of the record, on one line.
    private func line(_ edit: EditHistoryEntry, of module: ModuleDefinition, _ session: Session) -> String {
        let (words, field) = (session.words, module.field(edit.field))
        let label = field?.label.text(in: words.language) ?? edit.field
        let arguments: [String: MessageArgument] = [
            "at": .instant(edit.at), "run": .text("\(edit.run)"), "schedule": .text(edit.schedule ?? "–"),
            "task": edit.kind.map { .message(Message($0.nameKey)) } ?? .text("–"), "field": .text(label),
            "old": .text(EditListing.text(edit.old, field, words)), "new": .text(EditListing.text(edit.new, field, words)),
        ]
        let undone = edit.undoneAt.map { " " + words.text("cli.segment.explain.undone", ["at": .instant($0)]) } ?? ""
        return words.text("cli.segment.explain.edit", arguments) + undone
    }

    private func json(_ found: SegmentExplanation.Answer, of module: ModuleDefinition, _ session: Session) -> JSON {
        var members: [(key: String, value: JSON)] = [
            ("segment", .string(name)), ("record", .string(record)), ("member", .boolean(found.isMember)),
            ("since", found.isMember ? session.json(found.lastChange?.at) : .null),
            ("listed", found.listed.map { .string($0.rawValue) } ?? .null),
            ("criteria", .array(found.criteria.map { json($0, session) })),
        ]
        let origin: JSON? = found.origin.map {
            .object([
                ("drop", .integer(Int($0.drop))), ("file", .string($0.file)), ("line", .integer(Int($0.line))),
                ("received", session.json($0.receivedAt)),
            ])
        }
        members.append(("origin", origin ?? .null))
        members.append(("edits", .array(found.edits.map { json($0, of: module, session) })))
        return .object(members)
    }

    private func json(_ criterion: SegmentExplanation.Criterion, _ session: Session) -> JSON {
        let values = criterion.values.map { text, value in
            JSON.object([("text", .string(text)), ("value", RecordListing.json(value, session))])
        }
        return .object([
            ("text", .string(criterion.text)), ("expression", .string(criterion.canonical)),
            ("holds", criterion.holds.map { .boolean($0) } ?? .null),
            ("values", .array(values)),
        ])
    }

    private func json(_ edit: EditHistoryEntry, of module: ModuleDefinition, _ session: Session) -> JSON {
        let field = module.field(edit.field)
        return .object([
            ("run", .integer(Int(edit.run))), ("schedule", edit.schedule.map { .string($0) } ?? .null),
            ("task", edit.kind.map { .string($0.rawValue) } ?? .null), ("at", session.json(edit.at)), ("field", .string(edit.field)),
            ("old", EditListing.json(edit.old, field)), ("new", EditListing.json(edit.new, field)),
            ("undone", session.json(edit.undoneAt)),
        ])
    }
}
