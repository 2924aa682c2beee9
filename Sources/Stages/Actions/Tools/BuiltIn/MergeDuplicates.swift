import Expressions
import Model
import Store
import Tabular

extension ToolCall {
    /// `merge-duplicates`: keeps one record of each group, with what the others know and what belongs to them, and removes the others.
    func mergeDuplicates() throws -> TaskOutcome {
        let found = try grouped(by: try fieldLists("match"))
        var groups = found.groups
        let all = groups.all()
        let matches = context.transaction.matches
        for (first, records) in all { try matches.noteGroup(records, first: first) }
        let removed = try planMerging()
        let children = context.catalog.modules.values.filter { $0.parent?.module == module.name }.sorted { $0.name < $1.name }
        var moved = 0
        for child in children { moved += try planMoves(in: child) }
        try context.transaction.edits.planRemoval(
            of: removed, module: module, run: context.run, task: context.position, at: context.now)
        let edit = try context.transaction.edits.apply(run: context.run, task: context.position, at: context.now)
        return TaskOutcome(
            affected: removed.count,
            counts: TaskCounts(
                lookedAt: found.lookedAt, changed: edit.changed - moved, left: max(0, found.lookedAt - edit.changed + moved), failed: 0),
            summary: Message(
                .toolMerged,
                ["count": .integer(removed.count), "groups": .integer(all.count), "moved": .integer(moved)]))
    }

    /// Plans what the kept records gain, and notes whose keys move; returns the records that go.
    private func planMerging() throws -> [Int64] {
        let merge = GroupMerge(
            fields: module.fields.filter { $0.key != module.key }, key: module.key.flatMap(module.field),
            keep: text("keep").flatMap(BuiltInTool.Keep.init(rawValue:)) ?? .oldest, fillsEmpty: boolean("merge-empty"))
        let matches = context.transaction.matches
        var removed: [Int64] = []
        try matches.withGroups(of: module, merge.columns) { cursor in
            let batches = merge.batches(of: cursor) { kept, others in
                removed += others.map(\.record)
                guard let key = kept.key else { return }
                for other in others {
                    if let old = other.key { try matches.noteMove(from: old, to: key) }
                }
            }
            _ = try RecordPass(context: context, module: module).plan(batches) { batch, row in
                merge.fields.indices.compactMap { index in
                    let column = batch.columns[index + 1]
                    return column.isNull(row) ? nil : .set(field: merge.fields[index].key, column.stored(row))
                }
            }
        }
        return removed
    }

    /// Plans that the records of `child` follow their parents' keys; returns how many.
    private func planMoves(in child: ModuleDefinition) throws -> Int {
        guard let parent = child.parent else { return 0 }
        return try context.transaction.matches.withMoves(in: child) { cursor in
            try RecordPass(context: context, module: child).plan(cursor) { batch, row in
                [.set(field: parent.field, batch.columns[1].stored(row))]
            }
        } ?? 0
    }
}

/// Puts the records of each group together.
private struct GroupMerge {
    /// All but the key.
    let fields: [FieldDefinition]
    let key: FieldDefinition?
    let keep: BuiltInTool.Keep
    let fillsEmpty: Bool

    /// What is read of each record: the key, where the module has one, then the fields.
    var columns: [FieldDefinition] { (key.map { [$0] } ?? []) + fields }

    /// A record of a group.
    struct Member {
        let record: Int64
        /// As the column stores it.
        let key: SQLValue?
        /// Where its values are.
        let batch: Batch
        let row: Int
        /// The batch's column of the first field.
        let start: Int

        func hasValue(_ field: Int) -> Bool { !batch.columns[start + field].isNull(row) }
    }

    /// The values that kept records gain, one batch for each group; `decide` is told which record is kept and which go.
    func batches(of cursor: BatchCursor, _ decide: @escaping (_ kept: Member, _ others: [Member]) throws -> Void) -> BatchCursor {
        let start = key == nil ? 2 : 3
        let types: [ColumnType] = [.integer] + fields.map(\.columnType)
        var group: [Member] = []
        var first: Int64?
        var batch: Batch?
        var row = 0
        func finish() throws -> Batch? {
            defer { group = [] }
            guard group.count > 1, let kept = choose(group) else { return nil }
            let others = group.filter { $0.record != kept.record }
            try decide(kept, others)
            return fillsEmpty ? gains(of: kept, from: others, types) : nil
        }
        return BatchCursor(types: types) {
            while true {
                if batch.map({ row >= $0.rowCount }) ?? true {
                    (batch, row) = (try cursor.next(), 0)
                }
                guard let current = batch else { return try finish() }
                let root = current.columns[0].fixed[row]
                if let last = first, last != root {
                    first = root
                    if let gained = try finish() { return gained }
                    continue
                }
                first = root
                let key = start == 3 && !current.columns[2].isNull(row) ? current.columns[2].stored(row) : nil
                group.append(Member(record: current.columns[1].fixed[row], key: key, batch: current, row: row, start: start))
                row += 1
            }
        }
    }

    /// The record that is kept: one with a key, where any has one, since what belongs to the others must find it.
    private func choose(_ group: [Member]) -> Member? {
        let named = group.filter { $0.key != nil }
        let candidates = named.isEmpty ? group : named
        switch keep {
        case .oldest: return candidates.first
        case .newest: return candidates.last
        case .mostComplete:
            return candidates.max { left, right in
                let (less, more) = (completeness(left), completeness(right))
                return less != more ? less < more : left.record > right.record
            }
        }
    }

    private func completeness(_ member: Member) -> Int { fields.indices.count(where: member.hasValue) }

    /// What the kept record lacks and another one has, the newest first.
    private func gains(of kept: Member, from others: [Member], _ types: [ColumnType]) -> Batch? {
        var gained = Batch(types)
        gained.columns[0].append(kept.record)
        gained.rowCount = 1
        var isEmpty = true
        for field in fields.indices {
            let source = kept.hasValue(field) ? nil : others.last { $0.hasValue(field) }
            guard let source else {
                gained.columns[field + 1].appendNull()
                continue
            }
            isEmpty = false
            let column = source.batch.columns[source.start + field]
            if column.type.isText {
                gained.columns[field + 1].append(column.text[source.row])
            } else {
                gained.columns[field + 1].append(column.fixed[source.row])
            }
        }
        return isEmpty ? nil : gained
    }
}

extension MessageKey {
    static let toolMerged: MessageKey = "task.run-tool.merged"
}
