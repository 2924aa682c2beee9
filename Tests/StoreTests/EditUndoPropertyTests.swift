import Expressions
import Model
import Store
import Tabular
import TestSupport
import Testing

/// Edits of every kind at random, then their undo: the table is what it was, byte for byte.
struct EditUndoPropertyTests {
    private static let module = ModuleDefinition(
        name: "things", label: "Things", key: "id",
        fields: [
            FieldDefinition(key: "id", type: .text), FieldDefinition(key: "name", type: .text), FieldDefinition(key: "tags", type: .list),
            FieldDefinition(key: "price", type: .decimal, scale: 2), FieldDefinition(key: "count", type: .integer),
            FieldDefinition(key: "day", type: .date), FieldDefinition(key: "wanted", type: .boolean),
        ])
    private static let texts = ["", "ä", "a;b", "'\"; DROP TABLE things", "😀 ", "0", "Öljy", "x\ny"]

    @Test(arguments: 0..<12 as Range<UInt64>)
    func editThenUndoRestoresEveryByte(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
        let now = Instant(seconds: 1_790_000_000)
        try store.write { try $0.records.updateTables(to: [Self.module]) }
        let batch = Self.records(&random)
        let request = DropRequest(source: "things", file: "a.csv", size: 10, sha256: "a", receivedAt: now)
        _ = try store.applyDrop(request, to: Self.module, fields: Self.module.fields, rules: DropRules(), at: now) { writer, _ in
            try writer.write(batch, hashes: TestHashes.of(batch), lines: (0..<batch.rowCount).map { $0 + 2 }) { _, _ in }
            return .commit(read: batch.rowCount, rejected: 0, detail: nil)
        }
        try store.write { transaction in
            let condition = SQLFragment(sql: "r._id % 3 > 0")
            _ = try transaction.segments.refresh(
                "some", of: Self.module, selecting: SegmentSelection(criteria: condition), run: nil, at: now)
        }
        let before = try Self.dump(folder)
        for task in 1...Int.random(in: 1...6, using: &random) {
            try store.write { transaction in
                try Self.plan(task, transaction.edits, &random, now)
                _ = try transaction.edits.apply(run: 1, task: task, at: now)
            }
        }
        let changed = try store.read { try $0.edits.journal(run: 1, modules: [Self.module.name: Self.module]) }.count
        guard changed > 0 else { return }
        let undo = try #require(try store.write { try $0.edits.undo(run: 1, by: "maija", at: now) })
        #expect(undo.left == 0)
        #expect(undo.restored + undo.broughtBack == changed)
        #expect(try Self.dump(folder) == before)
    }

    private static func plan(_ task: Int, _ edits: EditRepository, _ random: inout SeededGenerator, _ now: Instant) throws {
        func text() -> SQLValue { .text(texts.randomElement(using: &random) ?? "") }
        let field = { (key: String) in module.field(key) ?? module.fields[0] }
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let ids = (1...60 as ClosedRange<Int64>).filter { _ in Bool.random(using: &random) && Bool.random(using: &random) }
            try edits.planRemoval(of: ids, module: module, run: 1, task: task, at: now)
        case 1:
            let values = (0..<80).map { _ -> (record: Int64, field: String, value: SQLValue) in
                let record = Int64.random(in: 1...60, using: &random)
                return Bool.random(using: &random)
                    ? (record, "name", Bool.random(using: &random) ? .null : text())
                    : (record, "price", .integer(Int64.random(in: (-5)...5, using: &random)))
            }
            try edits.plan(values: values, of: module, run: 1, task: task, at: now)
        default:
            let all: [EditAssignment] = [
                .value(text(), for: field("name")), .appending("+", to: field("name")), .value(.null, for: field("day")),
                .adding(["ä", "uusi"], to: field("tags")), .removing(["a", "b"], from: field("tags")),
                .computed(SQLFragment(sql: "r.count + r.price"), for: field("count")),
                .computed(SQLFragment(sql: "r.name"), for: field("tags")), .value(.integer(1), for: field("wanted")),
            ]
            var seen: Set<String> = []
            let some = all.shuffled(using: &random).filter { seen.insert($0.field).inserted }
            let condition = Bool.random(using: &random) ? SQLFragment(sql: "r.price IS NOT NULL") : nil
            try edits.plan(
                Array(some.prefix(Int.random(in: 1...4, using: &random))),
                of: EditTarget(members: "some", of: module, where: condition), run: 1, task: task, at: now)
        }
    }

    private static func records(_ random: inout SeededGenerator) -> Batch {
        var batch = Batch(module.fields.map(\.columnType))
        for row in 0..<60 {
            batch.columns[0].append("K\(row)")
            for column in 1..<module.fields.count {
                if Int.random(in: 0..<3, using: &random) == 0 {
                    batch.columns[column].appendNull()
                } else if column < 3 {
                    batch.columns[column].append(column == 2 ? "a;ä" : texts.randomElement(using: &random) ?? "")
                } else {
                    batch.columns[column].append(column == 6 ? 1 : Int64.random(in: 0...30, using: &random))
                }
            }
            batch.rowCount += 1
        }
        return batch
    }

    /// Every column but the hash, with its storage class.
    private static func dump(_ folder: TemporaryFolder) throws -> String {
        let columns = (["_id", "_drop", "_line"] + module.fields.map(\.key)).map { "typeof(\"\($0)\"), hex(\"\($0)\")" }
        return try Tool.run(
            "sqlite3", [folder.file("ajastin.sqlite"), "SELECT \(columns.joined(separator: ", ")) FROM things ORDER BY _id"])
    }
}
