import GRDB
import GRDBSQLite
package import Model
package import Tabular

/// Writes a drop's rows into a module's table, inside the drop's transaction.
///
/// A row is added when its key is new, left alone when the hash of its values is the one last taken from a file, and compared and
/// written otherwise.
package struct RecordWriter {
    /// A row that was written and has to be taken back, since an earlier one has its key.
    package struct LateRejection: Sendable {
        package let line: Int
        package let reason: Message
    }

    /// Added, changed, unchanged; and removed, once finished.
    package private(set) var counts = DropCounts()

    private let db: Database
    private let dropID: Int64
    private let rules: DropRules
    private let module: ModuleDefinition
    /// The place of the key among the fields.
    private let keyColumn: Int?
    /// The place of the parent's key among the fields, where parents are looked for.
    private let parentColumn: Int?
    private let statements: RecordStatements
    private var lastID: Int64
    /// Identities of the records met in this file.
    private var seen: RecordSet
    /// Identities of the records whose rows could not be taken.
    private var spared: RecordSet
    /// The records that there were before the drop, where they are known without another look at the table.
    private var before: Bitmap?
    /// The key's index, which is built after the rows: the table held no record, so that a key that is there can only be from this file.
    private let lateIndex: KeyIndex?
    private let foresight: RecordForesight?
    private var isSettled = false
    /// Whether rows are recognised before others are written.
    private var isRecognising = false
    /// Which records the rows are likely to be about that were not recognised last, by their hashes.
    private var expected: [Int64: Int64] = [:]
    /// The lines of rows that share their key, each with the line of another; see ``KeyCensus``.
    private var shared: [Int: Int] = [:]
    private let orphan: Message

    /// From how many records on another connection reads what is there.
    private static let largeCount: Int64 = 50_000

    /// - Parameter alone: whether nothing has been changed in the transaction so far.
    init(
        in transaction: StoreTransaction, dropID: Int64, module: ModuleDefinition, fields: [FieldDefinition], rules: DropRules, alone: Bool
    ) throws {
        let db = transaction.db
        self.db = db
        self.dropID = dropID
        self.rules = rules
        self.module = module
        orphan = Message(.ingestOrphan, ["module": .text(rules.parent?.module ?? ""), "field": .text(rules.parent?.field ?? "")])
        keyColumn = fields.firstIndex { $0.key == module.key }
        let table = quoted(module.name)
        if rules.mode == .replace, keyColumn == nil {
            counts.removed = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            try db.execute(sql: "DELETE FROM \(table)")
        }
        let isEmpty = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") == false
        lateIndex = isEmpty ? keyColumn.map { KeyIndex(db: db, transaction.mark, module: module, key: fields[$0].key) } : nil
        try lateIndex?.drop()
        lastID =
            try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT last_id FROM ajastin_sequence WHERE module = ?"), arguments: [module.name]) ?? 0
        (seen, spared) = (RecordSet(after: lastID), RecordSet(after: lastID))
        parentColumn = rules.parent.flatMap { parent in fields.firstIndex { $0.key == parent.field } }
        let key = keyColumn.map { quoted(fields[$0].key) }
        statements = try RecordStatements(
            db: db, table: table, key: key, fields: fields.map { quoted($0.key) },
            parent: parentColumn == nil ? nil : rules.parent.map { (quoted($0.module), quoted($0.key)) })
        let companion = alone && lastID >= RecordWriter.largeCount ? try transaction.openCompanion?() : nil
        let noted = rules.mode == .replace ? lastID : nil
        foresight =
            isEmpty
            ? nil
            : try key.map {
                try RecordForesight(
                    db: db, module: module.name, key: $0, isUntouched: alone, beside: companion, notingUpTo: noted)
            }
    }

    /// Whether ``settle()`` may take rows back.
    package var settlesLate: Bool { lateIndex != nil }

    /// Where the keys of all rows are to be given before they are written, since none of those that share one is taken; else nil.
    package func census() throws -> KeyCensus? {
        keyColumn != nil && rules.duplicates == .reject ? try KeyCensus(db: db) : nil
    }

    /// Lets none of the rows be written that ``KeyCensus/duplicates()`` found.
    package mutating func refuse(_ shared: [Int: Int]) { self.shared = shared }

    /// Whether rows may be recognised by their hashes before anybody reads their values.
    package var recognises: Bool { foresight != nil && parentColumn == nil && rules.duplicates != .reject && rules.mode != .append }

    /// Takes the rows for unchanged whose hashes are those of the next records; gives the places of the others.
    ///
    /// Where another row of the file is about a record that was recognised, ``write(_:hashes:lines:reject:)`` throws
    /// ``RecognitionConflict``: which of them comes first is then no longer known.
    package mutating func recognise(_ hashes: [Int64]) throws -> [Int] {
        guard let foresight else { return Array(hashes.indices) }
        isRecognising = true
        expected.removeAll(keepingCapacity: true)
        var others: [Int] = []
        var index = 0
        while index < hashes.count {
            for next in foresight.follow(hashes, from: index) {
                if seen.contains(next.record) { others.append(index) } else { seen.insert(next.record) }
                index += 1
            }
            guard index < hashes.count else { break }
            let hash = hashes[index]
            if hash != 0, let id = try foresight.recognise(hash), !seen.contains(id) {
                seen.insert(id)
            } else {
                others.append(index)
                expected[hash] = foresight.expected
            }
            index += 1
        }
        counts.unchanged += hashes.count - others.count
        return others
    }

    /// A row is about a record that another row of the file was recognised for.
    package struct RecognitionConflict: Error {}

    /// Writes the rows of `batch`, whose columns are the drop's fields in their order.
    ///
    /// - Parameters:
    ///   - hashes: those of the rows' texts, by which they are recognised later; 0 for none.
    ///   - lines: the line in the file on which each row starts, from 1.
    ///   - reject: told of each row that cannot be taken, by its index in the batch, with the reason.
    package mutating func write(
        _ batch: Batch, hashes: [Int64], lines: [Int], reject: (_ row: Int, _ reason: Message) throws -> Void
    ) throws {
        try BoundColumns.with(batch) { cells in
            for row in 0..<batch.rowCount {
                if let reason = try write(cells, row: row, hash: hashes[row], line: lines[row]) { try reject(row, reason) }
            }
        }
        try lateIndex?.keepAtHand()
    }

    /// Keeps the records with these keys although a replacing file has no row for them that could be taken.
    package mutating func spare(_ keys: Tabular.Column) throws {
        guard rules.mode == .replace, keyColumn != nil, lateIndex == nil else { return }
        try BoundColumns.with(Batch(columns: [keys])) { cells in
            for row in 0..<keys.count where !cells.isNull(0, row) {
                if let found = try statements.find(cells, row: row, keyColumn: 0) { spared.insert(found.id) }
            }
        }
    }

    /// Why the row was not taken, or nil.
    private mutating func write(_ cells: borrowing BoundColumns, row: Int, hash: Int64, line: Int) throws -> Message? {
        if let parentColumn, !cells.isNull(parentColumn, row), try !statements.hasParent(cells, row: row, column: parentColumn) {
            return orphan
        }
        guard let keyColumn else {
            try add(cells, row: row, hash: hash, line: line)
            return nil
        }
        guard !cells.isNull(keyColumn, row) else { return Message(.ingestKeyMissing) }
        if let other = shared[line] { return Message(.ingestKeyTwice, ["line": .integer(other)]) }
        guard lateIndex == nil else {
            try add(cells, row: row, hash: hash, line: line)
            return nil
        }
        guard let found = try find(cells, row: row, hash: hash, keyColumn: keyColumn) else {
            try add(cells, row: row, hash: hash, line: line)
            seen.insert(lastID)
            return nil
        }
        if isRecognising, seen.contains(found.id) { throw RecognitionConflict() }
        if seen.contains(found.id), rules.duplicates != .last {
            return found.drop == dropID ? Message(.ingestKeyTwice, ["line": .integer(found.line)]) : Message(.ingestKeyTwiceUnchanged)
        }
        guard rules.mode != .append else { return Message(.ingestKeyExists) }
        seen.insert(found.id)
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

    private mutating func add(_ cells: borrowing BoundColumns, row: Int, hash: Int64, line: Int) throws {
        try statements.insert(cells, row: row, id: lastID + 1, hash: hash, drop: dropID, line: line)
        lastID += 1
        counts.added += 1
    }

    /// The record with the row's key.
    private func find(_ cells: borrowing BoundColumns, row: Int, hash: Int64, keyColumn: Int) throws -> RecordStatements.Found? {
        if isRecognising {
            let found = try statements.find(cells, row: row, keyColumn: keyColumn, expected: expected[hash])
            if let found, foresight?.isLost == true { try foresight?.find(after: found.id) }
            return found
        }
        if let found = try foresight?.record(hash: hash, cells: cells, row: row, keyColumn: keyColumn) { return found }
        guard let found = try statements.find(cells, row: row, keyColumn: keyColumn) else { return nil }
        try foresight?.resume(after: found.id)
        return found
    }

    /// Brings the key's index up to date once all rows are written, and takes those back whose key an earlier row has.
    ///
    /// - Returns: the rows taken back, by line.
    package mutating func settle() throws -> [LateRejection] {
        if rules.mode == .replace { before = try foresight?.allRecords() }
        foresight?.end()
        isSettled = true
        guard let lateIndex, try !lateIndex.build() else { return [] }
        var late: [LateRejection] = []
        let keepsLast = rules.duplicates == .last
        try lateIndex.build(keepingLast: keepsLast) { duplicate in
            counts.added -= 1
            if !keepsLast {
                late.append(LateRejection(line: duplicate.line, reason: Message(.ingestKeyTwice, ["line": .integer(duplicate.firstLine)])))
            } else if duplicate.isSame {
                counts.unchanged += 1
            } else {
                counts.changed += 1
            }
        }
        return late
    }

    /// Removes what a replacing file lacked, and keeps the identities for the next drop.
    mutating func finish() throws {
        if !isSettled, try !settle().isEmpty { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "rows were never taken back") }
        try db.cachedStatement(sql: "UPDATE ajastin_sequence SET last_id = ? WHERE module = ?").execute(arguments: [lastID, module.name])
        guard rules.mode == .replace, keyColumn != nil, lateIndex == nil else { return }
        let missing = try missingRecords()
        let delete = try db.makeStatement(sql: "DELETE FROM \(quoted(module.name)) WHERE _id = ?")
        for id in missing { try delete.execute(arguments: [id]) }
        counts.removed = missing.count
    }

    /// The records that the file has no row for, and that nothing spares.
    private func missingRecords() throws -> [Int64] {
        if var missing = before {
            missing.subtract(seen.given)
            missing.subtract(spared.given)
            return missing.indicesSet.map(Int64.init)
        }
        var missing: [Int64] = []
        let ids = try Int64.fetchCursor(db, sql: "SELECT _id FROM \(quoted(module.name))")
        while let id = try ids.next() {
            if !seen.contains(id), !spared.contains(id) { missing.append(id) }
        }
        return missing
    }
}

extension MessageKey {
    static let ingestKeyMissing: MessageKey = "ingest.reject.key-missing"
    static let ingestKeyTwice: MessageKey = "ingest.reject.key-twice"
    static let ingestKeyTwiceUnchanged: MessageKey = "ingest.reject.key-twice-unchanged"
    static let ingestKeyExists: MessageKey = "ingest.reject.key-exists"
    static let ingestOrphan: MessageKey = "ingest.reject.orphan"
}
