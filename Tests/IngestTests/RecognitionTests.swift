import Expressions
import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Rows that are known by the hashes of their texts are not read again, and nobody can tell but by the time that it takes.
struct RecognitionTests {
    private let shop: Workshop
    private static let rows = (10_000..<40_000).map { "C\($0);name \($0);\($0 % 7),50\n" }
    private static let header = "customer_id;name;spent\n"

    init() throws {
        shop = try Workshop()
        try shop.drop(Self.header + Self.rows.joined(), as: "first.csv")
    }

    /// Takes in other rows and compares with what a workshop ends with that has never seen the first ones in this order.
    private func check(_ rows: [String], mode: SourceDefinition.Mode = .replace, duplicates: SourceDefinition.Duplicates = .first) throws
        -> DropCounts
    {
        func source(_ shop: Workshop) -> SourceDefinition {
            var source = shop.source(mode: mode)
            source.duplicates = duplicates
            return source
        }
        let drop = try shop.drop(Self.header + rows.joined(), as: "second.csv", source: source(shop))
        let counts = drop.record.counts
        #expect(counts.read == rows.count)
        #expect(counts.read == counts.added + counts.changed + counts.unchanged + counts.rejected)
        let fresh = try Workshop()
        try fresh.drop(Self.header + Self.rows.reversed().joined(), as: "first.csv")
        try fresh.drop(Self.header + rows.joined(), as: "second.csv", source: source(fresh))
        #expect(try Set(shop.records()) == Set(fresh.records()))
        return counts
    }

    @Test func readsOnlyWhatIsNew() throws {
        var rows = Self.rows
        for index in stride(from: 50, to: rows.count, by: 100) { rows[index] = rows[index].replacing(",50", with: ",75") }
        let counts = try check(rows)
        #expect((counts.changed, counts.unchanged) == (300, 29_700))
    }

    /// A file in another order, or in none, is known all the same.
    @Test(arguments: [SourceDefinition.Mode.upsert, .replace]) func readsOnlyWhatIsNewInAnyOrder(mode: SourceDefinition.Mode) throws {
        var random = SeededGenerator(seed: 41)
        var rows = Self.rows
        for index in stride(from: 50, to: rows.count, by: 100) { rows[index] = rows[index].replacing(",50", with: ",75") }
        rows.removeSubrange(100..<200)
        rows += ["N1;new;1\n", rows[500], "C10500;name 10500;3\n"]
        let counts = try check(rows.shuffled(using: &random), mode: mode)
        #expect((counts.added, counts.removed, counts.rejected) == (1, mode == .replace ? 100 : 0, 2))
    }

    @Test func findsItsPlaceAgainAfterLongStretches() throws {
        var rows = Self.rows
        rows.removeSubrange(3000..<9000)
        rows.insert(contentsOf: (0..<2000).map { "N\($0);new;1\n" }, at: 1000)
        for index in 12_000..<13_000 { rows[index] = rows[index].replacing("name", with: "Name") }
        rows.append("C1;x;viallinen\n")
        let counts = try check(rows)
        #expect((counts.added, counts.changed, counts.removed, counts.rejected) == (2000, 1000, 6000, 1))
    }

    @Test func takesWhatIsWrittenOtherwiseForTheSame() throws {
        // Blanks and quotes change the text, and no value.
        let rows = Self.rows.map { $0.split(separator: ";").joined(separator: " ;") }
        let counts = try check(rows)
        #expect((counts.changed, counts.unchanged) == (0, 30_000))
    }

    @Test(arguments: [SourceDefinition.Duplicates.first, .last]) func keepsTheOrderOfRowsWithOneKey(
        _ duplicates: SourceDefinition.Duplicates
    ) throws {
        var rows = Self.rows
        rows.insert("C20000;later;1\n", at: 9990)
        rows.insert("C30000;later;1\n", at: 20_010)
        let counts = try check(rows, duplicates: duplicates)
        #expect(counts.rejected == (duplicates == .first ? 2 : 0))
    }

    @Test func readsAllWhereKnownRowsTellHowOthersAreMeant() throws {
        let module = ModuleDefinition(
            name: "rates", label: "Rates", key: "id", fields: [.init(key: "id", type: .text), .init(key: "rate", type: .decimal, scale: 3)])
        let shop = try Workshop(module)
        // Nothing tells within what is looked at beforehand.
        var rows = (0..<40_000).map { "R\($0);\($0)\n" }
        rows[39_000] = "R39000;1.5\n"
        try shop.drop("id;rate\n" + rows.joined())
        rows[39_500] = "R39500;1.234\n"
        let drop = try shop.drop("id;rate\n" + rows.joined(), as: "b.csv")
        #expect(drop.record.reason == nil)
        #expect(drop.record.counts.changed == 1)
        #expect(try shop.records().first { $0[0] == "R39500" }?[1] == "1234")
    }

    @Test func seesWhatOthersHaveChanged() throws {
        try shop.store.write { transaction in
            _ = try transaction.segments.refresh("all", of: Workshop.customers, selecting: SegmentSelection(), run: nil, at: Workshop.noon)
            try transaction.edits.plan(
                [EditAssignment("name", .init(sql: "?", bindings: [.text("Edited")]))],
                of: EditTarget(members: "all", of: Workshop.customers), run: 1, task: 1, at: Workshop.noon)
            _ = try transaction.edits.apply(run: 1, task: 1, at: Workshop.noon)
        }
        let counts = try check(Self.rows + ["D1;x;1\n"])
        #expect((counts.added, counts.changed) == (1, 30_000))
    }
}
