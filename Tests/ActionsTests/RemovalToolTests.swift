import Actions
import Foundation
import Model
import Store
import TestSupport
import Testing

/// Records that leave, and personal data that leaves them.
struct RemovalToolTests {
    private static let rows = [["id": "A", "name": "Aho", "spent": "100"], ["id": "B", "name": "Berg"]]

    @Test func archivedRecordsComeBackWhole() throws {
        let house = try ToolHouse(Self.rows, purchases: [("A", 1), ("B", 2), ("C", 3)])
        let fields = ToolHouse.customers.fields.map(\.key)
        let before = try house.values(fields)
        let outcome = try house.run(.archive, ["with-children": .boolean(true)])
        #expect(outcome.affected == 2)
        #expect(outcome.summary.arguments["children"] == .integer(2))
        #expect(try house.values("id") == [])
        #expect(try house.values(["customer"], of: ToolHouse.purchases) == [["C"]])
        try house.undo()
        #expect(try house.values(fields) == before)
        #expect(try house.values(["customer", "amount"], of: ToolHouse.purchases) == [["A", "1"], ["B", "2"], ["C", "3"]])
    }

    @Test func childrenStayUnlessTheyAreToGo() throws {
        let house = try ToolHouse(Self.rows, purchases: [("A", 1)])
        try house.run(.archive, [:])
        #expect(try house.values(["customer"], of: ToolHouse.purchases) == [["A"]])
    }

    /// Neither the records, nor the journal of an earlier run, nor the database's free space have the old values any longer.
    @Test func anonymizedValuesAreNowhere() throws {
        let secret = "SALAINEN-NIMI-4711"
        let house = try ToolHouse([
            ["id": "A", "name": secret, "email": "salainen4711@x.fi", "phone": "0404711471", "born": "1980-02-01", "spent": "100"]
        ])
        try house.run(.normalizeName, ["fields": .list(["name"])], run: 1)
        #expect(try house.values("name") != [secret])
        let activity = Activity(
            run: 1, task: 1, module: "customers", record: 1, title: "Soita: \(secret)", description: secret, assignee: "maija@x.example",
            due: LocalCalendar.utc.day(at: ToolHouse.now))
        _ = try house.store.write { try $0.activities.add([activity], at: ToolHouse.now) }
        let list = ListSnapshots.Identity(schedule: "s", name: "all#1", run: 1, task: 2)
        let rows = RecordQuery(module: ToolHouse.customers, columns: ToolHouse.customers.fields)
        let key = try #require(ToolHouse.customers.field("id"))
        _ = try house.store.write { try $0.lists.take(list, rows, key: key) }
        let outcome = try house.run(.anonymize, [:], run: 2)
        #expect(outcome.counts == TaskCounts(lookedAt: 1, changed: 1, left: 0, failed: 0))
        #expect(try house.values(["id", "name", "email", "phone", "born", "spent"]) == [["A", "–", "–", "–", "–", "100"]])
        #expect(try house.store.read { try $0.edits.journal(run: 1, modules: house.catalog.modules) } == [])
        // It cannot be undone, and an undo of the earlier run brings nothing back.
        #expect(try house.undo(run: 2) == nil)
        try house.undo(run: 1)
        #expect(try house.values("name") == ["–"])
        _ = try Tool.run("sqlite3", [house.folder.file("ajastin.sqlite"), "PRAGMA wal_checkpoint(TRUNCATE)"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: house.folder.file("ajastin.sqlite")))
        for text in [secret, "salainen4711@x.fi", "0404711471", "Salainen-Nimi-4711"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)")
        }
    }

    @Test func onlyNamedFieldsAreEmptiedAndTextsCanBeReplaced() throws {
        let house = try ToolHouse(Self.rows + [["id": "C"]])
        let outcome = try house.run(.anonymize, ["fields": .list(["name"]), "replacement": .text("Poistettu")])
        #expect(try house.values(["name", "spent"]) == [["Poistettu", "100"], ["Poistettu", "–"], ["–", "–"]])
        #expect(outcome.counts == TaskCounts(lookedAt: 3, changed: 2, left: 1, failed: 0))
        #expect(try house.run(.anonymize, ["fields": .list(["name"]), "replacement": .text("Poistettu")], run: 2).affected == 0)
    }

    /// A field that is no longer defined keeps its column, which must not keep the person.
    @Test func fieldsThatWereDefinedOnceAreEmptiedToo() throws {
        var house = try ToolHouse(Self.rows)
        var module = ToolHouse.customers
        module.fields.removeAll { $0.key == "name" }
        house.catalog.modules["customers"] = module
        try house.run(.anonymize, [:])
        #expect(try house.values("name") == ["–", "–"])
    }
}
