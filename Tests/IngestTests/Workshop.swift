import Foundation
import Ingest
import Model
import Store
import Tabular
import TestSupport
import Testing

/// A store, a watched folder and the door of the stage, for one test.
struct Workshop {
    let folder: TemporaryFolder
    let store: WorkspaceStore
    let module: ModuleDefinition
    let intake: DropIntake

    static let noon = Instant(seconds: 1_790_000_000)

    static let customers = ModuleDefinition(
        name: "customers", label: LocalizedText([.fi: "Asiakkaat", .en: "Customers"]), key: "customer_id",
        fields: [
            FieldDefinition(key: "customer_id", type: .text, label: LocalizedText([.fi: "Asiakasnumero", .en: "Customer number"])),
            FieldDefinition(key: "name", type: .text, label: LocalizedText([.fi: "Nimi", .en: "Name"])),
            FieldDefinition(key: "email", type: .email, label: LocalizedText([.fi: "Sähköposti", .en: "E-mail"])),
            FieldDefinition(key: "born", type: .date, label: LocalizedText([.fi: "Syntymäaika", .en: "Born"])),
            FieldDefinition(key: "spent", type: .decimal, label: LocalizedText([.fi: "Ostot", .en: "Spent"]), scale: 2, unit: "EUR"),
            FieldDefinition(key: "consent", type: .boolean, label: LocalizedText([.fi: "Lupa", .en: "Consent"])),
        ])

    init(_ module: ModuleDefinition = Workshop.customers) throws {
        let folder = try TemporaryFolder()
        let store = try WorkspaceStore(path: folder.file("test.sqlite"))
        try store.write { try $0.records.updateTables(to: [module]) }
        self.folder = folder
        self.store = store
        self.module = module
        intake = DropIntake(
            store: store,
            folders: DropIntake.Folders(archive: folder.file("archive"), rejected: folder.file("rejected"), held: folder.file("held")),
            clock: FixedClock(Workshop.noon), local: { day, second in Instant(seconds: day.number * 86_400 + second) },
            render: { message, language in "\(message.key.rawValue) [\(language?.rawValue ?? "-")]" })
    }

    func source(
        mode: SourceDefinition.Mode = .upsert, columns: [String: String] = [:], rejectLimit: SourceDefinition.RejectLimit? = nil
    ) -> SourceDefinition {
        SourceDefinition(
            name: "crm", label: "CRM", folder: "crm", module: module.name, mode: mode, columns: columns, rejectLimit: rejectLimit,
            language: .fi)
    }

    /// Drops `bytes` as `name` and takes the file in.
    @discardableResult
    func drop(
        _ bytes: some Sequence<UInt8>, as name: String = "a.csv", source: SourceDefinition? = nil, options: DropIntake.Options = .init()
    ) throws -> AppliedDrop {
        try FileManager.default.createDirectory(atPath: folder.file("drop"), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        return try takeIn(name, source: source, options: options)
    }

    /// Takes in a file of the drop folder.
    func takeIn(_ name: String, source: SourceDefinition? = nil, options: DropIntake.Options = .init()) throws -> AppliedDrop {
        try #require(try intake.apply(path(name), to: target(source), options: options).first)
    }

    func target(_ source: SourceDefinition? = nil) -> DropIntake.Target {
        DropIntake.Target(source: source ?? self.source(), module: module)
    }

    @discardableResult
    func drop(_ text: String, as name: String = "a.csv", source: SourceDefinition? = nil, options: DropIntake.Options = .init()) throws
        -> AppliedDrop
    {
        try drop(text.utf8, as: name, source: source, options: options)
    }

    func path(_ name: String) -> String { folder.file("drop/\(name)") }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(name)) }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    /// The records in the order of their keys, each cell as text (`-` for none).
    func records() throws -> [[String]] {
        try store.read { transaction in
            try transaction.records.withBatches(RecordQuery(module: module, columns: module.fields)) { cursor in
                var rows: [[String]] = []
                while let batch = try cursor.next() {
                    rows += (0..<batch.rowCount).map { row in batch.columns.map { described($0, row) } }
                }
                return rows
            }
        }
    }

    private func described(_ column: Tabular.Column, _ row: Int) -> String {
        if column.isNull(row) { return "-" }
        switch column.type {
        case .text: return column.text[row]
        case .day: return Day(number: Int(column.fixed[row])).iso
        default: return String(column.fixed[row])
        }
    }
}
