import GRDB
import GRDBSQLite
package import Model
package import Tabular

/// Writes a drop's rows into a module's table, inside the drop's transaction.
///
/// A row is added when its key is new, left alone when the hash of its values is the one last taken from a file, and compared and
/// written otherwise; each key is taken once in a file.
package struct RecordWriter {
    /// Added, changed, unchanged; and removed, once finished.
    package private(set) var counts = DropCounts()

    private let db: Database
    private let dropID: Int64
    private let mode: SourceDefinition.Mode
    private let module: ModuleDefinition
    /// The place of the key among the fields.
    private let keyColumn: Int?
    private let statements: RecordStatements
    private let hashSeed: UInt64
    private var lastID: Int64
    /// Identities of the records met in this file.
    private var seen = Bitmap()
    /// Identities of the records whose rows could not be taken.
    private var spared = Bitmap()
    /// Whether the table held no record, so that a key that is there can only be from this file.
    private let wasEmpty: Bool

    init(db: Database, dropID: Int64, module: ModuleDefinition, fields: [FieldDefinition], mode: SourceDefinition.Mode) throws {
        self.db = db
        self.dropID = dropID
        self.mode = mode
        self.module = module
        keyColumn = fields.firstIndex { $0.key == module.key }
        let table = quoted(module.name)
        if mode == .replace, keyColumn == nil {
            counts.removed = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            try db.execute(sql: "DELETE FROM \(table)")
        }
        wasEmpty = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") == false
        lastID = try Int64.fetchOne(db, sql: "SELECT last_id FROM ajastin_sequence WHERE module = ?", arguments: [module.name]) ?? 0
        statements = try RecordStatements(
            db: db, table: table, key: keyColumn.map { quoted(fields[$0].key) }, fields: fields.map { quoted($0.key) })
        // Hashes of other columns must not pass for hashes of these.
        hashSeed = fields.reduce(into: UInt64(1_469_598_103_934_665_603)) { seed, field in
            for byte in "\(field.key)\t\(field.columnType)\n".utf8 { seed = (seed ^ UInt64(byte)) &* 1_099_511_628_211 }
        }
    }

    /// Writes the rows of `batch`, whose columns are the drop's fields in their order.
    ///
    /// - Parameters:
    ///   - lines: the line in the file on which each row starts, from 1.
    ///   - reject: told of each row that cannot be taken, by its index in the batch, with the reason.
    package mutating func write(_ batch: Batch, lines: [Int], reject: (_ row: Int, _ reason: Message) throws -> Void) throws {
        let hashes = batch.rowHashes(seed: hashSeed)
        try BoundColumns.with(batch) { cells in
            for row in 0..<batch.rowCount {
                if let reason = try write(cells, row: row, hash: hashes[row], line: lines[row]) { try reject(row, reason) }
            }
        }
    }

    /// Keeps the records with these keys although a replacing file has no row for them that could be taken.
    package mutating func spare(_ keys: Tabular.Column) throws {
        guard mode == .replace, keyColumn != nil, !wasEmpty else { return }
        try BoundColumns.with(Batch(columns: [keys])) { cells in
            for row in 0..<keys.count where !cells.isNull(0, row) {
                if let found = try statements.find(cells, row: row, keyColumn: 0) { spared.insert(Int(found.id)) }
            }
        }
    }

    /// Why the row was not taken, or nil.
    private mutating func write(_ cells: borrowing BoundColumns, row: Int, hash: Int64, line: Int) throws -> Message? {
        guard let keyColumn else {
            try statements.insert(cells, row: row, id: lastID + 1, hash: hash, drop: dropID, line: line)
            lastID += 1
            counts.added += 1
            return nil
        }
        guard !cells.isNull(keyColumn, row) else { return Message(.ingestKeyMissing) }
        if wasEmpty {
            guard try statements.insert(cells, row: row, id: lastID + 1, hash: hash, drop: dropID, line: line) else {
                let first = try statements.find(cells, row: row, keyColumn: keyColumn)
                return Message(.ingestKeyTwice, ["line": .integer(first?.line ?? 0)])
            }
            lastID += 1
            counts.added += 1
            return nil
        }
        guard let found = try statements.find(cells, row: row, keyColumn: keyColumn) else {
            try statements.insert(cells, row: row, id: lastID + 1, hash: hash, drop: dropID, line: line)
            lastID += 1
            seen.insert(Int(lastID))
            counts.added += 1
            return nil
        }
        if seen.contains(Int(found.id)) {
            return found.drop == dropID ? Message(.ingestKeyTwice, ["line": .integer(found.line)]) : Message(.ingestKeyTwiceUnchanged)
        }
        guard mode != .append else { return Message(.ingestKeyExists) }
        seen.insert(Int(found.id))
        if found.hash == hash {
            counts.unchanged += 1
        } else if try statements.update(cells, row: row, id: found.id, hash: hash, drop: dropID, line: line) {
            counts.changed += 1
        } else {
            try statements.setHash(hash, id: found.id)
            counts.unchanged += 1
        }
        return nil
    }

    /// Removes what a replacing file lacked, and keeps the identities for the next drop.
    mutating func finish() throws {
        try db.execute(sql: "UPDATE ajastin_sequence SET last_id = ? WHERE module = ?", arguments: [lastID, module.name])
        guard mode == .replace, keyColumn != nil, !wasEmpty else { return }
        var missing: [Int64] = []
        let ids = try Int64.fetchCursor(db, sql: "SELECT _id FROM \(quoted(module.name))")
        while let id = try ids.next() {
            if !seen.contains(Int(id)), !spared.contains(Int(id)) { missing.append(id) }
        }
        let delete = try db.makeStatement(sql: "DELETE FROM \(quoted(module.name)) WHERE _id = ?")
        for id in missing { try delete.execute(arguments: [id]) }
        counts.removed = missing.count
    }
}

extension MessageKey {
    static let ingestKeyMissing: MessageKey = "ingest.reject.key-missing"
    static let ingestKeyTwice: MessageKey = "ingest.reject.key-twice"
    static let ingestKeyTwiceUnchanged: MessageKey = "ingest.reject.key-twice-unchanged"
    static let ingestKeyExists: MessageKey = "ingest.reject.key-exists"
}
