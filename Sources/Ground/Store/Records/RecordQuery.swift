package import Expressions
package import Model
package import Tabular

/// Which records to read, with which columns, in which order.
package struct RecordQuery: Sendable {
    package var module: ModuleDefinition
    /// The columns of the batches, in order.
    package var columns: [FieldDefinition]
    /// Only members of this segment.
    package var segment: String?
    /// The moment whose members of the segment are meant; nil: those of its last refresh.
    package var asOf: Instant?
    /// Only records for which this holds; fields are reached through the alias `r`.
    package var condition: SQLFragment?
    /// The foremost first; text in the order of ``language``, empty values last.
    ///
    /// Records that agree in all are in the order in which they first came.
    package var sortBy: [FieldDefinition]
    package var language: Language
    /// Nil: all of them.
    package var limit: Int?
    /// Whether the batches start with a column of the records' identities.
    package var includesIdentity: Bool

    package init(
        module: ModuleDefinition, columns: [FieldDefinition], segment: String? = nil, asOf: Instant? = nil, condition: SQLFragment? = nil,
        sortBy: [FieldDefinition] = [], language: Language = .fi, limit: Int? = nil, includesIdentity: Bool = false
    ) {
        self.module = module
        self.columns = columns
        self.segment = segment
        self.asOf = asOf
        self.condition = condition
        self.sortBy = sortBy
        self.language = language
        self.limit = limit
        self.includesIdentity = includesIdentity
    }

    /// The types of the batches' columns.
    var types: [ColumnType] { (includesIdentity ? [.integer] : []) + columns.map(\.columnType) }

    /// The statement and its bindings.
    var fragment: SQLFragment {
        var bindings: [SQLValue] = []
        let names = (includesIdentity ? ["r._id"] : []) + columns.map { "r.\(quoted($0.key))" }
        var sql = "SELECT \(names.joined(separator: ", ")) FROM \(quoted(module.name)) AS r"
        if let segment {
            let members = SegmentRepository.members(of: segment, asOf: asOf)
            sql += " JOIN \(members.sql) AS member ON member.record = r._id"
            bindings += members.bindings
        }
        if let condition {
            sql += " WHERE (\(condition.sql))"
            bindings += condition.bindings
        }
        var order = sortBy.map { field in
            let column = "r.\(quoted(field.key))"
            return field.type.isText ? "\(SQLFunctions.sortKey(language))(\(column)) NULLS LAST" : "\(column) NULLS LAST"
        }
        // The members lie in this order already: without a wish for another one there is nothing to sort.
        order.append(segment == nil ? "r._id" : "member.record")
        sql += " ORDER BY " + order.joined(separator: ", ")
        if let limit { sql += " LIMIT \(limit)" }
        return SQLFragment(sql: sql, bindings: bindings)
    }
}
