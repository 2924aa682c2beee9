import GRDB
import GRDBSQLite
import Tabular

/// The prepared statements of a ``RecordWriter``, bound by pointer.
@safe struct RecordStatements {
    /// A record that bears a row's key.
    struct Found {
        let id: Int64
        let hash: Int64?
        let drop: Int64
        let line: Int
    }

    private let connection: OpaquePointer
    private let insertion: Statement
    private let parentSearch: Statement?
    private let search: Statement?
    private let guess: Statement?
    private let change: Statement
    private let hashChange: Statement
    private let fieldCount: Int

    /// - Parameters: names are quoted already.
    init(db: Database, table: String, key: String?, fields: [String], parent: (table: String, key: String)?) throws {
        guard let connection = unsafe db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        unsafe self.connection = connection
        fieldCount = fields.count
        let columns = fields.map { ", \($0)" }.joined()
        let marks = fields.indices.map { ", ?\($0 + 5)" }.joined()
        insertion = try db.cachedStatement(
            sql: "INSERT INTO \(table) (_id, _hash, _drop, _line\(columns)) VALUES (?1, ?2, ?3, ?4\(marks))")
        let found = "SELECT _id, _hash, _drop, _line FROM \(table)"
        search = try key.map { try db.cachedStatement(sql: "\(found) WHERE \($0) = ?1") }
        guess = try key.map { try db.cachedStatement(sql: "\(found) WHERE _id = ?2 AND \($0) = ?1") }
        // The key is the one that the record was found by: to set it would only make the index be written anew.
        let assignments = fields.enumerated().filter { $1 != key }.map { ", \($1) = ?\($0 + 5)" }.joined()
        let differs = fields.enumerated().map { "\($1) IS NOT ?\($0 + 5)" }.joined(separator: " OR ")
        change = try db.cachedStatement(
            sql: "UPDATE \(table) SET _hash = ?2, _drop = ?3, _line = ?4\(assignments) WHERE _id = ?1 AND (\(differs))")
        parentSearch = try parent.map { try db.cachedStatement(sql: "SELECT 1 FROM \($0.table) WHERE \($0.key) = ?1") }
        hashChange = try db.cachedStatement(sql: "UPDATE \(table) SET _hash = ?2 WHERE _id = ?1")
    }

    /// Adds a record whose key is new.
    func insert(_ cells: borrowing BoundColumns, row: Int, id: Int64, hash: Int64, drop: Int64, line: Int) throws {
        try run(insertion, cells, row: row, id: id, hash: hash, drop: drop, line: line)
    }

    /// Whether the record that a row belongs to is there.
    func hasParent(_ cells: borrowing BoundColumns, row: Int, column: Int) throws -> Bool {
        guard let parentSearch else { return true }
        let statement = unsafe parentSearch.sqliteStatement
        defer { unsafe sqlite3_reset(statement) }
        try check(unsafe cells.bind(column, row, to: statement, at: 1))
        let code = unsafe sqlite3_step(statement)
        if code != SQLITE_ROW { try checkDone(code) }
        return code == SQLITE_ROW
    }

    /// Gives a record the row's values; false when it has them all.
    func update(_ cells: borrowing BoundColumns, row: Int, id: Int64, hash: Int64, drop: Int64, line: Int) throws -> Bool {
        try run(change, cells, row: row, id: id, hash: hash, drop: drop, line: line)
        return unsafe sqlite3_changes(connection) > 0
    }

    /// Notes the hash of the values that a record has.
    func setHash(_ hash: Int64, id: Int64) throws {
        let statement = unsafe hashChange.sqliteStatement
        defer { unsafe sqlite3_reset(statement) }
        try check(unsafe sqlite3_bind_int64(statement, 1, id))
        try check(unsafe sqlite3_bind_int64(statement, 2, hash))
        try checkDone(unsafe sqlite3_step(statement))
    }

    /// The record with the row's key.
    ///
    /// - Parameter expected: which one it is likely to be: a look at it is cheaper than the index, and its page is needed next.
    func find(_ cells: borrowing BoundColumns, row: Int, keyColumn: Int, expected: Int64? = nil) throws -> Found? {
        if let expected, let guess, let found = try first(guess, cells, row, keyColumn, expected) { return found }
        return try search.flatMap { try first($0, cells, row, keyColumn, nil) }
    }

    private func first(
        _ query: Statement, _ cells: borrowing BoundColumns, _ row: Int, _ keyColumn: Int, _ id: Int64?
    ) throws -> Found? {
        let statement = unsafe query.sqliteStatement
        defer { unsafe sqlite3_reset(statement) }
        try check(unsafe cells.bind(keyColumn, row, to: statement, at: 1))
        if let id { try check(unsafe sqlite3_bind_int64(statement, 2, id)) }
        let code = unsafe sqlite3_step(statement)
        guard code == SQLITE_ROW else {
            try checkDone(code)
            return nil
        }
        return unsafe Found(
            id: sqlite3_column_int64(statement, 0),
            hash: sqlite3_column_type(statement, 1) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, 1),
            drop: sqlite3_column_int64(statement, 2), line: Int(sqlite3_column_int64(statement, 3)))
    }

    /// Binds and steps.
    private func run(
        _ prepared: Statement, _ cells: borrowing BoundColumns, row: Int, id: Int64, hash: Int64, drop: Int64, line: Int
    ) throws {
        let statement = unsafe prepared.sqliteStatement
        defer { unsafe sqlite3_reset(statement) }
        try check(unsafe sqlite3_bind_int64(statement, 1, id))
        try check(unsafe sqlite3_bind_int64(statement, 2, hash))
        try check(unsafe sqlite3_bind_int64(statement, 3, drop))
        try check(unsafe sqlite3_bind_int64(statement, 4, Int64(line)))
        for column in 0..<fieldCount { try check(unsafe cells.bind(column, row, to: statement, at: Int32(column + 5))) }
        try checkDone(unsafe sqlite3_step(statement))
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        throw unsafe DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }

    private func checkDone(_ code: Int32) throws {
        if code != SQLITE_DONE { try check(code) }
    }
}
