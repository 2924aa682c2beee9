import Model
import Store
import Tabular

/// Records that belong together, however many steps lie between them.
///
/// Memory grows with the number of records that have a like, not with that of all.
struct RecordGroups {
    /// A record that leads to the first of its group; first ones are missing.
    private var parents: [Int64: Int64] = [:]

    /// The first record of the group to which `record` belongs; itself where it has no like.
    mutating func first(of record: Int64) -> Int64 {
        var first = record
        while let parent = parents[first] { first = parent }
        var step = record
        while let parent = parents[step], parent != first {
            parents[step] = first
            step = parent
        }
        return first
    }

    /// Puts the groups of two records together.
    mutating func join(_ left: Int64, _ right: Int64) {
        let (left, right) = (first(of: left), first(of: right))
        if left != right { parents[max(left, right)] = min(left, right) }
    }

    /// The groups by their first record, each with all its records in order.
    mutating func all() -> [Int64: [Int64]] {
        var groups: [Int64: [Int64]] = [:]
        for record in parents.keys.sorted() {
            let first = first(of: record)
            groups[first, default: [first]].append(record)
        }
        return groups
    }
}

extension ToolCall {
    /// Groups the members whose values agree in all fields of one list; returns how many members there are, and the groups.
    func grouped(by rules: [[FieldDefinition]]) throws -> (lookedAt: Int, groups: RecordGroups) {
        var fields: [FieldDefinition] = []
        for field in rules.joined() where !fields.contains(field) { fields.append(field) }
        let places = rules.map { rule in rule.compactMap { field in fields.firstIndex(of: field).map { (field: field, column: $0 + 1) } } }
        let matches = context.transaction.matches
        try matches.clear()
        var lookedAt = 0
        let query = RecordQuery(module: module, columns: fields, segment: task.segment, includesIdentity: true)
        try context.transaction.records.withBatches(query) { cursor in
            while let batch = try cursor.next() {
                lookedAt += batch.rowCount
                for row in 0..<batch.rowCount {
                    for (rule, parts) in places.enumerated() {
                        let keys = parts.compactMap { key(of: batch.columns[$0.column], row, $0.field) }
                        // A value that is missing is like no other.
                        guard keys.count == parts.count else { continue }
                        try matches.note(keys.joined(separator: "\u{1F}"), rule: rule, record: batch.columns[0].fixed[row])
                    }
                }
            }
        }
        var groups = RecordGroups()
        try matches.forEachLink { groups.join($0, $1) }
        return (lookedAt, groups)
    }

    private func key(of column: Column, _ row: Int, _ field: FieldDefinition) -> String? {
        guard !column.isNull(row) else { return nil }
        return MatchKey.of(column.type.isText ? column.text[row] : String(column.fixed[row]), field)
    }
}
