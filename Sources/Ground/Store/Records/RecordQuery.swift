package import Expressions
package import Model

/// Which records to read, with which columns, in which order.
package struct RecordQuery: Sendable {
    package var module: ModuleDefinition
    /// The columns of the batches, in order.
    package var columns: [FieldDefinition]
    /// Only members of this segment.
    package var segment: String?
    /// Only records for which this holds; fields are reached through the alias `r`.
    package var condition: SQLFragment?
    /// The foremost first; text in the order of ``language``, empty values last. Records that agree in all are in the order of their key.
    package var sortBy: [FieldDefinition]
    package var language: Language
    /// Nil: all of them.
    package var limit: Int?

    package init(
        module: ModuleDefinition, columns: [FieldDefinition], segment: String? = nil, condition: SQLFragment? = nil,
        sortBy: [FieldDefinition] = [], language: Language = .fi, limit: Int? = nil
    ) {
        self.module = module
        self.columns = columns
        self.segment = segment
        self.condition = condition
        self.sortBy = sortBy
        self.language = language
        self.limit = limit
    }

    /// The statement and its bindings; the columns come in their order, none before them.
    var fragment: SQLFragment {
        var bindings: [SQLValue] = []
        let names = columns.map { "r.\(quoted($0.key))" }.joined(separator: ", ")
        var sql = "SELECT \(names.isEmpty ? "r._id" : names) FROM \(quoted(module.name)) AS r"
        if let segment {
            sql += " JOIN ajastin_segment_member AS member ON member.record = r._id AND member.segment = ?"
            bindings.append(.text(segment))
        }
        if let condition {
            sql += " WHERE (\(condition.sql))"
            bindings += condition.bindings
        }
        var order = sortBy.map { field in
            let column = "r.\(quoted(field.key))"
            return field.type.isText ? "\(SQLFunctions.sortKey(language))(\(column)) NULLS LAST" : "\(column) NULLS LAST"
        }
        if let key = module.key { order.append("r.\(quoted(key))") }
        order.append("r._id")
        sql += " ORDER BY " + order.joined(separator: ", ")
        if let limit { sql += " LIMIT \(limit)" }
        return SQLFragment(sql: sql, bindings: bindings)
    }
}
