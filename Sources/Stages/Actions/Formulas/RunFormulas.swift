package import Model
package import Store

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
            // Each formula sees what those before it have computed.
            try journal.plan(
                [context.computed(formula.expression, for: field, of: module)], of: EditTarget(members: segment, of: module),
                run: context.run, task: context.position, at: context.now)
            counts = try journal.apply(run: context.run, task: context.position, at: context.now)
        }
        let outcome = try context.counts(of: counts)
        return TaskOutcome(affected: counts.changed, counts: outcome, summary: Message(.formulasSummary, outcome.arguments))
    }
}

extension MessageKey {
    static let formulasSummary: MessageKey = "task.run-formulas.summary"
}
