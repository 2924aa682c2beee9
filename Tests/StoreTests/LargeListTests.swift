import Expressions
import Foundation
import Localization
import Model
import Tabular
import TestSupport
import Testing

@testable import Store

/// Lists that several connections read, and the order of lists that are sorted.
struct LargeListTests {
    private let fixture: StoreFixture
    private let fields = [StoreFixture.customers.fields[0], StoreFixture.customers.fields[1], StoreFixture.customers.fields[3]]

    init() throws { fixture = try StoreFixture() }

    private func rows(_ query: RecordQuery, sideBySide: Bool, meanwhile: () throws -> Void = {}) throws -> [String] {
        let read = { (snapshot: StoreTransaction) in
            try snapshot.records.withBatches(query) { cursor in
                var rows: [String] = []
                while let batch = try cursor.next() {
                    #expect(batch.isWhole(query.types))
                    for row in 0..<batch.rowCount {
                        let day = batch.columns[2].isNull(row) ? "" : Day(number: Int(batch.columns[2].fixed[row])).iso
                        rows.append(
                            "\(batch.columns[0].text[row]) \(batch.columns[1].isNull(row) ? "-" : batch.columns[1].text[row]) \(day)")
                    }
                    try meanwhile()
                }
                return rows
            }
        }
        return sideBySide ? try fixture.store.readSideBySide(read) : try fixture.store.read(read)
    }

    @Test func connectionsSideBySideReadTheSameInTheSameOrder() throws {
        // More than a stretch of numbers for each connection, with gaps where records have gone.
        let all = (0..<70_000).map { (id: Optional("\($0)"), name: $0 % 7 == 0 ? nil : Optional("Nimi \($0)")) }
        _ = try fixture.drop(all)
        _ = try fixture.drop(all.enumerated().filter { $0.offset < 40_000 || $0.offset % 3 == 0 }.map(\.element), mode: .replace)
        let query = RecordQuery(module: StoreFixture.customers, columns: fields)
        let alone = try rows(query, sideBySide: false)
        #expect(alone.count == 50_000)
        #expect(try rows(query, sideBySide: true) == alone)
        // What is committed while they read is not seen.
        var isFirst = true
        let before = try rows(query, sideBySide: true) {
            guard isFirst else { return }
            isFirst = false
            _ = try fixture.drop([(id: "uusi", name: "Uusi")])
        }
        #expect(before == alone)
        #expect(try rows(query, sideBySide: true).count == alone.count + 1)
    }

    @Test func nothingIsReadSideBySideToo() throws {
        #expect(try rows(RecordQuery(module: StoreFixture.customers, columns: fields), sideBySide: true) == [])
    }

