import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Which rows of a file are taken: duplicates, orphans, and what they say about the records that are there.
struct RowRuleTests {
    private func source(_ shop: Workshop, _ duplicates: SourceDefinition.Duplicates, mode: SourceDefinition.Mode = .upsert)
        -> SourceDefinition
    {
        var source = shop.source(mode: mode)
        source.duplicates = duplicates
        return source
    }

    private static let file = "customer_id,name\nC1,Aino\nC2,Bo\nC1,Aino\nC1,Aini\nC3,Cee\n"

    /// Into an empty module the rows are written before the key's index, into another one row by row; both must agree.
    @Test(
        arguments: [
            (SourceDefinition.Duplicates.first, ["Aino", "Bo", "Cee"], [4, 5]), (.last, ["Aini", "Bo", "Cee"], []),
            (.reject, ["Bo", "Cee"], [2, 4, 5]),
        ], [true, false])
    func takesTheRowThatTheSourceWants(
        rule: (duplicates: SourceDefinition.Duplicates, names: [String], rejected: [Int]), isEmpty: Bool
    ) throws {
        let shop = try Workshop()
        if !isEmpty { try shop.drop("customer_id,name\nA0,Old\n", as: "old.csv") }
        let drop = try shop.drop(Self.file, source: source(shop, rule.duplicates))
        #expect(try shop.records().map { $0[1] }.filter { $0 != "Old" }.sorted() == rule.names)
        #expect(drop.rejections.map(\.line) == rule.rejected)
        let counts = drop.record.counts
        #expect(counts.read == counts.added + counts.changed + counts.unchanged + counts.rejected)
        if rule.duplicates == .last { #expect((counts.added, counts.changed, counts.unchanged) == (3, 1, 1)) }
        guard !rule.rejected.isEmpty else { return }
        let lines = try shop.text("rejected/\(drop.record.id).csv").split(separator: "\n").dropFirst()
        #expect(lines.compactMap { Int($0.split(separator: ",")[2]) } == rule.rejected)
    }

    @Test func keepsRejectedRowsInTheOrderOfTheFileAmongOtherReasons() throws {
        let shop = try Workshop()
        let drop = try shop.drop("customer_id,name,spent\nC1,a,1\nC2,b,x\nC1,c,1\nC3,d,y\nC1,e,1\n")
        #expect(drop.rejections.map(\.line) == [3, 4, 5, 6])
        #expect(try shop.text("rejected/1.csv").split(separator: "\n").count == 5)
    }

    @Test func addingNeverChangesWhatIsThere() throws {
        let shop = try Workshop()
        let drop = try shop.drop(Self.file, source: source(shop, .last, mode: .append))
        #expect(drop.record.counts.added == 3)
        #expect(drop.rejections.map(\.line) == [4, 5])
    }

    @Test(arguments: [true, false]) func followsAFileInAnyOrder(isShuffled: Bool) throws {
        let shop = try Workshop()
        let rows = (1000..<3000).map { "C\($0),n\($0)\n" }
        try shop.drop("customer_id,name\n" + rows.joined())
        var generator = SeededGenerator(seed: 7)
        var changed = rows.enumerated().map { $0 % 100 == 50 ? $1.replacing("n", with: "N") : $1 }
        changed.remove(at: 500)
        changed.insert("D1,new\n", at: 900)
        if isShuffled { changed.shuffle(using: &generator) }
        let drop = try shop.drop("customer_id,name\n" + changed.joined(), as: "b.csv", source: shop.source(mode: .replace))
        let counts = drop.record.counts
        #expect((counts.added, counts.changed, counts.unchanged, counts.removed) == (1, 20, 1979, 1))
        #expect(try shop.records().count == 2000)
    }

    @Test(arguments: [SourceDefinition.Orphans.keep, .reject]) func looksForTheParentWhereTheSourceWantsIt(
        orphans: SourceDefinition.Orphans
    ) throws {
        let purchases = ModuleDefinition(
            name: "purchases", label: "Purchases", key: "id", parent: .init(field: "customer_id", module: "customers"),
            fields: [FieldDefinition(key: "id", type: .text), FieldDefinition(key: "customer_id", type: .text)])
        let shop = try Workshop()
        try shop.store.write { try $0.records.updateTables(to: [Workshop.customers, purchases]) }
        try shop.drop("customer_id,name\nC1,Aino\n")
        try shop.folder.write("id,customer_id\nP1,C1\nP2,C9\nP3,\n", to: "drop/p.csv")
        var source = SourceDefinition(name: "shop", label: "Shop", folder: "shop", module: "purchases")
        source.orphans = orphans
        let target = DropIntake.Target(source: source, module: purchases, parent: Workshop.customers)
        let drop = try #require(try shop.intake.apply(shop.path("p.csv"), to: target).first)
        #expect(drop.record.counts.added == (orphans == .keep ? 3 : 2))
        #expect(drop.rejections.map(\.reason.key.rawValue) == (orphans == .keep ? [] : ["ingest.reject.orphan"]))
    }
}
