package import Model
package import Store
import Expressions
import Tabular

extension BulkEditTask {
    /// Plans and makes the edit, in the transaction of `context`; each old and new value is journalled.
    package func perform(_ context: ActionContext) throws -> TaskOutcome {
        try plan(context)
        return try make(context)
    }

    /// Plans the edit in the transaction of `context`.
    package func plan(_ context: ActionContext) throws {
        let target = try target(context)
        let edits = try assignments.map { assignment in
            guard let field = target.module.field(assignment.field) else {
                throw ActionError.unknownField(assignment.field, module: target.module.name)
            }
            return try assignment.value.assignment(to: field, of: target.module, context)
        }
        try context.transaction.edits.plan(edits, of: target, run: context.run, task: context.position, at: context.now)
    }

    /// Makes what has been planned in this transaction.
    package func make(_ context: ActionContext) throws -> TaskOutcome {
        try outcome(of: context.transaction.edits.apply(run: context.run, task: context.position, at: context.now), context)
    }

    /// Makes what was planned in an earlier transaction, except for records that have changed since.
    package func makeApproved(_ context: ActionContext) throws -> TaskOutcome {
        try outcome(of: context.transaction.edits.applyUnchanged(run: context.run, task: context.position, at: context.now), context)
    }

    /// Why the edit that has been planned is to wait for a person, if so.
    ///
    /// - Parameters:
    ///   - schedule: whose task it is.
    package func objection(_ context: ActionContext, in schedule: ScheduleDefinition) throws -> Message? {
        if let volumeGuard {
            let place = context.catalog.tasks(of: schedule).prefix(context.position - 1).count {
                $0.kind == .bulkEdit && $0.segment == segment
            }
            let objection = try context.transaction.edits.objection(
                run: context.run, task: context.position, of: schedule.name, kind: .bulkEdit, segment: segment, place: place,
                limit: volumeGuard)
            if let objection { return objection }
        }
        // With nothing to change there is nothing to approve.
        guard approval == .required else { return nil }
        let planned = try context.transaction.edits.recordCount(run: context.run, task: context.position)
        guard planned > 0 else { return nil }
        return Message(.bulkEditApproval, ["count": .integer(planned)])
    }

    private func outcome(of counts: EditCounts, _ context: ActionContext) throws -> TaskOutcome {
        let counts = try context.counts(of: counts)
        let changed = counts.changed ?? 0
        return TaskOutcome(affected: changed, counts: counts, summary: Message(.bulkEditSummary, counts.arguments))
    }

    private func target(_ context: ActionContext) throws -> EditTarget {
        let members = try context.module(of: segment)
        guard let name = module else {
            return EditTarget(members: segment, of: members, where: try condition(over: members, context))
        }
        guard let children = context.catalog.modules[name] else { throw ActionError.unknownModule(name) }
        let condition = try condition(over: children, context)
        guard let target = EditTarget(childrenOf: segment, in: members, module: children, where: condition) else {
            throw ActionError.noChildren(name, of: members.name)
        }
        return target
    }

    private func condition(over module: ModuleDefinition, _ context: ActionContext) throws -> SQLFragment? {
        try condition.map {
            try CheckedExpression.check($0, for: .criteria, module: module.name, names: ExpressionNames(context.catalog))
                .sql(alias: "r", today: context.actionDate, dayStart: context.calendar.start(of:))
        }
    }
}

extension BulkEditTask.Value {
    /// What the field becomes, for the store.
    fileprivate func assignment(to field: FieldDefinition, of module: ModuleDefinition, _ context: ActionContext) throws -> EditAssignment {
        switch self {
        case .clear: .value(.null, for: field)
        case .actionDate: .value(.text(context.actionDate.iso), for: field)
        case .value(let value): .value(value.stored, for: field)
        case .append(let text): .appending(text, to: field)
        case .add(let items): .adding(items, to: field)
        case .remove(let items): .removing(items, from: field)
        case .expression(let text):
            try context.computed(text, for: field, of: module)
        }
    }
}

extension FieldValue {
    /// The value as a module's column stores it.
    fileprivate var stored: SQLValue {
        switch self {
        case .text(let text): .text(text)
        case .integer(let integer): .integer(integer)
        case .decimal(let unscaled, _): .integer(unscaled)
        case .day(let day): .text(day.iso)
        case .instant(let instant): .text(Instant(seconds: instant.seconds).isoUTC)
        case .boolean(let boolean): .integer(boolean ? 1 : 0)
        case .list(let items): ItemList.text(of: items).map { .text($0) } ?? .null
        }
    }
}

extension TaskCounts {
    /// The counts for a task's summary; `count` are those that changed.
    var arguments: [String: MessageArgument] {
        [
            "count": .integer(changed ?? 0), "looked": .integer(lookedAt ?? 0), "left": .integer(left ?? 0),
            "failed": .integer(failed ?? 0),
        ]
    }
}

extension MessageKey {
    static let bulkEditSummary: MessageKey = "task.bulk-edit.summary"
    static let bulkEditApproval: MessageKey = "task.bulk-edit.approval"
}
