import Expressions
import Model
import Store
import Tabular
import TestSupport
import Testing

struct DropApplicationTests {
    @Test func addsChangesAndLeavesAlone() throws {
        let fixture = try StoreFixture()
        let (first, _) = try fixture.drop([("1", "Aho"), ("2", "Berg"), ("3", "Öhman")])
        #expect((first.counts.added, first.counts.changed, first.counts.unchanged) == (3, 0, 0))
        let (second, _) = try fixture.drop([("1", "Aho"), ("2", "Bergström"), ("4", "Dahl")])
        #expect((second.counts.added, second.counts.changed, second.counts.unchanged, second.counts.removed) == (1, 1, 1, 0))
        #expect(try fixture.names() == ["Aho", "Bergström", "Öhman", "Dahl"])
    }

    @Test func replacesWithTheWholeTruth() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho"), ("2", "Berg"), ("3", "Öhman")])
        let (record, _) = try fixture.drop([("3", "Öhman"), ("5", "Ek")], mode: .replace)
        #expect((record.counts.added, record.counts.unchanged, record.counts.removed) == (1, 1, 2))
        #expect(try fixture.names() == ["Öhman", "Ek"])
    }

    @Test func takesEachKeyOnceInAFile() throws {
        let fixture = try StoreFixture()
        let (fresh, rejected) = try fixture.drop([("1", "Aho"), ("1", "Bo"), (nil, "Nobody")])
        #expect(fresh.counts.added == 1)
        #expect(rejected == [3: "ingest.reject.key-twice", 4: "ingest.reject.key-missing"])
        let (_, again) = try fixture.drop([("1", "Aho"), ("1", "Bo"), ("2", "Cee"), ("2", "Dee")])
        #expect(again == [3: "ingest.reject.key-twice-unchanged", 5: "ingest.reject.key-twice"])
        #expect(try fixture.names() == ["Aho", "Cee"])
    }

    @Test func appendingTakesOnlyNewKeys() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho")])
        let (record, rejected) = try fixture.drop([("1", "Other"), ("2", "Berg")], mode: .append)
        #expect(record.counts.added == 1)
        #expect(rejected == [2: "ingest.reject.key-exists"])
        #expect(try fixture.names() == ["Aho", "Berg"])
    }

    @Test func aRefusedDropChangesNothingButTheHistory() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho")])
        let request = DropRequest(source: "customers", file: "b.csv", size: 1, sha256: "b", receivedAt: fixture.now)
        let record = try fixture.store.applyDrop(
            request, to: StoreFixture.customers, fields: StoreFixture.customers.fields,
            rules: DropRules(mode: .replace, starting: ["weekly"]),
            at: fixture.now
        ) { writer, _ in
            let batch = StoreFixture.batch([("2", "Berg")])
            try writer.write(batch, hashes: TestHashes.of(batch), lines: [2]) { _, _ in }
            return .fail(.rejected, Message("ingest.reject.key-missing"), read: 5, rejected: 4, detail: nil)
        }
        #expect(record.state == .rejected)
        #expect(try fixture.names() == ["Aho"])
        #expect(try fixture.store.read { try $0.runs.list() }.isEmpty)
        #expect(try fixture.store.read { try $0.drops.list() }.map(\.state) == [.rejected, .applied])
    }

    @Test func theSameContentIsNotAppliedTwiceWhoeverTries() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho")], content: "same")
        #expect(throws: StoreError.self) { try fixture.drop([("2", "Berg")], content: "same") }
        #expect(try fixture.names() == ["Aho"])
    }

    @Test func aThrowingDropLeavesNoTrace() throws {
        struct Interruption: Error {}
        let fixture = try StoreFixture()
        let request = DropRequest(source: "customers", file: "b.csv", size: 1, sha256: "b", receivedAt: fixture.now)
        #expect(throws: Interruption.self) {
            try fixture.store.applyDrop(
                request, to: StoreFixture.customers, fields: StoreFixture.customers.fields, rules: DropRules(), at: fixture.now
            ) { writer, _ in
                let batch = StoreFixture.batch([("2", "Berg")])
                try writer.write(batch, hashes: TestHashes.of(batch), lines: [2]) { _, _ in
                }
                throw Interruption()
            }
        }
        #expect(try fixture.names().isEmpty)
        #expect(try fixture.store.read { try $0.drops.list() }.isEmpty)
    }

    @Test func aThrowingDropHoldsNobodyUp() throws {
        struct Interruption: Error {}
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho"), ("2", "Berg"), ("3", "Cee")])
        let request = DropRequest(source: "customers", file: "b.csv", size: 1, sha256: "b", receivedAt: fixture.now)
        // The transaction goes on after a file of a group that threw in the middle of its rows.
        try fixture.store.write { transaction in
            _ = #expect(throws: Interruption.self) {
                _ = try transaction.applyDrop(
                    request, to: StoreFixture.customers, fields: StoreFixture.customers.fields, rules: DropRules(), at: fixture.now
                ) { writer, _ in
                    let batch = StoreFixture.batch([("1", "Aho")])
                    try writer.write(batch, hashes: TestHashes.of(batch), lines: [2]) { _, _ in }
                    throw Interruption()
                }
            }
        }
        let other = try WorkspaceStore(path: fixture.folder.file("ajastin.sqlite"))
        try other.write { try $0.drops.markArchived(1) }
        // A snapshot from before the other's change could not be written to.
        try fixture.store.write { try $0.drops.markArchived(1) }
        #expect(try fixture.drop([("4", "Dahl")]).0.counts.added == 1)
    }

    @Test func committingStartsTheSchedulesThatWaitForIt() throws {
        let fixture = try StoreFixture()
        let request = DropRequest(source: "customers", file: "b.csv", size: 1, sha256: "b", receivedAt: fixture.now)
        _ = try fixture.store.applyDrop(
            request, to: StoreFixture.customers, fields: StoreFixture.customers.fields, rules: DropRules(starting: ["weekly"]),
            at: fixture.now
        ) { _, _ in .commit(read: 0, rejected: 0, detail: nil) }
        let runs = try fixture.store.read { try $0.runs.list() }
        #expect(runs.map(\.schedule) == ["weekly"])
        #expect(runs.map(\.trigger) == [.drop])
    }

    @Test func anEditedRecordIsComparedWithTheNextFile() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho"), ("2", "Berg")])
        try fixture.store.write { transaction throws in
            _ = try transaction.segments.refresh(
                "all", of: StoreFixture.customers, selecting: SegmentSelection(), run: nil, at: fixture.now)
            try transaction.edits.plan(
                [EditAssignment("last_name", .init(sql: "?", bindings: [.text("Aho")]))],
                of: EditTarget(members: "all", of: StoreFixture.customers), run: 1, task: 1, at: fixture.now)
            let counts = try transaction.edits.apply(run: 1, task: 1, at: fixture.now)
            #expect(counts.lookedAt == 2)
            #expect(counts.changed == 1)
        }
        #expect(try fixture.names() == ["Aho", "Aho"])
        let (record, _) = try fixture.drop([("1", "Aho"), ("2", "Berg")])
        #expect((record.counts.changed, record.counts.unchanged) == (1, 1))
        #expect(try fixture.names() == ["Aho", "Berg"])
    }

    @Test func identitiesAreNeverUsedAgain() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho"), ("2", "Berg")])
        _ = try fixture.drop([("1", "Aho")], mode: .replace)
        _ = try fixture.drop([("1", "Aho"), ("3", "Cee")])
        let query = RecordQuery(module: StoreFixture.customers, columns: [], includesIdentity: true)
        let ids = try fixture.store.read { snapshot in
            try snapshot.records.withBatches(query) { try $0.next()?.columns[0].fixed }
        }
        #expect(ids == [1, 3])
    }

    @Test func valuesComeBackAsTheyWere() throws {
        let fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Åström \"x\" – 名前"), ("2", nil)])
        let query = RecordQuery(module: StoreFixture.customers, columns: StoreFixture.customers.fields)
        let batch = try fixture.store.read { try $0.records.withBatches(query) { try $0.next() } }
        #expect(batch == StoreFixture.batch([("1", "Åström \"x\" – 名前"), ("2", nil)]))
    }

    @Test func namesAreInFinnishOrderWithTheEmptyLast() throws {
        let fixture = try StoreFixture()
        let words = ["Öhman", "Zäta", nil, "Åberg", "aho", "Ärt", "Virta", "Wirta", "Vuo"]
        _ = try fixture.drop(words.enumerated().map { ("\($0)", $1) })
        let query = RecordQuery(
            module: StoreFixture.customers, columns: [StoreFixture.customers.fields[1]],
            sortBy: [RecordOrder(StoreFixture.customers.fields[1])],
            language: .fi)
        let names = try fixture.store.read { snapshot in
            try snapshot.records.withBatches(query) { cursor in
                try cursor.next().map { batch in (0..<batch.rowCount).map { batch.columns[0].isNull($0) ? nil : batch.columns[0].text[$0] }
                }
            }
        }
        #expect(names == ["aho", "Virta", "Vuo", "Wirta", "Zäta", "Åberg", "Ärt", "Öhman", nil])
    }
}
