import Expressions
import Model
import Store
import Tabular
import Testing

struct SegmentHistoryTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.drop((1...6).map { ("\($0)", $0 == 6 ? nil : "N\($0)") })
    }

    private func refresh(_ keys: [String], at minute: Int) throws -> Membership {
        let selection = SegmentSelection(included: keys)
        return try fixture.store.write {
            try $0.segments.refresh(
                "s", of: StoreFixture.customers,
                selecting: keys.isEmpty ? SegmentSelection(criteria: SQLFragment(sql: "FALSE")) : selection,
                run: nil, at: fixture.now + .seconds(60 * minute))
        }
    }

    private func members(asOf minute: Int?) throws -> [Int64] {
        let query = RecordQuery(
            module: StoreFixture.customers, columns: [], segment: "s", asOf: minute.map { fixture.now + .seconds(60 * $0) },
            includesIdentity: true)
        return try fixture.store.read { transaction in
            try transaction.records.withBatches(query) { cursor in
                var found: [Int64] = []
                while let batch = try cursor.next() { found += batch.columns[0].fixed }
                return found
            }
        }
    }

    @Test func membersOfAnyTimeAreKnown() throws {
        let states: [[String]] = [["1", "2"], ["2", "3"], [], ["1", "2", "3", "4"], ["4"]]
        for (minute, keys) in states.enumerated() {
            let membership = try refresh(keys, at: 2 * minute)
            let before = minute == 0 ? [] : states[minute - 1]
            #expect(membership.size == keys.count)
            #expect(membership.joined == Set(keys).subtracting(before).count)
            #expect(membership.left == Set(before).subtracting(keys).count)
        }
        #expect(try members(asOf: -1) == [])
        for (minute, keys) in states.enumerated() {
            for offset in 0...1 { #expect(try members(asOf: 2 * minute + offset) == keys.compactMap { Int64($0) }) }
        }
        #expect(try members(asOf: nil) == [4])
        #expect(try fixture.store.read { try $0.segments.count(of: "s", asOf: fixture.now + .seconds(400)) } == 4)
    }

    @Test func membersOfSegmentsThatAreGoneAreForgotten() throws {
        try fixture.store.write { transaction in
            for name in ["a", "b", "c", "d"] {
                _ = try transaction.segments.refresh(
                    name, of: StoreFixture.customers, selecting: SegmentSelection(included: ["1", "2"]), run: nil, at: fixture.now)
            }
            try transaction.segments.forget(except: ["b", "d", "new"])
        }
        let left = try fixture.store.read { transaction in
            try ["a", "b", "c", "d"].map { name in
                let query = RecordQuery(module: StoreFixture.customers, columns: [], segment: name, includesIdentity: true)
                return try transaction.records.withBatches(query) { try $0.next()?.rowCount ?? 0 }
            }
        }
        #expect(left == [0, 2, 0, 2])
    }

    @Test func listsOutweighCriteriaAndExclusionOutweighsInclusion() throws {
        let named = SQLFragment(sql: "r.last_name IS NOT NULL AND r.last_name <> ?", bindings: [.text("N1")])
        func count(_ selection: SegmentSelection) throws -> Int {
            try fixture.store.read { try $0.segments.count(of: StoreFixture.customers, selecting: selection) }
        }
        #expect(try count(SegmentSelection()) == 6)
        #expect(try count(SegmentSelection(criteria: named)) == 4)
        #expect(try count(SegmentSelection(criteria: named, included: ["1", "6", "no"])) == 6)
        #expect(try count(SegmentSelection(criteria: named, included: ["1"], excluded: ["1", "2"])) == 3)
        #expect(try count(SegmentSelection(excluded: ["1"])) == 5)
    }
}
