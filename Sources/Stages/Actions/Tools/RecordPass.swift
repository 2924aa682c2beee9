import Expressions
import Model
import Store
import Tabular

/// What a tool makes of one record.
enum RecordChange {
    case set(field: String, SQLValue)
    case fail(field: String, Message)
}

/// One pass over records: batch by batch, so that memory does not grow with their number, planning what becomes of each.
struct RecordPass {
    let context: ActionContext
    let module: ModuleDefinition

    /// Plans what `change` says of each record that `query` finds, which must include the identity; returns how many there were.
    func plan(_ query: RecordQuery, _ change: @escaping (_ batch: Batch, _ row: Int) throws -> [RecordChange]) throws -> Int {
        try context.transaction.records.withBatches(query) { try plan($0, change) }
    }

    /// The same for records that a cursor gives, whose first column is their identity.
    func plan(_ cursor: BatchCursor, _ change: @escaping (_ batch: Batch, _ row: Int) throws -> [RecordChange]) throws -> Int {
        var count = 0
        let changes = ChangeSequence {
            guard let batch = try cursor.next() else { return nil }
            count += batch.rowCount
            var changes: [(record: Int64, change: RecordChange)] = []
            for row in 0..<batch.rowCount {
                let record = batch.columns[0].fixed[row]
                changes += try change(batch, row).map { (record, $0) }
            }
            return try noteFailures(changes)
        }
        try context.transaction.edits.plan(
            values: changes, of: module, run: context.run, task: context.position, at: context.now)
        if let failure = changes.failure { throw failure }
        return count
    }

    /// The values that are to be set; the failures are noted.
    private func noteFailures(
        _ changes: [(record: Int64, change: RecordChange)]
    ) throws -> [(record: Int64, field: String, value: SQLValue)] {
        var values: [(record: Int64, field: String, value: SQLValue)] = []
        var failures: [TaskFailure] = []
        for (record, change) in changes {
            switch change {
            case .set(let field, let value): values.append((record, field, value))
            case .fail(let field, let reason):
                failures.append(
                    TaskFailure(task: context.position, module: module.name, record: record, field: field, reason: reason))
            }
        }
        if !failures.isEmpty { try context.transaction.runs.add(failures, run: context.run) }
        return values
    }
}

/// Values that are made batch by batch as they are asked for.
///
/// A sequence cannot throw: it ends early instead, and whoever has gone through it looks at ``failure``.
private final class ChangeSequence: Sequence, IteratorProtocol {
    private let pull: () throws -> [(record: Int64, field: String, value: SQLValue)]?
    private var values: ArraySlice<(record: Int64, field: String, value: SQLValue)> = []
    private(set) var failure: (any Error)?

    init(_ pull: @escaping () throws -> [(record: Int64, field: String, value: SQLValue)]?) { self.pull = pull }

    func next() -> (record: Int64, field: String, value: SQLValue)? {
        do {
            while values.isEmpty {
                guard failure == nil, let more = try pull() else { return nil }
                values = more[...]
            }
            return values.popFirst()
        } catch {
            failure = error
            return nil
        }
    }
}

extension ToolCall {
    /// Plans what `change` says of the texts of some fields of each member, and makes it so.
    func change(
        _ fields: [FieldDefinition], _ change: @escaping (_ text: String, _ field: FieldDefinition) throws(ToolRefusal) -> [RecordChange]
    ) throws -> TaskOutcome {
        let query = RecordQuery(module: module, columns: fields, segment: task.segment, includesIdentity: true)
        let count = try RecordPass(context: context, module: module).plan(query) { batch, row in
            fields.indices.flatMap { index -> [RecordChange] in
                let column = batch.columns[index + 1]
                guard !column.isNull(row) else { return [] }
                do throws(ToolRefusal) {
                    return try change(column.text[row], fields[index])
                } catch {
                    return [.fail(field: fields[index].key, error.message)]
                }
            }
        }
        return try applied(lookedAt: count)
    }

    /// The same where a text becomes another one.
    func rewrite(
        _ fields: [FieldDefinition], _ rewrite: @escaping (_ text: String, _ field: FieldDefinition) throws(ToolRefusal) -> String
    ) throws -> TaskOutcome {
        try change(fields) { text, field throws(ToolRefusal) in
            let rewritten = try rewrite(text, field)
            // Only values that differ byte by byte are of interest; Swift takes other spellings of a letter for the same.
            guard !rewritten.utf8.elementsEqual(text.utf8) else { return [] }
            return [.set(field: field.key, rewritten.isEmpty ? .null : .text(rewritten))]
        }
    }
}
