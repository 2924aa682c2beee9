package import Expressions
import GRDB
package import Model
import Tabular

/// One group of a list's rows, and a number over them.
package struct ListGroup: Hashable, Sendable {
    /// What the rows have in common: text, an integer, or a date or moment in ISO 8601; null for rows without a value.
    package var value: SQLValue
    /// How many rows there are, or the sum of a field, as it is stored.
    package var number: Int64
}

extension RecordRepository {
    /// Lends `body` the groups of the records of `query`, those with the largest numbers first.
    ///
    /// - Parameters:
    ///   - field: a field of the module or a computed one, whose values make the groups.
    ///   - sum: what is summed; nil: the records are counted.
    package func withGroups(
        of query: RecordQuery, by field: FieldDefinition, summing sum: FieldDefinition?, _ body: (ListGroup) throws -> Void
    ) throws {
        var rows = query
        let measure = sum ?? field
        rows.columns = [field, measure]
        rows.includesIdentity = false
        // Without a limit the order of the records says nothing about their numbers.
        if rows.limit == nil { rows.sortBy = [] }
        let inner = rows.statement(naming: ["grouped", "measured"])
        let number = sum == nil ? "count(*)" : "coalesce(sum(measured), 0)"
        // An empty text is no value, in the groups as in the sort.
        let value = field.columnType.isText ? "nullif(grouped, '')" : "grouped"
        let cursor = try Row.fetchCursor(
            db, sql: "SELECT \(value) AS value, \(number) AS number FROM (\(inner.sql)) GROUP BY value ORDER BY number DESC, value",
            arguments: inner.arguments)
        while let row = try cursor.next() {
            try body(ListGroup(value: SQLValue(row[0] as DatabaseValue), number: row[1]))
        }
    }
}
