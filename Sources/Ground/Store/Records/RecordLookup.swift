import Expressions
import GRDB
import GRDBSQLite
import Model

/// Asks SQLite for single records of a query: for those that have a value which is not of its column's kind.
@safe final class RecordLookup {
    private let db: Database
    private let query: RecordQuery
    private var values: Statement?
    private var sortKey: Statement?

    init(_ query: RecordQuery, in db: Database) {
        self.db = db
        self.query = query
    }

    /// Takes the values of a record as those of `row`.
    func take(_ record: Int64, into builder: BatchBuilder, row: Int) throws {
        let statement = try values ?? prepare(query.names.map { "r.\(quoted($0))" }.joined(separator: ", "))
        values = statement
        try unsafe step(statement, record) { unsafe builder.take(from: $0, row: row) }
    }

    /// The key by which the query sorts a record.
    func sortKey(of record: Int64) throws -> [UInt8] {
        guard let fragment = query.sortKey else { return [] }
        let statement = try sortKey ?? prepare(fragment.sql)
        sortKey = statement
        var key: [UInt8] = []
        try unsafe step(statement, record) { row in
            guard let start = unsafe sqlite3_column_blob(row, 0) else { return }
            key = unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, 0))))
        }
        return key
    }

    private func prepare(_ values: String) throws -> Statement {
        try db.makeStatement(sql: "SELECT \(values) FROM \(quoted(query.module.name)) AS r WHERE r._id = ?")
    }

    private func step(_ statement: Statement, _ record: Int64, _ body: (OpaquePointer) -> Void) throws {
        let prepared = unsafe statement.sqliteStatement
        defer { unsafe sqlite3_reset(prepared) }
        var code = unsafe sqlite3_bind_int64(prepared, 1, record)
        if code == SQLITE_OK { code = unsafe sqlite3_step(prepared) }
        guard code == SQLITE_ROW else {
            throw DatabaseError(resultCode: code == SQLITE_DONE ? .SQLITE_CORRUPT : ResultCode(rawValue: code))
        }
        unsafe body(prepared)
    }
}
