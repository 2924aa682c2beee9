import GRDB
import GRDBSQLite

/// What makes a part of a transaction safe to undo while the rest goes on.
///
/// SQLite up to 3.46 at least (3.51 does not) commits what no recovery would find again, where pages went to the log and once more to their
/// old places in it, and the part of the transaction that did so was undone. From the first such place on the checksums are computed at the
/// commit; the place is not forgotten with the part; what comes into the places before it gets none. It would be lost with the power, or
/// with the last process that has the database open.
///
/// So a page goes to the log before the part begins, and again to the same place after it has been undone: then everything from there on
/// gets its checksums.
final class LogMark {
    private let db: Database
    private var isSet = false

    init(_ db: Database) { self.db = db }

    /// Runs `body`; what it has written is undone where it says so or throws.
    func undoably(_ body: () throws -> Database.TransactionCompletion) throws {
        try set()
        let written = try pagesWritten()
        var isKept = false
        let outcome = Result {
            try db.inSavepoint {
                let completion = try body()
                isKept = completion == .commit
                return completion
            }
        }
        // SQLite itself may have undone everything, such as on a full disk.
        if !isKept, db.isInsideTransaction, try pagesWritten() != written { try mend() }
        try outcome.get()
    }

    /// To be called before what may be undone.
    ///
    /// Writes the changed pages to the log, but for those that a statement stands on.
    func set() throws {
        guard !isSet else { return }
        try write()
        isSet = true
    }

    /// To be called after a part of the transaction, or a statement that failed, has been undone.
    func mend() throws { try write() }

    /// To be called when the transaction has been undone as a whole and begun again.
    func forget() { isSet = false }

    private func write() throws {
        try db.execute(sql: "UPDATE ajastin_log_mark SET number = number + 1")
        try db.writeToLog()
    }

    /// How many pages the connection has written.
    private func pagesWritten() throws -> Int32 {
        var count: Int32 = 0
        var highest: Int32 = 0
        let code = unsafe sqlite3_db_status(db.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &count, &highest, 0)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        return count
    }
}

extension Database {
    /// Writes the changed pages to the log, but for those that a statement stands on.
    func writeToLog() throws {
        let code = unsafe sqlite3_db_cacheflush(sqliteConnection)
        guard code == SQLITE_OK || code == SQLITE_BUSY else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}
