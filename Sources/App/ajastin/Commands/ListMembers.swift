import ArgumentParser
import Localization
import Model
import Store
import Tabular

/// `segment members NAME`.
struct ListMembers: WorkingCommand {
    static let configuration = CommandConfiguration("members", "cli.segment.members")

    @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
    var name: String

    @OptionGroup var output: FormatOption

    @Option(help: ArgumentHelp(key: "cli.segment.members.limit", value: "cli.value.number"))
    var limit: Int?

    @Option(help: ArgumentHelp(key: "cli.segment.export.columns", value: "cli.value.list"))
    var columns: String?

    @Option(help: ArgumentHelp(key: "cli.segment.members.as-of", value: "cli.value.instant"))
    var asOf: DayOrInstantArgument?

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let moment = asOf?.end(in: session.calendar)
        let segment = try session.segment(name)
        let module = try session.module(segment.module)
        let fields = try columns.map { try session.fields($0, of: module) } ?? module.fields
        if let limit, limit < 1 { throw UsageError("cli.usage.positive", ["option": "--limit"]) }
        // A table has to be known whole before its first line, so it is kept to what a person reads.
        let most = output.format == .table ? min(limit ?? Self.tableLimit, Self.tableLimit) : limit
        let query = RecordQuery(module: module, columns: fields, segment: name, asOf: moment, language: session.words.language, limit: most)
        let listing = RecordListing.of(fields, session)
        let (count, total) = try session.store.read { transaction in
            let count = try transaction.records.withBatches(query) { cursor in
                try listing.write(as: output.format) { try cursor.next().map(RecordListing.rows) }
            }
            return (
                count,
                try moment.map { try transaction.segments.count(of: name, asOf: $0) } ?? transaction.records.count(module, segment: name)
            )
        }
        if output.format == .table, count < min(total, limit ?? total) {
            Console.message(Message("cli.segment.members.more", ["count": .integer(count), "total": .integer(total)]))
        }
        // Members of that time that have been removed since can no longer be shown.
        if moment != nil, limit == nil, output.format == .json, count < total {
            Console.message(Message("cli.segment.members.gone", ["count": .integer(total - count)]))
        }
        return .done
    }

    private static let tableLimit = 1000
}

/// Records of a module, field by field.
enum RecordListing {
    typealias Row = [MessageArgument?]

    /// The rows of a batch.
    static func rows(_ batch: Batch) -> [Row] {
        (0..<batch.rowCount).map { row in batch.columns.map { $0.argument(at: row) } }
    }

    static func of(_ fields: [FieldDefinition], _ session: Session) -> Listing<Row> {
        Listing(
            fields.enumerated().map { index, field in
                Listing<Row>.Column(
                    title: field.label.text(in: session.words.language), alignment: field.type.isNumber ? .right : .left,
                    text: { text($0[index], field, session) }, key: field.key, json: { json($0[index], field, session) })
            })
    }

    private static func text(_ value: MessageArgument?, _ field: FieldDefinition, _ session: Session) -> String {
        guard case .text(let text)? = value, field.type == .list else { return value.map { session.words.text($0) } ?? "" }
        return ItemList.shown(text)
    }

    private static func json(_ value: MessageArgument?, _ field: FieldDefinition, _ session: Session) -> JSON {
        guard case .text(let text)? = value, field.type == .list else { return json(value, session) }
        return .array(ItemList.items(of: text).map { .string($0) })
    }

    static func json(_ value: MessageArgument?, _ session: Session) -> JSON {
        switch value {
        case .text(let text)?: return .string(text)
        case .integer(let value)?: return .integer(value)
        case .decimal(let unscaled, let scale)?: return .decimal(unscaled: unscaled, scale: scale)
        case .day(let day)?: return .string(day.iso)
        case .instant(let instant)?: return session.json(instant)
        case .message(let message)?: return .boolean(message.key == "localization.yes")
        case .label?, .list?, nil: return .null
        }
    }
}

extension FieldType {
    fileprivate var isNumber: Bool { self == .integer || self == .decimal }
}
