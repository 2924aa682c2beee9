import Expressions
import GRDB
import GRDBSQLite
import Tabular

/// Steps a statement and fills batches from its columns.
@safe final class RecordReader {
    let types: [ColumnType]
    private let connection: OpaquePointer
    private let statement: Statement
    private var isAtEnd = false

    init(db: Database, fragment: SQLFragment, types: [ColumnType]) throws {
        guard let connection = unsafe db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        unsafe self.connection = connection
        self.types = types
        statement = try db.makeStatement(sql: fragment.sql)
        try statement.setArguments(fragment.arguments)
    }

    deinit { unsafe sqlite3_reset(statement.sqliteStatement) }

    /// The next rows, or nil at the end.
    func next() throws -> Batch? {
        guard !isAtEnd else { return nil }
        var batch = Batch(types)
        batch.reserve(Batch.targetRowCount)
        let prepared = unsafe statement.sqliteStatement
        while batch.rowCount < Batch.targetRowCount {
            let code = unsafe sqlite3_step(prepared)
            guard code == SQLITE_ROW else {
                isAtEnd = true
                unsafe sqlite3_reset(prepared)
                guard code == SQLITE_DONE else {
                    throw unsafe DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
                }
                break
            }
            for index in types.indices { unsafe append(column: Int32(index), of: prepared, to: &batch.columns[index]) }
            batch.rowCount += 1
        }
        return batch.rowCount > 0 ? batch : nil
    }

    private func append(column index: Int32, of prepared: OpaquePointer, to column: inout Tabular.Column) {
        switch column.type {
        case .integer, .decimal, .boolean:
            let value = unsafe sqlite3_column_int64(prepared, index)
            // A null reads as 0: only then is there something to ask.
            if value == 0, unsafe sqlite3_column_type(prepared, index) == SQLITE_NULL { return column.appendNull() }
            column.append(value)
        case .text:
            guard let start = unsafe sqlite3_column_text(prepared, index) else { return column.appendNull() }
            unsafe column.append(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(prepared, index))))
        case .day:
            guard let start = unsafe sqlite3_column_text(prepared, index) else { return column.appendNull() }
            let text = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(prepared, index)))
            if let day = unsafe storedDay(text) { column.append(Int64(day.number)) } else { column.appendNull() }
        case .instant:
            guard let start = unsafe sqlite3_column_text(prepared, index) else { return column.appendNull() }
            let text = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(prepared, index)))
            if let instant = unsafe Instant(iso: String(decoding: text, as: UTF8.self)) {
                column.append(instant.microseconds)
            } else {
                column.appendNull()
            }
        }
    }
}

/// The day that a stored yyyy-mm-dd names.
private func storedDay(_ text: UnsafeBufferPointer<UInt8>) -> Day? {
    guard text.count == 10 else { return nil }
    func number(_ range: Range<Int>) -> Int {
        var value = 0
        for index in range { value = unsafe value * 10 + Int(text[index]) - 48 }
        return value
    }
    return Day(year: number(0..<4), month: number(5..<7), day: number(8..<10))
}

extension SQLFragment {
    /// The bindings as GRDB takes them.
    var arguments: StatementArguments {
        StatementArguments(bindings.map(\.databaseValue))
    }
}
