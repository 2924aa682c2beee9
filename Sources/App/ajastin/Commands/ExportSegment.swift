import ArgumentParser
import Files
import Localization
import Model
import Render
import Store

/// `segment export NAME --output FILE`.
struct ExportSegment: WorkingCommand {
    static let configuration = CommandConfiguration("export", "cli.segment.export")

    @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
    var name: String

    @Option(help: ArgumentHelp(key: "cli.segment.export.output", value: "cli.value.file"))
    var output: String

    @Option(help: ArgumentHelp(key: "cli.segment.export.format", value: "cli.value.format"))
    var format: ListFormat?

    @Option(help: ArgumentHelp(key: "cli.segment.export.columns", value: "cli.value.list"))
    var columns: String?

    @Option(help: ArgumentHelp(key: "cli.segment.export.sort-by", value: "cli.value.list"))
    var sortBy: String?

    @Option(help: ArgumentHelp(key: "cli.segment.export.layout", value: "cli.value.format"))
    var layout = ListLayout.formatted

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let segment = try session.segment(name)
        let module = try session.module(segment.module)
        let ending = output.lowercased().split(separator: ".").last.flatMap { ListFormat(rawValue: String($0)) }
        guard let format = format ?? ending else { throw UsageError("cli.segment.export.unknown-format", ["file": .text(output)]) }
        let fields = try columns.map { try session.fields($0, of: module) } ?? module.fields
        let sorting = try sortBy.map { try session.fields($0, of: module) } ?? []
        let list = CustomerList(
            segment: name, label: segment.label, columns: fields.map(\.key), sortBy: sorting.map(\.key), formats: [format], layout: layout)
        let renderer = ListRenderer(
            list: list, columns: fields, localizer: session.words, calendar: session.calendar, created: session.clock.now())
        let query = RecordQuery(module: module, columns: fields, segment: name, sortBy: sorting, language: session.words.language)
        let path = Invocation.absolute(output)
        let parent = Folder.parent(of: path)
        guard Folder.isFolder(parent) else { throw CommandError("cli.file.not-found", ["file": .text(parent)]) }
        let rows = try Folder.withTemporary(in: parent) { folder in
            let files = try Progress.during(output) { _ in
                try session.store.read { try $0.records.withBatches(query) { try renderer.render($0, into: folder) } }
            }
            for file in files { try AtomicFile.publish(file.path, to: path) }
            return files.first?.rowCount ?? 0
        }
        Console.message(Message("cli.segment.export.done", ["count": .integer(rows), "file": .text(path)]))
        return .done
    }
}

extension ListFormat: ExpressibleByArgument {}
extension ListLayout: ExpressibleByArgument {}

extension Session {
    /// The fields that a list with commas names.
    func fields(_ list: String, of module: ModuleDefinition) throws -> [FieldDefinition] {
        try list.split(separator: ",").map { part in
            let key = part.trimmingPrefix { $0 == " " }.split(separator: " ").joined(separator: " ")
            if let field = module.field(key) { return field }
            let known = module.fields.map { MessageArgument.text($0.key) }
            throw UsageError("cli.segment.export.field", ["module": .text(module.name), "field": .text(key), "known": .list(known)])
        }
    }
}
