import ArgumentParser
import Files
import Localization
import Model
import Pipeline
import Render
import Segments
import Store
import Tabular

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

    @Option(parsing: .unconditional, help: ArgumentHelp(key: "cli.segment.export.sort-by", value: "cli.value.list"))
    var sortBy: String?

    @Option(help: ArgumentHelp(key: "cli.segment.export.layout", value: "cli.value.format"))
    var layout: ListLayout?

    @Option(help: ArgumentHelp(key: "cli.segment.export.csv", value: "cli.value.format"))
    var csv: CSVSettings.Preset?

    @Option(help: ArgumentHelp(key: "cli.segment.export.output-template", value: "cli.value.name"))
    var outputTemplate: String?

    @Option(help: ArgumentHelp(key: "cli.segment.export.template", value: "cli.value.file"))
    var template: String?

    @Option(help: ArgumentHelp(key: "cli.segment.export.letters", value: "cli.value.format"))
    var letters: LetterDesign.Output?

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let list = try list(session)
        let now = session.clock.now()
        let query = try ListQuery(list, catalog: session.catalog, calendar: session.calendar, today: session.calendar.day(at: now))
        let assembly = ListAssembly(
            catalog: session.catalog, templates: try templatePlace(session).folder, calendar: session.calendar,
            language: session.words.language)
        let renderer = ListRenderer(
            localizer: session.words, calendar: session.calendar, created: now,
            look: session.catalog.settings.look.placed(in: session.folders.root))
        let destination = ExportDestination(output)
        let parent = destination.workingFolder
        guard Folder.isFolder(parent) else { throw CommandError("cli.file.not-found", ["file": .text(parent)]) }
        let store = session.store
        let file = try Interruption.during(stop: { store.interrupt() }) { check in
            try Folder.withTemporary(in: parent) { folder in
                let rendering = try Progress.during(output) { report in
                    try store.read(large: try store.isLarge(list)) { snapshot in
                        let source = try assembly.source(query, from: snapshot).reporting(report, check)
                        return try renderer.render([source], label: list.label, into: folder)
                    }
                }
                try check()
                return try publish(rendering.files, to: destination, design: list.design)
            }
        }
        guard let file else { throw CommandError("cli.segment.export.no-letters", ["file": .text(output), "segment": .text(name)]) }
        tell(file, destination.path)
        if try session.store.read({ try $0.segments.history(name, limit: 1).isEmpty }) {
            Console.message(Message("cli.segment.export.not-refreshed", ["segment": .text(name)]))
        }
        return .done
    }

    /// Puts the files in their place: one at the destination, or letters for each record into the folder there.
    private func publish(_ files: [RenderedFile], to destination: ExportDestination, design: ListDesign) throws -> RenderedFile? {
        guard design.formats == [.mailMerge], design.letters.output == .documents else {
            for file in files { try destination.take(file.path) }
            return files.first
        }
        try Folder.create(destination.path)
        for file in files { try AtomicFile.publish(file.path, to: destination.path + "/" + file.name) }
        guard var whole = files.first else { return nil }
        whole.size = files.reduce(0) { $0 + $1.size }
        whole.rowCount = files.count
        whole.cellCount = files.reduce(0) { $0 + $1.cellCount }
        whole.seconds = files.reduce(0) { $0 + $1.seconds }
        return whole
    }

    /// Where the Word template lies: one of the workspace, by its name below `templates/`, or else any file.
    private func templatePlace(_ session: Session) throws -> (folder: String, name: String?) {
        let templates = session.folders.templates
        guard let template else { return (templates, nil) }
        if try Folder.modified(templates + "/" + template) != nil { return (templates, template) }
        let path = Invocation.absolute(template)
        guard try Folder.modified(path) != nil else { throw CommandError("cli.file.not-found", ["file": .text(template)]) }
        return (Folder.parent(of: path), path.split(separator: "/").last.map(String.init))
    }

    private func tell(_ file: RenderedFile, _ path: String) {
        Console.message(Message("cli.segment.export.done", ["count": .integer(file.rowCount), "file": .text(path)]))
        Console.message(Message(.fileReceipt, FileReceipt(file).arguments))
        for note in file.notes { Console.message(note) }
    }

    /// The list that the options ask for, over what the output template says.
    private func list(_ session: Session) throws -> CustomerList {
        let segment = try session.segment(name)
        let module = try session.module(segment.module)
        var design = try template(session, module)?.design ?? ListDesign()
        if let template = try templatePlace(session).name {
            design.letters.template = template
            design.letters.output = output.lowercased().hasSuffix(".pdf") ? .pdf : .document
        }
        if let letters { design.letters.output = letters }
        let isLetter = template != nil || letters != nil
        let ending = isLetter ? .mailMerge : output.lowercased().split(separator: ".").last.flatMap { ListFormat(rawValue: String($0)) }
        guard let format = format ?? ending ?? design.formats.first else {
            throw UsageError("cli.segment.export.unknown-format", ["file": .text(output)])
        }
        design.formats = [format]
        if format == .mailMerge, design.letters.output.needsTemplate, design.letters.template == nil {
            throw UsageError("cli.segment.export.letter-template")
        }
        if columns != nil, !design.columns.isEmpty {
            // As for a task: what the template does with its own columns says nothing of these.
            (design.sortBy, design.groupBy, design.subtotals, design.summary) = ([], [], [], ListSummary())
        }
        if let columns { design.columns = try session.fields(columns, of: module).map { ListColumn($0.key) } }
        if design.columns.isEmpty { design.columns = module.fields.map { ListColumn($0.key) } }
        if let sortBy { design.sortBy = try sortKeys(sortBy, session, module) }
        if let layout { design.layout = layout }
        if let csv {
            design.csv = CSVSettings()
            design.csv.preset = csv
        }
        // Nobody has received it before, and an empty file is what is asked for.
        design.changes = .none
        design.whenEmpty = .send
        return CustomerList(segment: name, label: segment.label, design: design)
    }

    private func template(_ session: Session, _ module: ModuleDefinition) throws -> OutputTemplate? {
        guard let name = outputTemplate else {
            let own = session.catalog.settings.outputTemplate.flatMap { session.catalog.outputs[$0] }
            return own?.module == nil || own?.module == module.name ? own : nil
        }
        let template = try session.output(name)
        if let other = template.module, other != module.name {
            throw UsageError(
                "cli.segment.export.template-module",
                ["name": .text(name), "module": .text(other), "other": .text(module.name)])
        }
        return template
    }

    /// Fields in the order of their weight; one with `-` in front the other way round.
    private func sortKeys(_ text: String, _ session: Session, _ module: ModuleDefinition) throws -> [SortKey] {
        try text.split(separator: ",").flatMap { part in
            let isDescending = part.contains("-") && part.first { $0 != " " } == "-"
            let name = isDescending ? String(part.drop { $0 == " " || $0 == "-" }) : String(part)
            return try session.fields(name, of: module).map { SortKey($0.key, direction: isDescending ? .descending : .ascending) }
        }
    }
}

extension ListFormat: ExpressibleByArgument {}
extension ListLayout: ExpressibleByArgument {}
extension LetterDesign.Output: ExpressibleByArgument {}
extension CSVSettings.Preset: ExpressibleByArgument {}

extension ListSource {
    /// The same, telling how many rows have passed, and stopping where `check` throws.
    fileprivate func reporting(_ report: @escaping @Sendable (Int) -> Void, _ check: @escaping @Sendable () throws -> Void) -> ListSource {
        func reporting(_ rows: BatchCursor) -> BatchCursor {
            var count = 0
            return BatchCursor(types: rows.types) {
                try check()
                let batch = try rows.next()
                count += batch?.rowCount ?? 0
                report(count)
                return batch
            }
        }
        var source = self
        source.withRows = { body in try withRows { try body(reporting($0)) } }
        if let letters {
            source.letters?.withRows = { body in try letters.withRows { try body(reporting($0)) } }
            source.letters?.check = check
        }
        return source
    }
}

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
