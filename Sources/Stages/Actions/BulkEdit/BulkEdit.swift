package import Model
package import Store
import Expressions
import Tabular

extension BulkEditTask {
    /// Sets the fields of every member, in the transaction of `context`; each old and new value is journalled.
    package func perform(_ context: ActionContext) throws -> TaskOutcome {
        let module = try context.module(of: segment)
        let edits = try assignments.map { assignment in
            guard module.field(assignment.field) != nil else { throw ActionError.unknownField(assignment.field, module: module.name) }
            return EditAssignment(
                assignment.field, SQLFragment(sql: "?", bindings: [assignment.value.stored(on: context.actionDate)]))
        }
        let journal = context.transaction.edits
        try journal.plan(
            edits, of: EditTarget(members: segment, of: module), run: context.run, task: context.position, at: context.now)
        let counts = try journal.apply(run: context.run, task: context.position, at: context.now)
        return TaskOutcome(
            affected: counts.changed, counts: try context.counts(of: counts),
            summary: Message(.bulkEditSummary, ["count": .integer(counts.changed), "looked": .integer(counts.lookedAt)]))
    }
}

extension BulkEditTask.Value {
    /// The value as a module's column stores it.
    fileprivate func stored(on actionDate: Day) -> SQLValue {
        switch self {
        case .clear: .null
        case .actionDate: .text(actionDate.iso)
        case .value(let value):
            switch value {
            case .text(let text): .text(text)
            case .integer(let integer): .integer(integer)
            case .decimal(let unscaled, _): .integer(unscaled)
            case .day(let day): .text(day.iso)
            case .instant(let instant): .text(Instant(seconds: instant.seconds).isoUTC)
            case .boolean(let boolean): .integer(boolean ? 1 : 0)
            }
        }
    }
}

extension MessageKey {
    static let bulkEditSummary: MessageKey = "task.bulk-edit.summary"
}
