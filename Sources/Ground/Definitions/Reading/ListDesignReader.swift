import Expressions
import Model

/// Reads how a customer list looks from layers of definitions, of which the nearest that says something about a key decides.
///
/// The layers are a list of a task, the task, and the output template: the one that they name, or else the workspace's own.
struct ListDesignReader {
    let layers: [DocumentNode]
    var template: DocumentNode?
    let expressions: ExpressionReader
    /// The module whose records are listed; nil where it is not known.
    let module: ModuleDefinition?
    let context: DefinitionContext

    private var references: References { expressions.references }

    /// The nearest value of `key`.
    subscript(_ key: String) -> DocumentNode? {
        for layer in layers { if let value = layer[key] { return value } }
        // What a template does with its own columns says nothing of others that stand in their place.
        if Self.aboutColumns.contains(key), template?["columns"] != nil, layers.contains(where: { $0["columns"] != nil }) { return nil }
        return template?[key]
    }

    private static let aboutColumns: Set = ["sort-by", "group-by", "subtotals", "summary"]

    func read(_ problems: inout Problems) -> ListDesign {
        var columns = ListColumnReader(expressions: expressions, module: module)
        columns.read(self["columns"], &problems)
        var design = ListDesign(columns: columns.columns, limit: self["limit"]?.integer, formats: formats(&problems))
        design.sortBy = sortKeys(columns, &problems)
        design.groupBy = keys(self["group-by"], columns, &problems)
        design.letters = letters(design, columns, &problems)
        if let layout = self["layout"]?.text.flatMap(ListLayout.init(rawValue:)) { design.layout = layout }
        if let orientation = self["orientation"]?.text.flatMap(PageOrientation.init(rawValue:)) { design.orientation = orientation }
        design.csv = ListDesignReader.csv(self["csv"])
        design.fileName = LocalizedShape.read(self["file-name"])
        if let name = self["file-name"] { ListDesignReader.checkPlaces(of: name, &problems) }
        if let policy = self["when-empty"]?.text.flatMap(EmptyPolicy.init(rawValue:)) { design.whenEmpty = policy }
        if let changes = self["changes"]?.text.flatMap(ListChanges.init(rawValue:)) { design.changes = changes }
        checkChanges(design, &problems)
        checkColumnCount(design, &problems)
        let summary = ListSummaryReader(columns: columns, references: references, module: module)
        design.summary = summary.read(self["summary"], &problems)
        design.subtotals = self["subtotals"].map { summary.totals($0, &problems) } ?? design.summary.totals
        design.uses = columns.uses.sorted()
        return design
    }

    private func formats(_ problems: inout Problems) -> [ListFormat] {
        var formats: [ListFormat] = []
        for item in self["format"]?.items ?? [] {
            guard let format = item.text.flatMap(ListFormat.init(rawValue:)) else { continue }
            if formats.contains(format) {
                problems.error(Message(.listTwice, ["name": .text(format.rawValue)]), at: item.location)
            } else {
                formats.append(format)
            }
        }
        return formats
    }

    private func letters(_ design: ListDesign, _ columns: ListColumnReader, _ problems: inout Problems) -> LetterDesign {
        let letters = LetterDesign(
            template: self["template"]?.text, output: self["letters"]?.text.flatMap(LetterDesign.Output.init(rawValue:)) ?? .document)
        if let place = self["format"]?.location, design.formats.contains(.mailMerge), letters.output.needsTemplate, letters.template == nil
        {
            problems.error(Message(.listLetterTemplate), at: place)
        }
        guard let node = self["template"], let template = node.text else { return letters }
        guard context.hasFile?("templates/" + template) != false else {
            problems.error(Message(.fileAbsent, ["file": .text("templates/" + template)]), at: node.location)
            return letters
        }
        let computed = design.columns.filter { $0.source != .field }.map(\.key)
        if let module {
            for message in context.letterProblems?(template, module, computed, references.catalog) ?? [] {
                problems.error(message, at: node.location)
            }
        }
        return letters
    }

