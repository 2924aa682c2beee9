import GRDB
import Model

/// The index of a module's key while a file fills its empty table.
///
/// Building it after the rows sorts the keys once, which is quicker than keeping it in order all along, whatever the order of the rows.
struct KeyIndex {
    private let db: Database
    private let mark: LogMark
    private let table: String
    private let key: String
    private let name: String

    private static let sorterKiB = 12_288

    /// A row whose key another row of the file has.
    struct Duplicate {
        let id: Int64
        let line: Int
        let firstLine: Int
        /// Whether its values are those of the row with the key before it.
        let isSame: Bool
    }

    init(db: Database, _ mark: LogMark, module: ModuleDefinition, key: String) {
        self.db = db
        self.mark = mark
        table = quoted(module.name)
        self.key = quoted(key)
        name = quoted(ModuleTables.keyIndex(module.name, key))
    }

    func drop() throws { try db.execute(sql: "DROP INDEX \(name)") }

    /// Reads the page of the schema that dropping the index has changed and building it will change again, so that it stays in the cache.
    ///
    /// A page that has gone to the log meanwhile is written there in its old place, for which SQLite computes the checksums of all the
    /// pages behind it anew: a tenth of the time of a first load.
    func keepAtHand() throws { _ = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(rowid) FROM sqlite_schema")) }

    /// Builds the index; false where two rows have the same key.
    func build() throws -> Bool {
        try flushRows()
        // Each thread that sorts may hold as much as the cache: a smaller one keeps the whole small, at little cost.
        let size = try Int.fetchOne(db, sql: "PRAGMA cache_size") ?? 0
        try db.execute(sql: "PRAGMA cache_size = -\(KeyIndex.sorterKiB)")
        let outcome = Result { try db.execute(sql: "CREATE UNIQUE INDEX \(name) ON \(table) (\(key))") }
        try db.execute(sql: "PRAGMA cache_size = \(size)")
        do { try outcome.get() } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            try mark.mend()
            return false
        }
        return true
    }

    /// Writes the rows' last pages to the log: those that the sorting pushes out of the cache would be kept for its undoing as well.
    private func flushRows() throws {
        // The schema's page, which is to be changed once more, stays: a page that a statement stands on is not written.
        let schema = try Row.fetchCursor(db, sql: "SELECT rowid FROM sqlite_schema ORDER BY rowid DESC")
        _ = try schema.next()
        try mark.set()
        try db.writeToLog()
    }

    /// Removes all rows of a key but one, tells `body` of those removed, and builds the index.
    func build(keepingLast: Bool, _ body: (Duplicate) throws -> Void) throws {
        let helper = "temp.ajastin_duplicate"
        try db.execute(sql: "CREATE INDEX \(quoted("ajastin_helper")) ON \(table) (\(key))")
        try db.execute(
            sql: """
                CREATE TEMP TABLE ajastin_duplicate AS
                SELECT _id AS id, _line AS line, first_value(_line) OVER each AS first, lag(_hash) OVER each IS _hash AS same,
                    row_number() OVER each AS number, count(*) OVER (PARTITION BY \(key)) AS total
                FROM \(table) WHERE \(key) IN (SELECT \(key) FROM \(table) GROUP BY \(key) HAVING count(*) > 1)
                WINDOW each AS (PARTITION BY \(key) ORDER BY _id)
                """)
        let removed = keepingLast ? "number < total" : "number > 1"
        let rows = try Row.fetchCursor(db, sql: "SELECT id, line, first, same FROM \(helper) WHERE number > 1 ORDER BY line")
        while let row = try rows.next() {
            try body(Duplicate(id: row["id"], line: row["line"], firstLine: row["first"], isSame: row["same"]))
        }
        try db.execute(sql: "DELETE FROM \(table) WHERE _id IN (SELECT id FROM \(helper) WHERE \(removed))")
        try db.execute(sql: "DROP TABLE \(helper); DROP INDEX \(quoted("ajastin_helper"))")
        guard try build() else { throw DatabaseError(resultCode: .SQLITE_CONSTRAINT) }
    }
}
