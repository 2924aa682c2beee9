import GRDB
import GRDBSQLite

/// Gives records the values of some parts of the journal, in one pass over both.
///
/// A statement for each record visits every page of the module's table once; an UPDATE with a join first looks all the records up,
/// sets its findings aside and then visits the pages again.
@safe struct JournalPass {
    private typealias Part = EditRepository.Part

    private let db: Database
    private let connection: OpaquePointer
    private let module: String
    private let parts: [EditRepository.Part]

    /// - Parameter parts: of one step.
    init(_ parts: [EditRepository.Part], of module: String, in db: Database) throws {
        guard let connection = unsafe db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        unsafe self.connection = connection
        self.db = db
        self.parts = parts
        self.module = module
    }

    /// Writes the new values; returns how many records were there to take them.
    func write() throws -> Int {
        var missing = 0
        let count = try run(taking: "new", where: nil) { _ in missing += 1 }
        return count - missing
    }

    /// Writes the old values where all the values of a record are still the new ones; gives the other records, which it leaves alone.
    func takeBack() throws -> [Int64] {
        var disputed: [Int64] = []
        _ = try run(taking: "old", where: "new") { disputed.append($0) }
        return disputed
    }

    /// Runs through the records of the parts, each of which lies in the order of the records; returns how many there are.
    ///
    /// - Parameters:
    ///   - value: the column of the journal that is written.
    ///   - condition: the column of the journal whose values the record must have; nil: any.
    ///   - passedOver: told of each record that was not written.
    private func run(taking value: String, where condition: String?, passedOver: (Int64) -> Void) throws -> Int {
        let columns = ["record", value] + (condition.map { [$0] } ?? [])
        let entries = try parts.map { part in
            try Entries(
                db.makeStatement(
                    sql: "SELECT \(columns.joined(separator: ", ")) FROM ajastin_edit WHERE part = \(part.id) ORDER BY record"))
        }
        let update = try db.makeStatement(sql: update(isConditional: condition != nil))
        let target = unsafe update.sqliteStatement
        defer { unsafe sqlite3_reset(target) }
        var count = 0
        while let record = least(entries) {
            try check(unsafe sqlite3_bind_int64(target, 1, record))
            var parameter: Int32 = 1
            for (part, entry) in zip(parts, entries) {
                let isThere = entry.record == record
                // Else nothing would be written in place of a value that the plan does not have.
                guard isThere || !part.isWhole else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "part \(part.id) lacks record \(record)")
                }
                if !part.isWhole {
                    parameter += 1
                    try check(unsafe sqlite3_bind_int64(target, parameter, isThere ? 1 : 0))
                }
                for column in 1..<Int32(columns.count) {
                    parameter += 1
                    try check(
                        isThere
                            ? unsafe sqlite3_bind_value(target, parameter, sqlite3_column_value(entry.statement.sqliteStatement, column))
                            : unsafe sqlite3_bind_null(target, parameter))
                }
                if isThere { try entry.next() }
            }
            try check(unsafe sqlite3_step(target))
            if unsafe sqlite3_changes(connection) == 0 { passedOver(record) }
            unsafe sqlite3_reset(target)
            count += 1
        }
        return count
    }

    /// The first record that an entry at hand is about.
    @inline(__always)
    private func least(_ entries: [Entries]) -> Int64? {
        var least: Int64?
        for entry in entries {
            if let record = entry.record, record < least ?? .max { least = record }
        }
        return least
    }

    /// The entries of one part.
    private final class Entries {
        let statement: Statement
        /// The record of the entry at hand; nil at the end.
        private(set) var record: Int64?

        init(_ statement: Statement) throws {
            self.statement = statement
            try next()
        }

        deinit { unsafe sqlite3_reset(statement.sqliteStatement) }

        func next() throws {
            let code = unsafe sqlite3_step(statement.sqliteStatement)
            record = code == SQLITE_ROW ? unsafe sqlite3_column_int64(statement.sqliteStatement, 0) : nil
            guard code == SQLITE_ROW || code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK, code != SQLITE_DONE else { return }
        throw unsafe DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }

    /// The statement that writes a record; its parameters are the record's number, and for each part whether it has the record, where it
    /// may not, the value and the value that must be there.
    private func update(isConditional: Bool) -> String {
        var number = 1
        func next() -> String {
            number += 1
            return "?\(number)"
        }
        var assignments: [String] = []
        var conditions: [String] = []
        for part in parts {
            let column = quoted(part.field)
            let isThere = part.isWhole ? nil : next()
            let value = next()
            assignments.append("\(column) = " + (isThere.map { "CASE WHEN \($0) THEN \(value) ELSE \(column) END" } ?? value))
            guard isConditional else { continue }
            let expected = "\(column) IS \(next())"
            conditions.append(isThere.map { "(NOT \($0) OR \(expected))" } ?? expected)
        }
        return "UPDATE \(quoted(module)) SET _hash = NULL, \(assignments.joined(separator: ", ")) "
            + "WHERE \((["_id = ?1"] + conditions).joined(separator: " AND "))"
    }
}