    private func sortKeys(_ columns: ListColumnReader, _ problems: inout Problems) -> [SortKey] {
        var keys: [SortKey] = []
        for item in self["sort-by"]?.items ?? [] {
            guard let place = item.text == nil ? item["field"] : item, let key = place.text else { continue }
            if keys.contains(where: { $0.key == key }) {
                problems.error(Message(.listTwice, ["name": .text(key)]), at: place.location)
                continue
            }
            guard columns.field(place, &problems) != nil else { continue }
            keys.append(
                SortKey(
                    key, direction: item["direction"]?.text.flatMap(SortKey.Direction.init(rawValue:)) ?? .ascending,
                    nulls: item["nulls"]?.text.flatMap(SortKey.Nulls.init(rawValue:)) ?? .last))
        }
        return keys
    }

    private func keys(_ node: DocumentNode?, _ columns: ListColumnReader, _ problems: inout Problems) -> [String] {
        var keys: [String] = []
        for item in node?.items ?? [] {
            guard let key = item.text, columns.field(item, &problems) != nil else { continue }
            if keys.contains(key) {
                problems.error(Message(.listTwice, ["name": .text(key)]), at: item.location)
            } else {
                keys.append(key)
            }
        }
        return keys
    }

    /// What became of a record is known by its key, and rows between groups and totals would not say what they sum.
    private func checkChanges(_ design: ListDesign, _ problems: inout Problems) {
        guard design.changes != .none, let place = self["changes"]?.location else { return }
        if let module, module.key == nil { problems.error(Message(.listChangesKey, ["module": .text(module.name)]), at: place) }
        var others = ["group-by", "summary", "limit"].filter { self[$0] != nil }
        // A letter goes to a record, whatever became of it.
        if design.formats.contains(.mailMerge) { others.append("format: " + ListFormat.mailMerge.rawValue) }
        for key in others { problems.error(Message(.listChangesWith, ["key": .text(key)]), at: place) }
    }

    private func checkColumnCount(_ design: ListDesign, _ problems: inout Problems) {
        guard let place = self["columns"]?.location else { return }
        // What became of a row, and in which columns.
        let count = design.columns.count + (design.changes == .none ? 0 : 2)
        for format in design.formats {
            guard let limit = format.columnLimit, count > limit else { continue }
            let arguments: [String: MessageArgument] = [
                "number": .integer(count), "format": .text(format.rawValue), "limit": .integer(limit),
            ]
            problems.error(Message(.listColumnLimit, arguments), at: place)
        }
    }

    private static func csv(_ node: DocumentNode?) -> CSVSettings {
        var settings = CSVSettings()
        guard let node else { return settings }
        func choice<Value: RawRepresentable<String>>(_ key: String) -> Value? { node[key]?.text.flatMap(Value.init(rawValue:)) }
        settings.preset = node.text.flatMap(CSVSettings.Preset.init(rawValue:)) ?? choice("preset")
        settings.delimiter = node["delimiter"]?.text.flatMap(SourceReader.delimiter)
        settings.decimal = choice("decimal")
        settings.dates = choice("dates")
        settings.encoding = choice("encoding")
        settings.hasMark = node["byte-order-mark"]?.boolean
        settings.lineEnds = choice("line-ends")
        settings.headings = choice("headings")
        settings.unencodable = choice("unencodable")
        return settings
    }

    /// Every place of a file's name is one that is known.
    private static func checkPlaces(of node: DocumentNode, _ problems: inout Problems) {
        for text in node.entries.isEmpty ? [node] : node.entries.map(\.value) {
            let name = FileNamePattern(text.text ?? "")
            if !name.isClosed { problems.error(Message(.taskPlaceholder), at: text.location) }
            for place in name.places where FileNamePattern.Place(rawValue: place) == nil {
                problems.unknown(.kindPlace, place, known: FileNamePattern.Place.allCases.map(\.rawValue), at: text.location)
            }
        }
    }
}
