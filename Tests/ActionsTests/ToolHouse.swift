import Actions
import Model
import Store
import Tabular
import TestSupport
import Testing

/// A store with customers, what they bought and places, in which tools do their work.
struct ToolHouse {
    static let customers = ModuleDefinition(
        name: "customers", label: "Asiakkaat", key: "id",
        fields: [
            FieldDefinition(key: "id", type: .text), FieldDefinition(key: "name", type: .text),
            FieldDefinition(key: "email", type: .email), FieldDefinition(key: "phone", type: .phone),
            FieldDefinition(key: "postal", type: .postalCode), FieldDefinition(key: "city", type: .text),
            FieldDefinition(key: "born", type: .date), FieldDefinition(key: "spent", type: .decimal, scale: 2),
            FieldDefinition(key: "good", type: .boolean), FieldDefinition(key: "mark", type: .text),
        ])
    static let purchases = ModuleDefinition(
        name: "purchases", label: "Ostot", key: nil, parent: ModuleDefinition.Parent(field: "customer", module: "customers"),
        fields: [FieldDefinition(key: "customer", type: .text), FieldDefinition(key: "amount", type: .integer)])
    static let places = ModuleDefinition(
        name: "places", label: "Paikat", key: nil,
        fields: [FieldDefinition(key: "postal_code", type: .postalCode), FieldDefinition(key: "city", type: .text)])
    static let now = Instant(seconds: 1_795_683_600)

    let folder: TemporaryFolder
    let store: WorkspaceStore
    var catalog: Catalog

    /// - Parameter customers: values by field; the key is `id`.
    init(_ customers: [[String: String]], purchases: [(customer: String, amount: Int64)] = [], places: [(String, String)] = []) throws {
        folder = try TemporaryFolder()
        store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
        catalog = Catalog(
            modules: ["customers": Self.customers, "purchases": Self.purchases, "places": Self.places],
            segments: ["all": SegmentDefinition(name: "all", label: "Kaikki", module: "customers", criteria: nil)])
        let modules = Array(catalog.modules.values)
        try store.write { try $0.records.updateTables(to: modules) }
        try add(customers, to: Self.customers)
        try add(purchases.map { ["customer": $0.customer, "amount": String($0.amount)] }, to: Self.purchases)
        try add(places.map { ["postal_code": $0.0, "city": $0.1] }, to: Self.places)
        _ = try store.write { try $0.segments.refresh("all", of: Self.customers, selecting: SegmentSelection(), run: nil, at: Self.now) }
    }

    /// Adds records as a file would.
    func add(_ rows: [[String: String]], to module: ModuleDefinition) throws {
        guard !rows.isEmpty else { return }
        var batch = Batch(module.fields.map(\.columnType))
        for row in rows {
            for (index, field) in module.fields.enumerated() {
                guard let text = row[field.key] else {
                    batch.columns[index].appendNull()
                    continue
                }
                switch field.columnType {
                case .text: batch.columns[index].append(text)
                case .day: batch.columns[index].append(Int64(try #require(Day(iso: text)).number))
                default: batch.columns[index].append(try #require(Int64(text)))
                }
            }
            batch.rowCount += 1
        }
        let request = DropRequest(
            source: module.name, file: "a.csv", size: 1, sha256: "\(UInt64.random(in: .min ... .max))", receivedAt: Self.now)
        _ = try store.write { transaction in
            try transaction.applyDrop(request, to: module, fields: module.fields, rules: DropRules(), at: Self.now) { writer, _ in
                try writer.write(batch, hashes: TestHashes.of(batch), lines: (0..<batch.rowCount).map { $0 + 2 }) { row, reason in
                    Issue.record("row \(row): \(reason)")
                }
                return .commit(read: batch.rowCount, rejected: 0, detail: nil)
            }
        }
    }

    /// Runs a built-in tool over all customers as the only task of run `run`.
    @discardableResult
    func run(_ tool: BuiltInTool, _ options: [String: ToolValue], run: Int64 = 1) throws -> TaskOutcome {
        var all = options
        for option in tool.options where all[option.name] == nil { all[option.name] = option.standard }
        let task = RunToolTask(segment: "all", tool: tool.rawValue, options: all)
        return try store.write { try task.perform(context($0, run: run)) }
    }

    func context(_ transaction: StoreTransaction, run: Int64 = 1) -> ActionContext {
        ActionContext(
            transaction: transaction, catalog: catalog, run: run, schedule: ScheduleDefinition(name: "ajo", label: "Ajo", tasks: []),
            position: 1, calendar: .utc, present: Self.now, now: Self.now, text: { "\($0)" })
    }

    /// The values of some fields of all records of a module, in the order in which the records first came; `–` for none.
    func values(_ fields: [String], of module: ModuleDefinition = ToolHouse.customers) throws -> [[String]] {
        let columns = fields.compactMap(module.field)
        return try store.read { transaction in
            try transaction.records.withBatches(RecordQuery(module: module, columns: columns)) { cursor in
                var rows: [[String]] = []
                while let batch = try cursor.next() {
                    for row in 0..<batch.rowCount {
                        rows.append(
                            batch.columns.map { column in
                                if column.isNull(row) { return "–" }
                                return column.type == .text ? column.text[row] : "\(column.fixed[row])"
                            })
                    }
                }
                return rows
            }
        }
    }

    /// The values of one field.
    func values(_ field: String) throws -> [String] { try values([field]).map { $0[0] } }

    /// The keys and reasons of what a run's task failed with, as `record field key`.
    func failures(run: Int64 = 1) throws -> [String] {
        try store.read { try $0.runs.failures(run: run, modules: catalog.modules) }.map {
            "\($0.key) \($0.field) \($0.reason.key.rawValue)"
        }
    }

    @discardableResult
    func undo(run: Int64 = 1) throws -> UndoRecord? {
        try store.write { try $0.edits.undo(run: run, by: "test", at: Self.now) }
    }
}
