/// A piece of SQL and the values of its parameters, in the order of their question marks.
package struct SQLFragment: Hashable, Sendable {
    package var sql: String
    package var bindings: [SQLValue]

    package init(sql: String = "", bindings: [SQLValue] = []) {
        self.sql = sql
        self.bindings = bindings
    }
}

/// A value that is bound to a parameter, or that an ``SQLFunction`` takes and gives.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
}
