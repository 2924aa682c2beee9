import GRDB
package import Model

/// The real tables that hold the modules' records, kept in step with the definitions.
///
/// A module's table bears the module's name and has a column for each field, after `_id` (the record's identity, never used again),
/// `_hash` (of the values last taken from a file; null once something else changed them), `_drop` and `_line` (where the record came
/// from). A field that is no longer defined keeps its column and values.
package struct ModuleTables {
    let db: Database

    /// Makes missing tables, columns and indexes for `modules`.
    ///
    /// - Throws: ``StoreError`` with ``StoreError/Code/definition`` when a field's type or a module's key does not fit the records
    ///   that are there.
    package func update(to modules: [ModuleDefinition]) throws {
        for module in modules { try update(module) }
    }

    private func update(_ module: ModuleDefinition) throws {
        let table = quoted(module.name)
        if try !db.tableExists(module.name) {
            let columns = module.fields.map { ", \(quoted($0.key)) \($0.affinity)" }.joined()
            try db.execute(
                sql: "CREATE TABLE \(table) (_id INTEGER PRIMARY KEY, _hash INTEGER, _drop INTEGER, _line INTEGER\(columns))")
            for field in module.fields { try note(field, of: module) }
            try db.execute(sql: "INSERT INTO ajastin_sequence (module, last_id) VALUES (?, 0)", arguments: [module.name])
        } else {
            for field in module.fields { try update(field, of: module) }
        }
        try updateIndexes(of: module)
    }

    private func update(_ field: FieldDefinition, of module: ModuleDefinition) throws {
        let known = try String.fetchOne(
            db, sql: "SELECT storage FROM ajastin_field WHERE module = ? AND field = ?", arguments: [module.name, field.key])
        guard let known else {
            try db.execute(sql: "ALTER TABLE \(quoted(module.name)) ADD COLUMN \(quoted(field.key)) \(field.affinity)")
            return try note(field, of: module)
        }
        guard known != field.storage else { return }
        let filled = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM \(quoted(module.name)) WHERE \(quoted(field.key)) IS NOT NULL)")
        guard filled != true else {
            throw StoreError(
                .definition, Message(.storeFieldType, ["module": .text(module.name), "field": .text(field.key), "old": .text(known)]))
        }
        for index in try indexes(of: module) { try db.execute(sql: "DROP INDEX \(quoted(index))") }  // one of them may hold the column
        try db.execute(sql: "ALTER TABLE \(quoted(module.name)) DROP COLUMN \(quoted(field.key))")
        try db.execute(sql: "ALTER TABLE \(quoted(module.name)) ADD COLUMN \(quoted(field.key)) \(field.affinity)")
        try note(field, of: module)
    }

    private func note(_ field: FieldDefinition, of module: ModuleDefinition) throws {
        try db.execute(
            sql: """
                INSERT INTO ajastin_field (module, field, storage) VALUES (?, ?, ?)
                ON CONFLICT (module, field) DO UPDATE SET storage = excluded.storage
                """,
            arguments: [module.name, field.key, field.storage])
    }

    /// The name of the index of a module's key.
    static func keyIndex(_ module: String, _ key: String) -> String { "ajastin_key_\(module)_\(key)" }

    private func indexes(of module: ModuleDefinition) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name LIKE 'ajastin\\_%' ESCAPE '\\'",
            arguments: [module.name])
    }

    private func updateIndexes(of module: ModuleDefinition) throws {
        var wanted: [String: String] = [:]
        let table = quoted(module.name)
        if let key = module.key {
            let name = ModuleTables.keyIndex(module.name, key)
            wanted[name] = "CREATE UNIQUE INDEX \(quoted(name)) ON \(table) (\(quoted(key)))"
        }
        if let parent = module.parent, parent.field != module.key {
            let name = "ajastin_parent_\(module.name)_\(parent.field)"
            wanted[name] = "CREATE INDEX \(quoted(name)) ON \(table) (\(quoted(parent.field)))"
        }
        let present = try indexes(of: module)
        for name in present where wanted[name] == nil { try db.execute(sql: "DROP INDEX \(quoted(name))") }
        for (name, sql) in wanted.sorted(by: { $0.key < $1.key }) where !present.contains(name) {
            do {
                try db.execute(sql: sql)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw StoreError(
                    .definition, Message(.storeKeyNotUnique, ["module": .text(module.name), "field": .text(module.key ?? "")]))
            }
        }
    }
}

extension FieldDefinition {
    /// How values are stored; two definitions with the same storage can share a column.
    fileprivate var storage: String {
        switch type {
        case .text, .email, .phone, .postalCode, .choice: "text"
        case .list: "list"
        case .integer: "integer"
        case .decimal: "decimal(\(scale))"
        case .date: "date"
        case .instant: "instant"
        case .boolean: "boolean"
        }
    }

    fileprivate var affinity: String {
        switch type {
        case .text, .email, .phone, .postalCode, .choice, .list, .date, .instant: "TEXT"
        case .integer, .decimal, .boolean: "INTEGER"
        }
    }
}

extension MessageKey {
    static let storeFieldType: MessageKey = "store.field-type"
    static let storeKeyNotUnique: MessageKey = "store.key-not-unique"
}
