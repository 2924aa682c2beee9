import Expressions
import Model
import Store
import Tabular

extension ToolCall {
    /// `archive`: the members leave the module and stay in the journal, from which an undo brings them back.
    func archive() throws -> TaskOutcome {
        var children = 0
        if boolean("with-children") {
            for child in context.catalog.modules.values.sorted(by: { $0.name < $1.name }) where child.parent?.module == module.name {
                let query = context.transaction.records.children(of: task.segment, in: module, child)
                children += try planRemoval(of: query, in: child)
            }
        }
        let members = RecordQuery(module: module, columns: [], segment: task.segment, includesIdentity: true)
        let count = try planRemoval(of: members, in: module)
        _ = try context.transaction.edits.apply(run: context.run, task: context.position, at: context.now)
        return TaskOutcome(
            affected: count, counts: TaskCounts(lookedAt: count, changed: count, left: 0, failed: 0),
            summary: Message(.toolArchived, ["count": .integer(count), "children": .integer(children)]))
    }

    private func planRemoval(of query: RecordQuery, in module: ModuleDefinition) throws -> Int {
        try context.transaction.records.withBatches(query) { cursor in
            let records = IdentitySequence(cursor)
            try context.transaction.edits.planRemoval(
                of: records, module: module, run: context.run, task: context.position, at: context.now)
            if let failure = records.failure { throw failure }
            return records.count
        }
    }
}

/// The identities that a cursor gives in its first column; it ends early where that fails, and then has the reason.
private final class IdentitySequence: Sequence, IteratorProtocol {
    private let cursor: BatchCursor
    private var pending: ArraySlice<Int64> = []
    private(set) var count = 0
    private(set) var failure: (any Error)?

    init(_ cursor: BatchCursor) { self.cursor = cursor }

    func next() -> Int64? {
        do {
            while pending.isEmpty {
                guard failure == nil, let batch = try cursor.next() else { return nil }
                pending = batch.columns[0].fixed[...]
            }
            count += 1
            return pending.popFirst()
        } catch {
            failure = error
            return nil
        }
    }
}

extension MessageKey {
    static let toolArchived: MessageKey = "task.run-tool.archived"
}
