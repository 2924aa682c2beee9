import Foundation
import Model
import Store
import Tabular
import TestSupport

/// A store of its own with a module of customers.
struct StoreFixture {
    let folder: TemporaryFolder
    let store: WorkspaceStore
    let now = Instant(seconds: 1_790_000_000)

    static let customers = ModuleDefinition(
        name: "customers", label: "Customers", key: "customer_id",
        fields: [
            FieldDefinition(key: "customer_id", type: .text, isRequired: true),
            FieldDefinition(key: "last_name", type: .text),
            FieldDefinition(key: "total_spent", type: .decimal, scale: 2),
            FieldDefinition(key: "birth_date", type: .date),
            FieldDefinition(key: "consent", type: .boolean),
            FieldDefinition(key: "seen_at", type: .instant),
        ])

    /// - Parameter pageSize: that of the database, in bytes; nil for that of new ones.
    init(pageSize: Int? = nil) throws {
        folder = try TemporaryFolder()
        if let pageSize { _ = try Tool.run("sqlite3", [folder.file("ajastin.sqlite"), "PRAGMA page_size = \(pageSize); VACUUM"]) }
        store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
        try store.write { try $0.records.updateTables(to: [Self.customers]) }
    }

    /// Customers with these keys and names, the other fields alike or empty.
    static func batch(_ rows: [(id: String?, name: String?)]) -> Batch {
        var batch = Batch(customers.fields.map(\.columnType))
        for (id, name) in rows {
            if let id { batch.columns[0].append(id) } else { batch.columns[0].appendNull() }
            if let name { batch.columns[1].append(name) } else { batch.columns[1].appendNull() }
            batch.columns[2].append(1250)
            batch.columns[3].append(Int64(Day(number: -3000).number))
            batch.columns[4].append(1)
            batch.columns[5].append(1_790_000_000_000_000)
            batch.rowCount += 1
        }
        return batch
    }

    /// Applies rows as a drop; lines count from 2.
    ///
    /// Returns the drop and the rejected rows with their keys.
    func drop(
        _ rows: [(id: String?, name: String?)], mode: SourceDefinition.Mode = .upsert, content: String = UUID().uuidString
    ) throws -> (DropRecord, [Int: MessageKey]) {
        var rejected: [Int: MessageKey] = [:]
        let request = DropRequest(source: "customers", file: "a.csv", size: 10, sha256: content, receivedAt: now)
        let record = try store.applyDrop(
            request, to: Self.customers, fields: Self.customers.fields, rules: DropRules(mode: mode), at: now
        ) { writer, _ in
            let batch = Self.batch(rows)
            try writer.write(
                batch, hashes: TestHashes.of(batch), lines: rows.indices.map { $0 + 2 }
            ) { row, reason in rejected[row + 2] = reason.key }
            for late in try writer.settle() { rejected[late.line] = late.reason.key }
            return .commit(read: rows.count, rejected: rejected.count, detail: nil)
        }
        return (record, rejected)
    }

    /// The names of the customers in the order of their keys.
    func names() throws -> [String] {
        try store.read { snapshot in
            try snapshot.records.withBatches(RecordQuery(module: Self.customers, columns: [Self.customers.fields[1]])) { cursor in
                var names: [String] = []
                while let batch = try cursor.next() { names += (0..<batch.rowCount).map { batch.columns[0].text[$0] } }
                return names
            }
        }
    }
}

extension WorkspaceStore {
    /// Applies a drop in a transaction of its own.
    func applyDrop(
        _ request: DropRequest, to module: ModuleDefinition, fields: [FieldDefinition], rules: DropRules, at now: Instant,
        _ body: (inout RecordWriter, _ dropID: Int64) throws -> DropDecision
    ) throws -> DropRecord {
        try write { try $0.applyDrop(request, to: module, fields: fields, rules: rules, at: now, body) }
    }
}
