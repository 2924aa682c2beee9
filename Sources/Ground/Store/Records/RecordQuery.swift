package import Expressions
package import Model
package import Tabular

/// One field that orders records.
package struct RecordOrder: Hashable, Sendable {
    package var field: FieldDefinition
    package var isDescending: Bool
    /// Whether records without a value come before the others, rather than after them.
    package var areNullsFirst: Bool

    package init(_ field: FieldDefinition, isDescending: Bool = false, areNullsFirst: Bool = false) {
        self.field = field
        self.isDescending = isDescending
        self.areNullsFirst = areNullsFirst
    }

    /// The term of an ORDER BY for values that are `value` in SQL.
    func term(_ value: String, in language: Language) -> String {
        (field.type.isText ? "\(SQLFunctions.sortKey(language))(\(value))" : value) + (isDescending ? " DESC" : "")
            + (areNullsFirst ? " NULLS FIRST" : " NULLS LAST")
    }
}

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
    /// What fields that the module does not have are computed by; fields of records are reached through the alias `r`.
    package var computed: [String: SQLFragment]
    /// The foremost first; text in the order of ``language``.
    ///
    /// Records that agree in all are in the order in which they first came.
    package var sortBy: [RecordOrder]
    package var language: Language
    /// Nil: all of them.
    package var limit: Int?
    /// Only records with these numbers; nil: all.
    var numbers: ClosedRange<Int64>?
    /// Whether the batches start with a column of the records' identities.
    package var includesIdentity: Bool

    package init(
        module: ModuleDefinition, columns: [FieldDefinition], segment: String? = nil, asOf: Instant? = nil, condition: SQLFragment? = nil,
        computed: [String: SQLFragment] = [:], sortBy: [RecordOrder] = [], language: Language = .fi, limit: Int? = nil,
        includesIdentity: Bool = false
    ) {
        self.module = module
        self.columns = columns
        self.segment = segment
        self.asOf = asOf
        self.condition = condition
        self.computed = computed
        self.sortBy = sortBy
        self.language = language
        self.limit = limit
        self.includesIdentity = includesIdentity
    }

    /// The types of the batches' columns.
    var types: [ColumnType] { (includesIdentity ? [.integer] : []) + columns.map(\.columnType) }

    /// The statement and its bindings.
    var fragment: SQLFragment {
        statement((includesIdentity ? [SQLFragment(sql: "r._id")] : []) + columns.map(value(of:)))
    }

    /// The statement as a part of another, which knows the columns by `names`.
    func statement(naming names: [String]) -> SQLFragment {
        statement(
            zip(columns, names).map { column, name in
                let value = value(of: column)
                return SQLFragment(sql: "\(value.sql) AS \(name)", bindings: value.bindings)
            })
    }

    private func statement(_ values: [SQLFragment]) -> SQLFragment {
        var statement = SQLFragment(sql: "SELECT ")
        statement.append(values, separator: ", ")
        statement.append(source)
        var order = sortKey.map { [$0] } ?? []
        // The members lie in this order already: without a wish for another one there is nothing to sort.
        order.append(SQLFragment(sql: segment == nil ? "r._id" : "member.record"))
        statement.sql += " ORDER BY "
        statement.append(order, separator: ", ")
        if let limit { statement.sql += " LIMIT \(limit)" }
        return statement
    }

    /// What orders the records, as one key; nil where they stay in the order in which they came.
    var sortKey: SQLFragment? {
        guard !sortBy.isEmpty else { return nil }
        var key = SQLFragment(sql: "\(SQLFunctions.sortKeys(language))('\(sortBy.map(SortCode.letters).joined())', ")
        key.append(sortBy.map { value(of: $0.field) }, separator: ", ")
        key.sql += ")"
        return key
    }

    /// From where the records come, and which of them are meant.
    private var source: SQLFragment {
        var source = SQLFragment(sql: " FROM \(quoted(module.name)) AS r")
        if let segment {
            let members = SegmentRepository.members(of: segment, asOf: asOf)
            source.sql += " JOIN \(members.sql) AS member ON member.record = r._id"
            source.bindings += members.bindings
        }
        var conditions: [String] = []
        if let condition {
            conditions.append("(\(condition.sql))")
            source.bindings += condition.bindings
        }
        if let numbers {
            conditions.append("\(segment == nil ? "r._id" : "member.record") BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)")
        }
        if !conditions.isEmpty { source.sql += " WHERE " + conditions.joined(separator: " AND ") }
        return source
    }

    /// The value of a field, or of what is computed under its key.
    func value(of field: FieldDefinition) -> SQLFragment {
        computed[field.key] ?? SQLFragment(sql: "r.\(quoted(field.key))")
    }
}

extension SQLFragment {
    mutating func append(_ part: SQLFragment) {
        sql += part.sql
        bindings += part.bindings
    }

    mutating func append(_ parts: [SQLFragment], separator: String) {
        sql += parts.map(\.sql).joined(separator: separator)
        bindings += parts.flatMap(\.bindings)
    }
}
