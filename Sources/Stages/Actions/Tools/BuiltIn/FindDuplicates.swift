import Expressions
import Model
import Store
import Tabular

extension ToolCall {
    /// `find-duplicates`: marks the members that belong together with the key of the first of them, or only counts them.
    func findDuplicates() throws -> TaskOutcome {
        let found = try grouped(by: try fieldLists("match"))
        var groups = found.groups
        let all = groups.all()
        let records = all.values.reduce(0) { $0 + $1.count }
        var changed = 0
        if let mark = try field("mark") {
            try plan(mark, groups)
            changed = try context.transaction.edits.apply(run: context.run, task: context.position, at: context.now).changed
        }
        return TaskOutcome(
            affected: records,
            counts: TaskCounts(lookedAt: found.lookedAt, changed: changed, left: found.lookedAt - changed, failed: 0),
            summary: Message(
                .toolDuplicates,
                ["count": .integer(all.count), "records": .integer(records), "looked": .integer(found.lookedAt)]))
    }

    /// Records without a like lose the mark that an earlier run may have left.
    private func plan(_ mark: FieldDefinition, _ groups: RecordGroups) throws {
        var groups = groups
        let members = groups.all()
        let key = module.key.flatMap(module.field)
        var names: [Int64: String] = [:]
        let query = RecordQuery(module: module, columns: key.map { [$0] } ?? [], segment: task.segment, includesIdentity: true)
        _ = try RecordPass(context: context, module: module).plan(query) { batch, row in
            let record = batch.columns[0].fixed[row]
            let first = groups.first(of: record)
            guard members[first] != nil else { return [.set(field: mark.key, .null)] }
            // Records come by their identities, so the first of a group before the others.
            if first == record { names[record] = batch.name(row) }
            return [.set(field: mark.key, names[first].map { .text($0) } ?? .null)]
        }
    }
}

extension Batch {
    /// What people call the record: the key in the second column, or the identity in the first.
    func name(_ row: Int) -> String {
        guard columns.count > 1, let key = columns[1].keyText(row) else { return String(columns[0].fixed[row]) }
        return key
    }
}

extension Column {
    /// The value as a key is written: the same text that the database shows; nil where there is none.
    func keyText(_ row: Int) -> String? {
        guard !isNull(row) else { return nil }
        return switch type {
        case .text: text[row]
        case .integer, .decimal, .boolean: String(fixed[row])
        case .day: Day(number: Int(fixed[row])).iso
        case .instant: Instant(microseconds: fixed[row]).isoUTC
        }
    }

    /// The value as a module's column stores it.
    func stored(_ row: Int) -> SQLValue {
        guard !isNull(row) else { return .null }
        return switch type {
        case .text: .text(text[row])
        case .integer, .decimal, .boolean: .integer(fixed[row])
        case .day: .text(Day(number: Int(fixed[row])).iso)
        case .instant: .text(Instant(seconds: Instant(microseconds: fixed[row]).seconds).isoUTC)
        }
    }
}

extension MessageKey {
    static let toolDuplicates: MessageKey = "task.run-tool.duplicates"
}
