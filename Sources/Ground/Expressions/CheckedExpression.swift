package import Model
package import Tabular

extension MessageKey {
    static let expressionNoCriterion: MessageKey = "expression.criteria.type"
}

/// An expression whose names and types have been checked against the modules, ready to become SQL.
///
/// Comparisons with an empty field are neither true nor false, as in SQL; criteria keep the records for which the whole is true.
/// `=` and the like tell upper from lower case, `contains`, `starts with` and `ends with` do not.
package struct CheckedExpression: Sendable {
    /// The type of its value.
    package let type: ValueType
    /// The fields that it reads: those of its own module by key, those of child modules as `purchases.amount`.
    package let fields: Set<String>
    private let root: TypedNode

    private init(_ root: TypedNode, _ fields: Set<String>) {
        type = root.type
        self.root = root
        self.fields = fields
    }

    /// Checks any expression over the records of `module`.
    package static func check(
        _ text: String, module: String, modules: [String: ModuleDefinition]
    ) throws(ExpressionError) -> CheckedExpression {
        try check(text, module, modules) { _, root, _ throws(ExpressionError) in root }
    }

    /// Checks an expression that must be true or false: the `where` of a segment.
    package static func checkCriteria(
        _ text: String, module: String, modules: [String: ModuleDefinition]
    ) throws(ExpressionError) -> CheckedExpression {
        try check(text, module, modules) { _, root, range throws(ExpressionError) in
            guard root.type == .boolean else {
                throw ExpressionError(.expressionNoCriterion, ["type": root.type.predicate], at: range)
            }
            return root
        }
    }

    /// Checks an expression whose value `field` of `module` is to receive; the value of the SQL is then as the field keeps it.
    package static func checkFormula(
        _ text: String, field: FieldDefinition, module: String, modules: [String: ModuleDefinition]
    ) throws(ExpressionError) -> CheckedExpression {
        try check(text, module, modules) { checker, root, range throws(ExpressionError) in
            try checker.assigned(root, to: field, at: range)
        }
    }

    private static func check(
        _ text: String, _ module: String, _ modules: [String: ModuleDefinition],
        finish: (Checker, TypedNode, Range<Int>) throws(ExpressionError) -> TypedNode
    ) throws(ExpressionError) -> CheckedExpression {
        let source = SourceText(text)
        let tree = try Parser.parse(source)
        guard let definition = modules[module] else {
            throw ExpressionError(
                .expressionUnknownModule, ["name": .text(module), "known": .list(modules.keys.sorted().map(MessageArgument.text))],
                at: 0..<0)
        }
        var checker = Checker(source: source, module: definition, modules: modules)
        let root = try checker.check(tree)
        return CheckedExpression(try finish(checker, root, 0..<source.scalars.count), checker.fields)
    }

    /// The SQL of the value for a record of the module's table, which the statement calls `alias`.
    ///
    /// It is a single operand, so it needs no parentheses beside other conditions. A table is named as its module and a column as its
    /// field's key; the statement must not itself name anything `<alias>_<number>`.
    /// It calls the functions of ``SQLFunction/all``. `dayStart` gives the first moment of a day in the zone in which days are meant.
    package func sql(alias: String, today: Day, dayStart: @escaping (Day) -> Instant) -> SQLFragment {
        SQLGenerator.fragment(of: root, alias: alias, today: today, dayStart: dayStart)
    }
}
