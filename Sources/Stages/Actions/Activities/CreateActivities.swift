package import Model
package import Store
import Tabular

extension CreateActivitiesTask {
    /// Makes an activity for each member, in the transaction of `context`.
    package func perform(_ context: ActionContext) throws -> TaskOutcome {
        let module = try context.module(of: segment)
        let title = TitleTemplate(self.title)
        var names = title.fields
        if case .field(let field) = assignee { names.append(field) }
        let fields = try names.map { name in
            guard let field = module.field(name) else { throw ActionError.unknownField(name, module: module.name) }
            return field
        }
        let due = context.actionDate.advanced(by: dueDays)
        let query = RecordQuery(module: module, columns: fields, segment: segment, includesIdentity: true)
        var added = 0
        var members = 0
        try context.transaction.records.withBatches(query) { cursor in
            while let batch = try cursor.next() {
                let activities = (0..<batch.rowCount).map { row in
                    let values = fields.indices.map { index in
                        batch.columns[index + 1].argument(at: row).map(context.text) ?? ""
                    }
                    let person: String? =
                        switch assignee {
                        case .person(let address): address
                        case .field: values.last.flatMap { $0.isEmpty ? nil : $0 }
                        }
                    return Activity(
                        run: context.run, task: context.position, module: module.name, record: batch.columns[0].fixed[row],
                        title: title.filled(with: values), assignee: person, due: due)
                }
                members += batch.rowCount
                added += try context.transaction.activities.add(activities)
            }
        }
        return TaskOutcome(
            affected: added, counts: TaskCounts(lookedAt: members, changed: added, left: members - added, failed: 0),
            summary: Message(.activitiesSummary, ["count": .integer(added), "due": .day(due)]))
    }
}

extension MessageKey {
    static let activitiesSummary: MessageKey = "task.create-activities.summary"
}
