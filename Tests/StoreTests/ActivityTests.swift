import Model
import Tabular
import TestSupport
import Testing

@testable import Store

struct ActivityTests {
    private let fixture: StoreFixture
    private var store: WorkspaceStore { fixture.store }

    init() throws { fixture = try StoreFixture() }

    private func activity(
        _ record: Int64, event: String = "", assignee: String? = "maija@x.example", due: Int = 20_783, start: Instant? = nil,
        minutes: Int? = nil, run: Int64 = 1
    ) -> Activity {
        Activity(
            run: run, task: 1, event: event, module: "customers", record: record, title: "Soita \(record)", description: "Rivi\nToinen",
            type: .call, priority: .high, assignee: assignee, due: Day(number: due), start: start, minutes: minutes)
    }

    @Test func eachRecordEventAndStepOfARunHasOne() throws {
        let activities = [activity(1), activity(2), activity(1, event: "kirje"), activity(1, run: 2)]
        #expect(try store.write { try $0.activities.add(activities, at: fixture.now) } == 4)
        #expect(try store.write { try $0.activities.add(activities, at: fixture.now) } == 0)
        let made = try store.read { try $0.activities.list(run: 1) }
        #expect(made.map(\.activity) == Array(activities.prefix(3)))
        #expect(made.allSatisfy { $0.status == .open && $0.createdAt == fixture.now && $0.changes == 0 && $0.note == nil })
    }

    @Test func whoHasOneAlreadyIsNotLookedAt() throws {
        _ = try fixture.drop([("a", "Aho"), ("b", "Berg"), ("c", "Öhman")])
        let fields = [StoreFixture.customers.fields[1]]
        let query = RecordQuery(module: StoreFixture.customers, columns: fields, includesIdentity: true)
        func lacking(_ event: String) throws -> [String] {
            try store.read { transaction in
                let narrowed = transaction.activities.lacking(query, run: 1, task: 1, event: event)
                return try transaction.records.withBatches(narrowed) { cursor in
                    var names: [String] = []
                    while let batch = try cursor.next() { names += (0..<batch.rowCount).map { batch.columns[1].text[$0] } }
                    return names
                }
            }
        }
        #expect(try lacking("") == ["Aho", "Berg", "Öhman"])
        _ = try store.write { try $0.activities.add([activity(2)], at: fixture.now) }
        #expect(try lacking("") == ["Aho", "Öhman"])
        #expect(try lacking("kirje") == ["Aho", "Berg", "Öhman"])
    }

    @Test func tellsWhatAPersonHasToDoOnADay() throws {
        let start = Instant(seconds: 20_783 * 86_400 + 32_400)
        let activities = [
            activity(1), activity(2, start: start + .seconds(3600), minutes: 15), activity(3, start: start),
            activity(4, start: start, minutes: 60), activity(5, due: 20_784), activity(6, assignee: "ville@x.example"),
        ]
        try store.write { transaction in
            _ = try transaction.activities.add(activities, at: fixture.now)
            _ = try transaction.activities.setStatus(.cancelled, of: [4], at: fixture.now)
            _ = try transaction.activities.setStatus(.done, of: [1], at: fixture.now)
        }
        let load = try store.read { try $0.activities.load(of: "maija@x.example", on: Day(number: 20_783)) }
        #expect(load.count == 3)
        #expect(load.times == [start..<(start + .seconds(1800)), (start + .seconds(3600))..<(start + .seconds(4500))])
    }

    @Test func closingAndOpeningIsCountedAndChangesTheCalendarOnce() throws {
        _ = try store.write { try $0.activities.add([activity(1), activity(2), activity(3, assignee: nil)], at: fixture.now) }
        let later = fixture.now + .seconds(60)
        let changed = try store.write { try $0.activities.setStatus(.done, of: [1, 2, 3, 99], note: "Ostaa", at: later) }
        #expect(changed.map(\.id) == [1, 2, 3] && changed.allSatisfy { $0.status == .open })
        #expect(try store.read { try $0.calendars.pending() } == ["maija@x.example"])
        #expect(try store.read { try $0.calendars.version(of: "maija@x.example") } == 1)
        let done = try #require(try store.read { try $0.activities.activity(1) })
        #expect(done.status == .done && done.note == "Ostaa" && done.changes == 1 && done.changedAt == later)
        #expect(try store.write { try $0.activities.setStatus(.done, of: [1], note: "Toinen", at: later) }.isEmpty)
        #expect(try store.read { try $0.calendars.version(of: "maija@x.example") } == 1)
        _ = try store.write { try $0.activities.setStatus(.open, of: [1], at: later) }
        let open = try #require(try store.read { try $0.activities.activity(1) })
        #expect(open.status == .open && open.note == "Ostaa" && open.changes == 2)
    }

