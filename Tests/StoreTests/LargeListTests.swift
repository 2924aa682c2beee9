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
}
