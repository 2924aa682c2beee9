import GRDB
import GRDBSQLite
import Tabular

/// Guesses which record the next row is about: the one after the last row's.
///
/// Files mostly come in the order of the files before them, and records lie in the order in which files brought them. Reading on is some
/// five times cheaper than a search by key; a file in another order costs a few dozen vain guesses, and then no more.
@safe final class RecordForesight {
    private let connection: OpaquePointer
    private let walk: Statement
    /// What tells the hashes more quickly than ``walk``; nil where it cannot.
    private let hashes: StoredHashes?
    private var misses = 0
    private var isAtEnd = false
    /// The record at hand, until it is taken.
    private var current: (id: Int64, hash: Int64?)?

    /// How many guesses may fail in a row.
    private static let patience = 64

    /// - Parameters:
    ///   - key: the name of the key's column, quoted.
    ///   - isUntouched: whether the transaction has not changed the table so far.
    ///   - companion: reads the snapshot that the transaction began with; for a large table.
    ///   - lastRecord: the highest number that a record has been given, where ``allRecords()`` is going to be asked for.
    init(
        db: Database, module: String, key: String, isUntouched: Bool, beside companion: CompanionReader?, notingUpTo lastRecord: Int64?
    ) throws {
        let table = quoted(module)
        hashes = isUntouched ? try StoredHashes(of: module, in: db, beside: companion, notingUpTo: lastRecord) : nil
        guard let connection = unsafe db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        unsafe self.connection = connection
        walk = try db.cachedStatement(sql: "SELECT _id, _hash, _drop, _line, \(key) FROM \(table) WHERE _id > ?1 ORDER BY _id")
        let statement = unsafe walk.sqliteStatement
        unsafe sqlite3_reset(statement)
        try check(unsafe sqlite3_bind_int64(statement, 1, 0))
    }

    // However the drop ends: a walk that is left open would keep its snapshot, and the table, beyond the transaction.
    deinit { end() }

    /// The records that the table had when the transaction began; nil where it takes a look at the table to find them.
    func allRecords() throws -> Bitmap? { try hashes?.allRecords() }

    /// Lets go of the table.
    func end() {
        _ = unsafe sqlite3_reset(walk.sqliteStatement)
        hashes?.end()
    }

    /// The record at hand if it is the one that the row is about, by the hash of its values or by its key.
    func record(hash: Int64, cells: borrowing BoundColumns, row: Int, keyColumn: Int) throws -> RecordStatements.Found? {
        guard misses < RecordForesight.patience, !isAtEnd else { return nil }
        let statement = unsafe walk.sqliteStatement
        if current == nil {
            let code = unsafe sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                isAtEnd = true
                unsafe sqlite3_reset(statement)
                if code != SQLITE_DONE { try check(code) }
                return nil
            }
            let hash = unsafe sqlite3_column_type(statement, 1) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, 1)
            current = unsafe (sqlite3_column_int64(statement, 0), hash)
        }
        guard let found = current else { return nil }
        let isSame = unsafe found.hash == hash || cells.equals(keyColumn, row, column: 4, of: statement)
        guard isSame else {
            misses += 1
            return nil
        }
        misses = 0
        current = nil
        return unsafe RecordStatements.Found(
            id: found.id, hash: found.hash, drop: sqlite3_column_int64(statement, 2), line: Int(sqlite3_column_int64(statement, 3)))
    }

    /// Goes on after the record that a search found instead.
    func resume(after id: Int64) throws {
        guard misses < RecordForesight.patience else { return }
        let statement = unsafe walk.sqliteStatement
        unsafe sqlite3_reset(statement)
        try check(unsafe sqlite3_bind_int64(statement, 1, id))
        (current, isAtEnd) = (nil, false)
    }

    // MARK: - Recognising rows by their hashes alone

    /// The next records in their order, from ``head`` on.
    private var window: [StoredHash] = []
    private var head = 0
    /// How many rows in a row were not recognised.
    private(set) var strangers = 0

    /// How many records are read at a time, and how many of them may have been passed over by the file.
    private static let windowSize = 1024
    private static let depth = 64

    /// Whether so many rows were not recognised that the file must be somewhere else.
    var isLost: Bool { byHash == nil && strangers >= RecordForesight.depth }

    /// The record that the last row is likely to be about, where it was not recognised: the one in its place.
    var expected: Int64? {
        guard byHash == nil, strangers > 0, head + strangers <= window.count else { return nil }
        return window[head + strangers - 1].record
    }

    /// All records, once the file has turned out to be in another order; nil where that is not known or they are too many.
    private var byHash: RecordsByHash?
    private var hasLookedForAll = false

    /// The next records, as far as the rows from `index` on are about them one after another; they are passed over.
    func follow(_ hashes: [Int64], from index: Int) -> ArraySlice<StoredHash> {
        guard byHash == nil else { return [] }
        // Copies: a property of a class is checked for exclusive access each time that it is looked at.
        let (window, head) = (window, head)
        let most = min(window.count - head, hashes.count - index)
        var count = 0
        while count < most, window[head + count].hash == hashes[index + count], hashes[index + count] != 0 { count += 1 }
        guard count > 0 else { return [] }
        self.head = head + count
        strangers = 0
        return window[head..<head + count]
    }

    /// The record whose values have this hash, if it is among the next ones; those before it are passed over.
    func recognise(_ hash: Int64) throws -> Int64? {
        if let byHash { return byHash.record(hash) }
        if window.count - head < RecordForesight.depth, !isAtEnd { try fill() }
        let end = min(window.count, head + RecordForesight.depth)
        var place = head
        while place < end {
            if window[place].hash == hash {
                head = place + 1
                strangers = 0
                return window[place].record
            }
            place += 1
        }
        strangers += 1
        guard isLost, !hasLookedForAll, let hashes else { return nil }
        hasLookedForAll = true
        byHash = try RecordsByHash(hashes)
        // Where they are too many, whoever finds a record by its key says where to go on.
        return byHash?.record(hash)
    }

    private func fill() throws {
        window.removeSubrange(..<head)
        head = 0
        if let hashes {
            while window.count < RecordForesight.depth {
                guard let block = try hashes.nextBlock() else {
                    isAtEnd = true
                    return
                }
                window += block
            }
            return
        }
        let statement = unsafe walk.sqliteStatement
        while window.count < RecordForesight.windowSize {
            let code = unsafe sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                isAtEnd = true
                unsafe sqlite3_reset(statement)
                if code != SQLITE_DONE { try check(code) }
                return
            }
            // Zero is the hash of no row.
            let (record, hash) = unsafe (sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1))
            window.append(StoredHash(record: record, hash: hash))
        }
    }

    /// Goes on after this record, with which the file is now.
    func find(after id: Int64) throws {
        hashes?.find(after: id)
        let statement = unsafe walk.sqliteStatement
        unsafe sqlite3_reset(statement)
        try check(unsafe sqlite3_bind_int64(statement, 1, id))
        window.removeAll(keepingCapacity: true)
        (head, strangers, isAtEnd) = (0, 0, false)
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        throw unsafe DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }
}
