import Expressions
import Model

/// Checks the expressions of segments and formulas against the modules.
struct ExpressionReader {
    let references: References
    /// Modules whose files have errors: what is said about expressions over them would be noise.
    let doubtful: Set<String>

    func segment(_ node: DocumentNode, name: String, _ source: SourceText, _ problems: inout Problems) -> SegmentDefinition? {
        let module = references.module(node["module"], &problems)
        if let module, let criteria = node["where"] {
            check(criteria, of: module, source, &problems) { text throws(ExpressionError) in
                try CheckedExpression.checkCriteria(text, module: module.name, modules: references.catalog.modules)
            }
        }
        guard let moduleName = node["module"]?.text else { return nil }
        return SegmentDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), module: moduleName, criteria: node["where"]?.text)
    }

    func formula(_ node: DocumentNode, name: String, _ source: SourceText, _ problems: inout Problems) -> FormulaDefinition? {
        let module = references.module(node["module"], &problems)
        let field = references.field(node["field"], of: module, &problems)
        if let field, field.key == module?.key, let place = node["field"]?.location {
            problems.error(Message(.formulaKeyField, ["name": .text(field.key)]), at: place)
        }
        if let module, let field, let expression = node["expression"] {
            check(expression, of: module, source, &problems) { text throws(ExpressionError) in
                try CheckedExpression.checkFormula(text, field: field, module: module.name, modules: references.catalog.modules)
            }
        }
        guard let moduleName = node["module"]?.text, let fieldKey = node["field"]?.text, let expression = node["expression"]?.text else {
            return nil
        }
        return FormulaDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), module: moduleName, field: fieldKey,
            expression: expression,
            isActive: node["active"]?.boolean ?? true)
    }

    private func check(
        _ node: DocumentNode, of module: ModuleDefinition, _ source: SourceText, _ problems: inout Problems,
        _ body: (String) throws(ExpressionError) -> CheckedExpression
    ) {
        let children = references.catalog.modules.values.filter { $0.parent?.module == module.name }.map(\.name)
        guard let text = node.text, doubtful.isDisjoint(with: children + [module.name]) else { return }
        do {
            _ = try body(text)
        } catch {
            for error in error.all { problems.error(error.message, at: ExpressionPlace.of(column: error.column, in: node, source)) }
        }
    }
}
