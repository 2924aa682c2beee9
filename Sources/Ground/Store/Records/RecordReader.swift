import Expressions
import GRDB
import GRDBSQLite
import Tabular

/// Steps a statement and fills batches from its columns.
@safe final class RecordReader {
    let types: [ColumnType]
    private let connection: OpaquePointer
    private let statement: Statement
    private let builder: BatchBuilder
    private var isAtEnd = false

    init(db: Database, fragment: SQLFragment, types: [ColumnType]) throws {
        guard let connection = unsafe db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        unsafe self.connection = connection
        self.types = types
        builder = BatchBuilder(types)
        statement = try db.makeStatement(sql: fragment.sql)
        try statement.setArguments(fragment.arguments)
    }

    deinit { unsafe sqlite3_reset(statement.sqliteStatement) }

    /// The next rows, or nil at the end.
    func next() throws -> Batch? {
        guard !isAtEnd else { return nil }
        let prepared = unsafe statement.sqliteStatement
        var rowCount = 0
        while rowCount < Batch.targetRowCount {
            let code = unsafe sqlite3_step(prepared)
            guard code == SQLITE_ROW else {
                isAtEnd = true
                unsafe sqlite3_reset(prepared)
                guard code == SQLITE_DONE else {
                    throw unsafe DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
                }
                break
            }
            unsafe builder.take(from: prepared, row: rowCount)
            rowCount += 1
        }
        return rowCount > 0 ? builder.finish(rowCount) : nil
    }
}

extension SQLFragment {
    /// The bindings as GRDB takes them.
    var arguments: StatementArguments {
        StatementArguments(bindings.map(\.databaseValue))
    }
}
