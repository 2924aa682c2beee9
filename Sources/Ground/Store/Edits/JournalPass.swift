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

    /// Runs through the records of the parts; returns how many there are.
    ///
    /// - Parameters:
    ///   - value: the column of the journal that is written.
    ///   - condition: the column of the journal whose values the record must have; nil: any.
    ///   - passedOver: told of each record that was not written.
    private func run(taking value: String, where condition: String?, passedOver: (Int64) -> Void) throws -> Int {
        let sources = [value, condition].compactMap(\.self)
        let journal = try db.makeStatement(sql: journal(of: sources))
        let update = try db.makeStatement(sql: update(isConditional: condition != nil))
        let (from, to) = unsafe (journal.sqliteStatement, update.sqliteStatement)
        defer {
            unsafe sqlite3_reset(from)
            unsafe sqlite3_reset(to)
        }
        let parameters = unsafe sqlite3_bind_parameter_count(to)
        var count = 0
        while true {
            let code = unsafe sqlite3_step(from)
            guard code == SQLITE_ROW else {
                try check(code)
                return count
            }
            for index in 0..<parameters { try check(unsafe sqlite3_bind_value(to, index + 1, sqlite3_column_value(from, index))) }
            try check(unsafe sqlite3_step(to))
            if unsafe sqlite3_changes(connection) == 0 { passedOver(unsafe sqlite3_column_int64(from, 0)) }
            unsafe sqlite3_reset(to)
            count += 1
        }
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK, code != SQLITE_DONE else { return }
        throw unsafe DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }

    /// The statement that writes a record; its parameters are the columns of ``journal(of:)`` in their order.
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

    /// A row for each record of the parts: its number; then for each part whether it has the record, where it may not, and its `sources`.
    private func journal(of sources: [String]) -> String {
        let columns = parts.enumerated().flatMap { index, part in
            let name = "edit_\(index)"
            return (part.isWhole ? [] : ["\(name).part IS NOT NULL"]) + sources.map { "\(name).\($0)" }
        }
        // One part that has all the records spares a search for which there are.
        let leading = parts.count == 1 ? 0 : parts.firstIndex { $0.isWhole }
        let records = parts.map { "SELECT record FROM ajastin_edit WHERE part = \($0.id)" }.joined(separator: " UNION ")
        let changed = leading.map { "edit_\($0)" } ?? "changed"
        let joins = parts.enumerated().filter { $0.offset != leading }.map { index, part in
            "LEFT JOIN ajastin_edit AS edit_\(index) ON edit_\(index).part = \(part.id) AND edit_\(index).record = \(changed).record"
        }
        return """
            SELECT \((["\(changed).record"] + columns).joined(separator: ", "))
            FROM \(leading == nil ? "(\(records))" : "ajastin_edit") AS \(changed) \(joins.joined(separator: " "))
            \(leading.map { "WHERE \(changed).part = \(parts[$0].id)" } ?? "")
            """
    }
}
