package import Model
package import Tabular

/// An expression whose names and types have been checked against the modules, ready to become SQL.
package struct CheckedExpression: Sendable {
    /// The type of its value.
    package let type: ValueType
    /// The fields that it reads: those of its own module by key, those of child modules as `purchases.amount`.
    package let fields: Set<String>

    /// Checks any expression over the records of `module`.
    package static func check(
        _ text: String, module: String, modules: [String: ModuleDefinition]
    ) throws(ExpressionError) -> CheckedExpression {
        throw ExpressionError("expression.empty", at: 0..<0)
    }

    /// Checks an expression that must be true or false: the `where` of a segment.
    package static func checkCriteria(
        _ text: String, module: String, modules: [String: ModuleDefinition]
    ) throws(ExpressionError) -> CheckedExpression {
        throw ExpressionError("expression.empty", at: 0..<0)
    }

    /// Checks an expression whose value `field` of `module` is to receive; the value of the SQL then has the type of the field.
    package static func checkFormula(
        _ text: String, field: FieldDefinition, module: String, modules: [String: ModuleDefinition]
    ) throws(ExpressionError) -> CheckedExpression {
        throw ExpressionError("expression.empty", at: 0..<0)
    }

    /// The SQL of the value for a record of the module's table, which the statement calls `alias`.
    ///
    /// It calls the functions of ``SQLFunction/all``. `dayStart` gives the first moment of a day in the zone in which days are meant.
    package func sql(alias: String, today: Day, dayStart: (Day) -> Instant) -> SQLFragment {
        SQLFragment()
    }
}
