import Definitions
import Files
import Foundation
import Logging
import Model
import Packaging
import Pipeline
import Recurrence
import Store
import Tabular
import TestSupport
import Testing

/// A workspace of its own with customers, a segment and a schedule that edits, plans and delivers.
struct PipelineFixture {
    let folder: TemporaryFolder
    let folders: WorkspaceFolders
    let store: WorkspaceStore
    let catalog: Catalog
    let zones = ZoneDatabase { try SystemZones.read($0) }
    /// Thursday 26 November 2026, 11:00 in Helsinki.
    static let now = Instant(seconds: 1_795_683_600)

    static let module = """
        label: {fi: Asiakkaat, en: Customers}
        key: customer_id
        fields:
          customer_id: {type: text, label: {fi: Asiakasnumero, en: Customer number}}
          last_name: {type: text, label: {fi: Sukunimi, en: Last name}}
          postal_code: {type: text}
          total_spent: {type: decimal, scale: 2, unit: EUR, label: {fi: Ostot yhteensä, en: Total spent}}
          consent: {type: boolean}
          contacted_on: {type: date}
          manager: {type: text}
        """
    static let segment = "{label: {fi: Luvalliset, en: Consenting}, module: customers, where: consent}"
    static let schedule = """
        label: {fi: Viikkoraportti, en: Weekly report}
        owner: maija@teatteri.example
        timing: {occurs: weekly, on: [thursday], at: "11:00", from: 2026-11-01}
        tasks:
          - bulk-edit: {segment: consenting, set: {contacted_on: {action-date: true}}}
          - create-activities: {segment: consenting, title: 'Soita: {{last_name}}', assignee: {field: manager}, due: 2 days}
          - deliver-list:
              segment: consenting
              label: {fi: Asiakkaat, en: Customers}
              columns: [customer_id, last_name, postal_code, total_spent, contacted_on]
              sort-by: [last_name]
              format: [xlsx, csv]
              to: [anna@tuottaja.example, pekka@tuottaja.example]
          - refresh-segment: {segment: consenting}
        """

    init(
        settings: String = "{name: Teatteri, language: fi, time-zone: Europe/Helsinki, security: {require-password: true}}",
        module: String = PipelineFixture.module, segment: String = PipelineFixture.segment, schedule: String = PipelineFixture.schedule
    ) throws {
        folder = try TemporaryFolder()
        folders = WorkspaceFolders(root: folder.path)
        try FileManager.default.createDirectory(atPath: folders.state, withIntermediateDirectories: true)
        store = try WorkspaceStore(path: folders.database)
        let files = [
            DefinitionFile(path: "ajastin.yaml", text: settings),
            DefinitionFile(path: "modules/customers.yaml", text: module),
            DefinitionFile(path: "segments/consenting.yaml", text: segment),
            DefinitionFile(path: "schedules/weekly.yaml", text: schedule),
            DefinitionFile(
                path: "recipients.yaml",
                text: "people: {anna@tuottaja.example: {name: Anna, language: en}, pekka@tuottaja.example: {name: Pekka, language: fi}}"),
        ]
        catalog = try Self.apply(files, to: store, zones)
        try addCustomers(try #require(catalog.modules["customers"]))
    }

    private init(_ other: PipelineFixture, catalog: Catalog) {
        folder = other.folder
        folders = other.folders
        store = other.store
        self.catalog = catalog
    }

    /// The same workspace after its schedule has been edited.
    func changed(_ edit: (String) -> String) throws -> PipelineFixture {
        var files = try store.read { try $0.definitions.files() }
        let index = try #require(files.firstIndex { $0.path == "schedules/weekly.yaml" })
        files[index].text = edit(files[index].text)
        return PipelineFixture(self, catalog: try Self.apply(files, to: store, zones))
    }

    private static func apply(_ files: [DefinitionFile], to store: WorkspaceStore, _ zones: ZoneDatabase) throws -> Catalog {
        let loaded = DefinitionLoader.load(files, context: DefinitionContext(zones: zones, today: Day(number: 20_780)))
        try #require(!loaded.hasErrors, "\(loaded.diagnostics)")
        var catalog = loaded.catalog
        catalog.version = try store.write { transaction in
            try transaction.definitions.replace(with: files, by: ChangeAuthor(who: "test", what: "apply"), at: now)
            try transaction.records.updateTables(to: Array(catalog.modules.values))
            try transaction.schedules.set("weekly", isActive: true, timing: "", nextDue: nil, at: now)
            return try transaction.definitions.version()
        }
        return catalog
    }

    /// Four customers, three of whom consent; their names test the order and the escaping.
    private func addCustomers(_ module: ModuleDefinition) throws {
        let rows: [(String, String, Bool)] = [
            ("1", "Öhman", true), ("2", "=1+1", true), ("3", "Aho & <Co>", true), ("4", "Zeta", false),
        ]
        var batch = Batch(module.fields.map(\.columnType))
        for (id, name, consent) in rows {
            batch.columns[0].append(id)
            batch.columns[1].append(name)
            batch.columns[2].append("00100")
            batch.columns[3].append(123_450)
            batch.columns[4].append(consent ? 1 : 0)
            batch.columns[5].appendNull()
            batch.columns[6].append("maija@teatteri.example")
            for index in module.fields.indices.dropFirst(7) { batch.columns[index].appendNull() }
            batch.rowCount += 1
        }
        let request = DropRequest(source: "customers", file: "a.csv", size: 1, sha256: "a", receivedAt: Self.now)
        _ = try store.applyDrop(request, to: module, fields: module.fields, rules: DropRules(), at: Self.now) { writer, _ in
            try writer.write(batch, hashes: TestHashes.of(batch), lines: [2, 3, 4, 5]) { row, reason in
                Issue.record("row \(row): \(reason)")
            }
            return .commit(read: 4, rejected: 0, detail: nil)
        }
    }

    /// What the pipeline is handed; the clock stands at `now`.
    func environment(now: Instant = PipelineFixture.now) throws -> PipelineEnvironment {
        let zones = zones
        return PipelineEnvironment(
            store: store, catalog: catalog, folders: folders, clock: FixedClock(now),
            leaseClock: FixedClock(now), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { name in
            let rules = try zones.rules(for: name)
            return LocalCalendar(zone: name, offset: { rules.offset(at: $0) }, resolve: { rules.instant($0, secondOfDay: $1) })
        }
    }

    /// Sets the schedule's password.
    func setPassword(_ password: String) throws {
        let sealed = try WorkspaceKey(in: folders.keys).seal(Secret(password), for: "weekly")
        try store.write { transaction in
            try transaction.schedules.setSealedPassword(sealed, of: "weekly")
            try transaction.runs.unhold(schedule: "weekly", heldFor: .runPasswordMissing)
        }
    }

    /// Puts a run due at `due` into the ledger.
    @discardableResult
    func enqueue(due: Instant = PipelineFixture.now) throws -> Int64 {
        try #require(try store.write { try $0.runs.enqueue(schedule: "weekly", due: due, trigger: .schedule, at: due) })
    }

    /// The names of the entries in `spool/new`.
    func spooled() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folders.spool + "/new").sorted()
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