    @Test func aCalendarThatHasChangedMeanwhileIsNotPublished() throws {
        try store.write { try $0.calendars.touch(["a", "b"]) }
        #expect(try store.read { try $0.calendars.pending() } == ["a", "b"])
        let version = try store.read { try $0.calendars.version(of: "a") }
        try store.write { try $0.calendars.touch(["a"]) }
        #expect(try store.write { try $0.calendars.markPublished("a", version: version) } == false)
        #expect(try store.write { try $0.calendars.markPublished("a", version: version + 1) } == true)
        #expect(try store.read { try $0.calendars.pending() } == ["b"])
    }

    @Test func listsByDueDateAndNarrowsTheList() throws {
        let start = Instant(seconds: 20_783 * 86_400 + 32_400)
        let activities = [
            activity(1, due: 20_790), activity(2, start: start + .seconds(60)), activity(3, start: start), activity(4),
            activity(5, assignee: "ville@x.example"), activity(6, run: 2),
        ]
        try store.write { transaction in
            _ = try transaction.activities.add(activities, at: fixture.now)
            _ = try transaction.activities.setStatus(.done, of: [4], at: fixture.now)
        }
        func list(_ filter: ActivityFilter) throws -> [Int64] {
            try store.read { transaction in
                try transaction.activities.withList(filter) { next in
                    var ids: [Int64] = []
                    while let record = try next() { ids.append(record.id) }
                    return ids
                }
            }
        }
        #expect(try list(ActivityFilter()) == [4, 5, 6, 3, 2, 1])
        #expect(try list(ActivityFilter(status: .open)) == [5, 6, 3, 2, 1])
        #expect(try list(ActivityFilter(status: .done)) == [4])
        #expect(try list(ActivityFilter(assignee: "ville@x.example")) == [5])
        #expect(try list(ActivityFilter(dueBefore: Day(number: 20_790), run: 1)) == [4, 5, 3, 2])
    }

    @Test func isOverdueOnceItsDayOrTimeIsOver() throws {
        let start = Instant(seconds: 20_783 * 86_400 + 32_400)
        _ = try store.write { try $0.activities.add([activity(1), activity(2, start: start, minutes: 30)], at: fixture.now) }
        let made = try store.read { try $0.activities.list(run: 1) }
        #expect(!made[0].isOverdue(on: Day(number: 20_783), at: start + .seconds(80_000)))
        #expect(made[0].isOverdue(on: Day(number: 20_784), at: start))
        #expect(!made[1].isOverdue(on: Day(number: 20_783), at: start + .seconds(1800)))
        #expect(made[1].isOverdue(on: Day(number: 20_783), at: start + .seconds(1801)))
        _ = try store.write { try $0.activities.setStatus(.cancelled, of: [1], at: fixture.now) }
        #expect(try #require(store.read { try $0.activities.activity(1) }).isOverdue(on: Day(number: 20_800), at: start) == false)
    }

    @Test func aCalendarHoldsWhatIsOpenAndWhatWasClosedOfLate() throws {
        try store.write { transaction in
            _ = try transaction.activities.add((1...4).map { activity($0) }, at: fixture.now)
            _ = try transaction.activities.setStatus(.done, of: [1], at: fixture.now + .seconds(10))
            _ = try transaction.activities.setStatus(.cancelled, of: [2], at: fixture.now + .seconds(20))
        }
        let entries = try store.read { transaction in
            try transaction.calendars.withEntries(of: "maija@x.example", closedSince: fixture.now + .seconds(20)) { next in
                var ids: [Int64] = []
                while let record = try next() { ids.append(record.id) }
                return ids
            }
        }
        #expect(entries == [2, 3, 4])
    }

    @Test func whoseTurnItWasIsKeptForEachRotation() throws {
        try store.write { transaction in
            #expect(try transaction.activities.lastInTurn(of: "viikko", rotation: "1") == nil)
            try transaction.activities.setLastInTurn("a", of: "viikko", rotation: "1")
            try transaction.activities.setLastInTurn("b", of: "viikko", rotation: "1")
            try transaction.activities.setLastInTurn("c", of: "viikko", rotation: "2")
        }
        #expect(try store.read { try $0.activities.lastInTurn(of: "viikko", rotation: "1") } == "b")
        #expect(try store.read { try $0.activities.lastInTurn(of: "paiva", rotation: "1") } == nil)
    }
}
