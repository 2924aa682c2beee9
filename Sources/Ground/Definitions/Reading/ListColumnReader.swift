import Expressions
import Model

/// Reads the columns of a customer list, and knows by name what its rows can be ordered, grouped and summed up by.
struct ListColumnReader {
    let expressions: ExpressionReader
    /// Nil where it is not known.
    let module: ModuleDefinition?
    private(set) var columns: [ListColumn] = []
    /// The segments that the columns' expressions depend on.
    private(set) var uses: Set<String> = []
    private var computed: [String: FieldDefinition] = [:]
    /// Computed columns whose expressions have errors.
    private var doubtful: Set<String> = []

    init(expressions: ExpressionReader, module: ModuleDefinition?) {
        self.expressions = expressions
        self.module = module
    }

    mutating func read(_ node: DocumentNode?, _ problems: inout Problems) {
        for item in node?.items ?? [] {
            guard let column = column(item, &problems) else { continue }
            let isTwice = columns.contains { $0.key == column.key && $0.source == column.source && $0.format == column.format }
            if isTwice || (column.source != .field && columns.contains { $0.key == column.key }) {
                problems.error(Message(.listTwice, ["name": .text(column.key)]), at: (item["field"] ?? item["name"] ?? item).location)
            } else {
                columns.append(column)
            }
        }
    }

    /// The field or computed column that `node` names, as a field.
    func field(_ node: DocumentNode, _ problems: inout Problems) -> FieldDefinition? {
        guard let key = node.text, !doubtful.contains(key) else { return nil }
        if let field = computed[key] ?? module?.field(key) { return field }
        guard let module, !module.fields.isEmpty else { return nil }
        problems.unknown(.kindField, key, known: module.fields.map(\.key) + computed.keys.sorted(), at: node.location)
        return nil
    }

    private mutating func column(_ node: DocumentNode, _ problems: inout Problems) -> ListColumn? {
        if let key = node.text {
            // A field that is not there is told, but stays a column: what follows from it would be noise.
            _ = expressions.references.field(node, of: module, &problems)
            return ListColumn(key)
        }
        var column: ListColumn
        let type: FieldDefinition?
        if let field = node["field"], let key = field.text {
            type = expressions.references.field(field, of: module, &problems)
            column = ListColumn(key)
        } else if let name = node["name"]?.text, let written = node["expression"] {
            guard let computed = compute(name, written, node, &problems) else { return nil }
            (column, type) = computed
        } else {
            return nil
        }
        column.label = LocalizedShape.read(node["label"])
        column.width = node["width"]?.integer
        if let format = node["format"], let text = format.text {
            column.format = text
            if let type, ColumnFormat(text, for: type.columnType) == nil {
                let examples = ColumnFormat.examples(for: type.columnType)
                let message =
                    examples.isEmpty
                    ? Message(.listFormatType, ["name": .text(column.key)])
                    : Message(.listFormat, ["format": .text(text), "examples": .list(examples.map { .text($0) })])
                problems.error(message, at: format.location)
            }
        }
        return column
    }

    private mutating func compute(
        _ name: String, _ written: DocumentNode, _ node: DocumentNode, _ problems: inout Problems
    ) -> (ListColumn, FieldDefinition)? {
        if let module, module.field(name) != nil, let place = node["name"]?.location {
            problems.error(Message(.listColumnName, ["name": .text(name)]), at: place)
        }
        guard let module, let source = expressions.references.sources[written.location.file],
            let expression = expressions.read(written, for: .value, of: module, source, &problems)
        else {
            doubtful.insert(name)
            return nil
        }
        uses.formUnion(expression.segments)
        let field = FieldDefinition(computed: name, as: expression.type)
        computed[name] = field
        return (ListColumn(name, .expression(expression.canonical)), field)
    }
}
