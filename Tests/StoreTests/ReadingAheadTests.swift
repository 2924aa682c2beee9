import Foundation
import GRDB
import Model
import Tabular
import TestSupport
import Testing

@testable import Store

/// Large tables, of which another connection reads the hashes ahead while a drop changes them.
struct ReadingAheadTests {
    private let fixture: StoreFixture
    private static let count = 60_000

    init() throws {
        fixture = try StoreFixture()
        let counts = try drop(Array(1...Self.count)) { Int64($0) }
        #expect(counts.added == Self.count)
    }

    /// Applies rows with these keys, alone in a transaction; rows are recognised by `hash`.
    private func drop(
        _ keys: [Int], mode: SourceDefinition.Mode = .upsert, _ hash: (Int) -> Int64,
        meanwhile: (StoreTransaction, Int) throws -> Void = { _, _ in }
    ) throws -> DropCounts {
        let module = StoreFixture.customers
        let request = DropRequest(source: "customers", file: "a.csv", size: 10, sha256: UUID().uuidString, receivedAt: fixture.now)
        return try fixture.store.write { transaction in
            let rules = DropRules(mode: mode)
            return try transaction.applyDrop(request, to: module, fields: module.fields, rules: rules, at: fixture.now, alone: true) {
                writer, _ in
                for start in stride(from: 0, to: keys.count, by: 5000) {
                    let rows = Array(keys[start..<min(start + 5000, keys.count)])
                    let others = writer.recognises ? try writer.recognise(rows.map(hash)) : Array(rows.indices)
                    let batch = StoreFixture.batch(others.map { ("\(rows[$0])", "name \(hash(rows[$0]))") })
                    try writer.write(batch, hashes: others.map { hash(rows[$0]) }, lines: others.map { start + $0 + 2 }) { row, reason in
                        Issue.record("row \(row): \(reason.key)")
                    }
                    try meanwhile(transaction, start)
                }
                return .commit(read: keys.count, rejected: 0, detail: nil)
            }.counts
        }
    }

    /// What a checkpoint tells by which nothing may be left in the log: whether somebody was in its way, the log's pages, the pages copied.
    private func checkpoint() throws -> String {
        try Tool.run("sqlite3", [fixture.folder.file("ajastin.sqlite"), "PRAGMA wal_checkpoint(TRUNCATE)"])
    }

    private func changed(_ key: Int) -> Int64 { key % 100 == 0 ? Int64(key) + 1_000_000 : Int64(key) }

    private func expectChanged() throws {
        let names = try fixture.names()
        #expect(names == (1...Self.count).map { "name \(changed($0))" })
        #expect(try checkpoint() == "0|0|0\n")
    }

    @Test func knowsUnchangedRowsInTheirOrder() throws {
        let counts = try drop(Array(1...Self.count), changed)
        #expect((counts.added, counts.changed, counts.unchanged) == (0, Self.count / 100, Self.count - Self.count / 100))
        try expectChanged()
    }

    /// Rows that are gone, new ones between the others, and several changed ones one after another.
    @Test func findsWhatIsNotInItsPlace() throws {
        var random = SeededGenerator(seed: 5)
        var expected = (1...Self.count).map { "name \($0)" }
        var keys: [Int] = []
        var hashes: [Int: Int64] = [:]
        var added: [String] = []
        var key = 1
        while key <= Self.count {
            let run = min(Int.random(in: 1...200, using: &random), Self.count - key + 1)
            let place = Int.random(in: 0..<5, using: &random)
            for one in key..<key + run where place > 0 {
                keys.append(one)
                hashes[one] = place == 1 ? Int64(one) + 1_000_000 : Int64(one)
                if place == 1 { expected[one - 1] = "name \(one + 1_000_000)" }
            }
            for one in 0..<(place == 2 ? run : 0) {
                let new = 2 * Self.count + key + one
                keys.append(new)
                hashes[new] = Int64(new)
                added.append("name \(new)")
            }
            key += run
        }
        let counts = try drop(keys) { hashes[$0] ?? 0 }
        let changes = expected.indices.filter { expected[$0] != "name \($0 + 1)" }.count
        #expect(changes > 1000 && added.count > 1000)
        #expect((counts.added, counts.changed, counts.unchanged) == (added.count, changes, keys.count - added.count - changes))
        #expect(try fixture.names() == expected + added)
    }

    @Test func knowsUnchangedRowsInAnotherOrder() throws {
        let counts = try drop((1...Self.count).map { $0 * 7919 % (Self.count + 1) }.filter { $0 > 0 }, changed)
        #expect((counts.added, counts.changed, counts.unchanged) == (0, Self.count / 100, Self.count - Self.count / 100))
        try expectChanged()
    }

    /// Records that are gone here and there, at the start or at the end, from a file in their order or in another one.
    @Test(arguments: [false, true]) func removesWhatAReplacingFileLacks(isInOrder: Bool) throws {
        var random = SeededGenerator(seed: 6)
        let ranges = [1...Self.count, 1...40_000, 30_001...60_000, 100...59_900, 1...10]
        var present = Array(1...Self.count)
        for range in ranges {
            var kept = present.filter { range.contains($0) && Int.random(in: 0..<50, using: &random) > 0 }
            let counts = try drop(isInOrder ? kept : kept.shuffled(using: &random), mode: .replace, changed)
            #expect(counts.removed == present.count - kept.count)
            #expect(counts.changed + counts.unchanged == kept.count)
            #expect(try fixture.names() == kept.map { "name \(changed($0))" })
            swap(&present, &kept)
        }
        #expect(try checkpoint() == "0|0|0\n")
    }

    @Test func removesRecordsWithNumbersThatOtherProgramsMadeUp() throws {
        for number in [-5, Int64.max / 2] {
            try fixture.store.write {
                try $0.db.execute(sql: "INSERT INTO customers (_id, customer_id) VALUES (?, '777777')", arguments: [number])
            }
            // A row may be about the record too.
            let named = try drop([777_777] + Array(1...Self.count)) { Int64($0) }
            #expect((named.changed, named.unchanged) == (1, Self.count))
            let counts = try drop(Array(1...Self.count), mode: .replace) { Int64($0) }
            #expect((counts.removed, counts.unchanged) == (1, Self.count))
        }
        #expect(try fixture.names().count == Self.count)
    }

    @Test func knowsAllRecordsUnlessSomeWerePassedOver() throws {
        try fixture.store.write { transaction in
            func hashes() throws -> StoredHashes {
                let companion = try transaction.openCompanion?()
                return try #require(try StoredHashes(of: "customers", in: transaction.db, beside: companion, notingUpTo: Int64(Self.count)))
            }
            let (all, some, again) = (try hashes(), try hashes(), try hashes())
            _ = try all.nextBlock()
            #expect(try all.allRecords()?.indicesSet == Array(1...Self.count))
            some.find(after: 100)
            _ = try some.nextBlock()
            #expect(try some.allRecords() == nil)
            again.find(after: 100)
            again.find(after: .min)
            #expect(try again.allRecords()?.indicesSet == Array(1...Self.count))
            for hashes in [all, some, again] { hashes.end() }
        }
    }

    @Test func letsTheSnapshotGoWhereTheDropFails() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            _ = try drop(Array(1...Self.count), changed) { _, start in if start > 0 { throw Failure() } }
        }
        #expect(try checkpoint() == "0|0|0\n")
        let counts = try drop(Array(1...Self.count), changed)
        #expect(counts.changed == Self.count / 100)
    }
}
