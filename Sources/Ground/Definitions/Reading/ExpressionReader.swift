import Expressions
import Model

/// Reads the expressions of definitions and checks them against the modules and segments.
///
/// An expression is one text in whichever language, or a text for a language named by it: `{fi: …}`.
struct ExpressionReader {
    let references: References
    /// Modules whose files have errors: what is said about expressions over them would be noise.
    let doubtful: Set<String>
    private let names: ExpressionNames

    init(references: References, doubtful: Set<String>) {
        self.references = references
        self.doubtful = doubtful
        names = ExpressionNames(references.catalog)
    }

    /// The same with what has been read since.
    func with(_ references: References) -> ExpressionReader {
        ExpressionReader(references: references, doubtful: doubtful)
    }

    /// The segment with its criteria; `outline` is what could be read without looking at other files.
    func segment(_ node: DocumentNode, outline: SegmentDefinition, _ source: SourceText, _ problems: inout Problems) -> SegmentDefinition {
        var segment = outline
        guard let module = references.catalog.modules[outline.module], let criteria = node["where"] else { return segment }
        let expression = read(criteria, for: .criteria, of: module, source, &problems)
        // One that has errors still says something, lest others that use the segment be told that it takes every record.
        segment.criteria = expression?.canonical ?? "false"
        segment.uses = expression.map { $0.segments.sorted() } ?? []
        return segment
    }

    func formula(_ node: DocumentNode, name: String, _ source: SourceText, _ problems: inout Problems) -> FormulaDefinition? {
        let module = references.module(node["module"], &problems)
        let field = references.field(node["field"], of: module, &problems)
        if let field, field.key == module?.key, let place = node["field"]?.location {
            problems.error(Message(.formulaKeyField, ["name": .text(field.key)]), at: place)
        }
        guard let moduleName = node["module"]?.text, let fieldKey = node["field"]?.text, let written = node["expression"] else {
            return nil
        }
        var expression: CheckedExpression?
        if let module, let field { expression = read(written, for: .formula(field), of: module, source, &problems) }
        return FormulaDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), module: moduleName, field: fieldKey,
            expression: expression?.canonical ?? "null", isActive: node["active"]?.boolean ?? true,
            uses: expression.map { $0.segments.sorted() } ?? [])
    }

    /// The expression that `node` is; nil where it is none, which is told, and where its module is in doubt.
    func read(
        _ node: DocumentNode, for purpose: CheckedExpression.Purpose, of module: ModuleDefinition, _ source: SourceText,
        _ problems: inout Problems
    ) -> CheckedExpression? {
        let children = references.catalog.modules.values.filter { $0.parent?.module == module.name }.map(\.name)
        guard doubtful.isDisjoint(with: children + [module.name]) else { return nil }
        guard node.text == nil else {
            return check(node, source, &problems) { text throws(ExpressionError) in
                try CheckedExpression.read(text, for: purpose, module: module.name, names: names)
            }
        }
        var readings: [CheckedExpression] = []
        for entry in node.entries {
            guard let language = Language(rawValue: entry.key) else { continue }
            let expression = check(entry.value, source, &problems) { text throws(ExpressionError) in
                try CheckedExpression.check(text, in: language, for: purpose, module: module.name, names: names)
            }
            guard let expression else { return nil }
            readings.append(expression)
        }
        if let first = readings.first, let other = readings.first(where: { $0.canonical != first.canonical }) {
            let message = Message(.expressionLanguagesDiffer, ["first": .text(first.canonical), "other": .text(other.canonical)])
            problems.error(message, at: node.location)
        }
        return readings.first
    }

    private func check(
        _ node: DocumentNode, _ source: SourceText, _ problems: inout Problems,
        _ body: (String) throws(ExpressionError) -> CheckedExpression
    ) -> CheckedExpression? {
        guard let text = node.text else { return nil }
        do {
            return try body(text)
        } catch {
            for error in error.all { problems.error(error.message, at: ExpressionPlace.of(column: error.column, in: node, source)) }
            return nil
        }
    }
}