    /// A reader that is left in the middle lets its companions go.
    @Test func aReaderMayBeLeft() throws {
        _ = try fixture.drop((0..<60_000).map { (id: "\($0)", name: "x") })
        struct Enough: Error {}
        for _ in 0..<20 {
            #expect(throws: Enough.self) {
                try rows(RecordQuery(module: StoreFixture.customers, columns: fields), sideBySide: true) { throw Enough() }
            }
        }
        _ = try fixture.drop([(id: "uusi", name: "Uusi")])
    }

    /// A list that is being sorted ends where somebody interrupts, and the next one does not.
    @Test func sortingIsInterrupted() throws {
        _ = try fixture.drop((0..<3000).map { (id: "\($0)", name: "x \($0)") })
        let query = RecordQuery(module: StoreFixture.customers, columns: fields, sortBy: [RecordOrder(fields[1])])
        #expect(throws: (any Error).self) {
            try fixture.store.readSideBySide { snapshot in
                fixture.store.interrupt()
                try snapshot.records.withBatches(query) { cursor in while try cursor.next() != nil {} }
            }
        }
        #expect(try rows(query, sideBySide: true).count == 3000)
    }

    /// One key for several texts orders them as each key by itself would.
    @Test(arguments: Language.allCases) func textsAreSortedTogetherAsOneByOne(language: Language) throws {
        var random = SeededGenerator(seed: 20)
        let letters = ["a", "A", "ä", "å", "Ö", "v", "w", "z", " ", "-", "é", "aa", "\u{1F600}"]
        func word() -> String? {
            let count = Int.random(in: 0...3, using: &random)
            return count == 0 ? nil : (0..<count).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
        }
        let people = (0..<600).map { (id: Optional("\(word() ?? "")\($0 % 40)-\($0)"), name: word()) }
        _ = try fixture.drop(people)
        var query = RecordQuery(module: StoreFixture.customers, columns: fields, language: language)
        query.sortBy = [RecordOrder(fields[1]), RecordOrder(fields[0])]
        let sorted = try rows(query, sideBySide: false).map { $0.split(separator: " ").last.map(String.init) ?? "" }
        let collator = try Collator(language)
        func key(_ text: String?) throws -> [UInt8]? { try text.flatMap { $0.isEmpty ? nil : try collator.sortKey($0) } }
        let expected = try people.map { (id: $0.id ?? "", name: try key($0.name), own: try key($0.id)) }.sorted { left, right in
            switch (left.name, right.name) {
            case (nil, .some): return false
            case (.some, nil): return true
            case (let first?, let second?) where first != second: return first.lexicographicallyPrecedes(second)
            default: return (left.own ?? []).lexicographicallyPrecedes(right.own ?? [])
            }
        }
        query.columns = [fields[0], fields[1], fields[2]]
        let ids = try fixture.store.read { snapshot in
            try snapshot.records.withBatches(query) { cursor in
                var ids: [String] = []
                while let batch = try cursor.next() { ids += (0..<batch.rowCount).map { batch.columns[0].text[$0] } }
                return ids
            }
        }
        #expect(ids == expected.map(\.id))
        #expect(sorted.count == ids.count)
    }

    /// Every direction, with and without values, by one connection and by several: as the values themselves say.
    @Test func ordersAreThoseOfTheValues() throws {
        var random = SeededGenerator(seed: 21)
        let names = ["a", "A", "ä", "å", "Ö", "v", "w", "z", "é", "aa", "Virtanen", "Wirtanen", ""]
        var rows = StoreFixture.batch((0..<3000).map { (id: "\($0)", name: $0 % 9 == 0 ? nil : names.randomElement(using: &random)) })
        rows.columns[2] = Column(.decimal(scale: 2))
        rows.columns[3] = Column(.day)
        for id in 0..<3000 {
            if id % 5 == 0 {
                rows.columns[2].appendNull()
            } else {
                rows.columns[2].append(Int64.random(in: -3...3, using: &random) * (id % 2 == 0 ? 1 : 1 << 40))
            }
            if id % 7 == 0 {
                rows.columns[3].appendNull()
            } else {
                rows.columns[3].append(Int64.random(in: -800...800, using: &random) * 40)
            }
        }
        let request = DropRequest(source: "customers", file: "a.csv", size: 10, sha256: "x", receivedAt: fixture.now)
        _ = try fixture.store.applyDrop(
            request, to: StoreFixture.customers, fields: StoreFixture.customers.fields, rules: DropRules(mode: .upsert), at: fixture.now
        ) { writer, _ in
            try writer.write(rows, hashes: TestHashes.of(rows), lines: (0..<3000).map { $0 + 2 }) { _, _ in }
            _ = try writer.settle()
            return .commit(read: 3000, rejected: 0, detail: nil)
        }
        let all = StoreFixture.customers.fields
        let collator = try Collator(.fi)
        for _ in 0..<24 {
            let keys = [all[1], all[2], all[3]].shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)).map {
                RecordOrder($0, isDescending: .random(using: &random), areNullsFirst: .random(using: &random))
            }
            var query = RecordQuery(module: StoreFixture.customers, columns: [all[0], all[1], all[2], all[3]], sortBy: keys)
            let read = { (snapshot: StoreTransaction) in
                try snapshot.records.withBatches(query) { cursor in
                    var batches: [Batch] = []
                    while let batch = try cursor.next() { batches.append(batch) }
                    return batches
                }
            }
            let alone = try fixture.store.read(read)
            let together = try fixture.store.readSideBySide(read)
            func ids(_ batches: [Batch]) -> [Int] { batches.flatMap { b in (0..<b.rowCount).map { Int(b.columns[0].text[$0]) ?? -1 } } }
            #expect(ids(alone) == ids(together) && ids(alone).count == 3000)
            for batch in together { #expect(batch.isWhole(query.types)) }
            /// A value as bytes that sort as it does; nil for none.
            func key(_ batch: Batch, _ row: Int, _ order: RecordOrder) throws -> [UInt8]? {
                let column = batch.columns[query.columns.firstIndex(of: order.field) ?? 0]
                if column.isNull(row) { return nil }
                if column.type.isText { return column.text[row].isEmpty ? nil : try collator.sortKey(column.text[row]) }
                let number = UInt64(bitPattern: column.fixed[row]) ^ 1 << 63
                return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
            }
            var last: (keys: [[UInt8]?], id: Int)?
            for batch in together {
                for row in 0..<batch.rowCount {
                    let now = (keys: try keys.map { try key(batch, row, $0) }, id: Int(batch.columns[0].text[row]) ?? -1)
                    if let last { #expect(isInOrder(last, now, keys)) }
                    last = now
                }
            }
            query.limit = 10
            #expect(ids(try fixture.store.readSideBySide(read)) == Array(ids(alone).prefix(10)))
        }
    }

    private func isInOrder(_ left: (keys: [[UInt8]?], id: Int), _ right: (keys: [[UInt8]?], id: Int), _ orders: [RecordOrder]) -> Bool {
        for (index, order) in orders.enumerated() {
            switch (left.keys[index], right.keys[index]) {
            case (nil, nil): continue
            case (nil, .some): return order.areNullsFirst
            case (.some, nil): return !order.areNullsFirst
            case (let one?, let other?):
                if one == other { continue }
                return one.lexicographicallyPrecedes(other) != order.isDescending
            }
        }
        return left.id < right.id
    }

    @Test func storedDaysAreThoseOfTheCalendar() throws {
        for number in stride(from: -719_528, through: 2_932_896, by: 1) where number % 13 == 0 || abs(number) < 40_000 {
            let day = Day(number: number)
            let text = Array(day.iso.utf8)
            guard text.count == 10 else { continue }
            let read = unsafe text.withUnsafeBufferPointer { bytes in unsafe bytes.baseAddress.flatMap { unsafe StoredDay.number($0) } }
            #expect(read == number)
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2100-02-29", "abcd-ef-gh", "2026-01-00"] {
            let bytes = Array(text.utf8)
            #expect(
                unsafe bytes.withUnsafeBufferPointer { buffer in unsafe buffer.baseAddress.flatMap { unsafe StoredDay.number($0) } } == nil)
        }
    }

    /// The companions are at work on the outer query: they cannot take another one before it ends.
    @Test(.timeLimit(.minutes(1))) func recordsOfARecordAreReadAmidTheOthers() throws {
        _ = try fixture.drop((0..<60_000).map { (id: "\($0)", name: "x") })
        var counts: [Int] = []
        try fixture.store.readSideBySide { snapshot in
            try snapshot.records.withBatches(RecordQuery(module: StoreFixture.customers, columns: fields)) { cursor in
                while try cursor.next() != nil {
                    let one = SQLFragment(sql: "r._id = ?", bindings: [.integer(1)])
                    try snapshot.records.withBatches(RecordQuery(module: StoreFixture.customers, columns: fields, condition: one)) {
                        inner in
                        counts.append(try inner.next()?.rowCount ?? 0)
                    }
                }
            }
        }
        #expect(counts.count > 1 && counts.allSatisfy { $0 == 1 })
    }
}
