package import Model
package import Store
import Expressions

extension RunFormulasTask {
    /// Computes the fields of every member, formula by formula, in the transaction of `context`; formulas that are not active are left out.
    package func perform(_ context: ActionContext) throws -> TaskOutcome {
        let module = try context.module(of: segment)
        let journal = context.transaction.edits
        var counts = EditCounts()
        for name in formulas {
            guard let formula = context.catalog.formulas[name] else { throw ActionError.unknownFormula(name) }
            guard let field = module.field(formula.field) else { throw ActionError.unknownField(formula.field, module: module.name) }
            guard formula.isActive else { continue }
            let value = try CheckedExpression.check(
                formula.expression, for: .formula(field), module: module.name, names: ExpressionNames(context.catalog)
            )
            .sql(alias: "r", today: context.actionDate, dayStart: context.calendar.start(of:))
            // Each formula sees what those before it have computed.
            try journal.plan(
                [EditAssignment(field.key, value)], of: EditTarget(members: segment, of: module), run: context.run, task: context.position,
                at: context.now)
            counts = try journal.apply(run: context.run, task: context.position, at: context.now)
        }
        return TaskOutcome(
            affected: counts.changed, counts: try context.counts(of: counts),
            summary: Message(.formulasSummary, ["count": .integer(counts.changed), "looked": .integer(counts.lookedAt)]))
    }
}

extension MessageKey {
    static let formulasSummary: MessageKey = "task.run-formulas.summary"
}
