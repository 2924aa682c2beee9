import Expressions
import Model
import Store
import Tabular
import TestSupport
import Testing

struct EditRepositoryTests {
    private let fixture: StoreFixture
    private let modules = ["customers": StoreFixture.customers]

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.drop([("1", "Aho"), ("2", "Berg"), ("3", nil)])
        try fixture.store.write { transaction in
            _ = try transaction.segments.refresh(
                "all", of: StoreFixture.customers, selecting: SegmentSelection(), run: nil, at: fixture.now)
        }
    }

    private let target = EditTarget(members: "all", of: StoreFixture.customers)

    private static func text(_ text: String) -> SQLFragment { SQLFragment(sql: "?", bindings: [.text(text)]) }

    /// Plans and applies in one transaction.
    private func edit(_ assignments: [EditAssignment], run: Int64 = 1, task: Int = 1) throws -> EditCounts {
        try fixture.store.write { transaction in
            try transaction.edits.plan(assignments, of: target, run: run, task: task, at: fixture.now)
            return try transaction.edits.apply(run: run, task: task, at: fixture.now)
        }
    }

    private func journal(_ run: Int64 = 1) throws -> [JournalEntry] {
        try fixture.store.read { try $0.edits.journal(run: run, modules: modules) }
    }

    private func undo(_ run: Int64 = 1) throws -> UndoRecord? {
        try fixture.store.write { try $0.edits.undo(run: run, by: "maija", at: fixture.now) }
    }

    @Test func allAssignmentsSeeTheRecordAsItWas() throws {
        let counts = try edit([
            EditAssignment("last_name", SQLFragment(sql: "r.customer_id")),
            EditAssignment("birth_date", SQLFragment(sql: "r.last_name")),
        ])
        #expect(counts == EditCounts(lookedAt: 3, changed: 3))
        #expect(try fixture.names() == ["1", "2", "3"])
        let journal = try journal()
        #expect(journal.map(\.record) == ["1", "1", "2", "2", "3", "3"])
        #expect(journal.filter { $0.field == "birth_date" }.map(\.new) == [.text("Aho"), .text("Berg"), .null])
    }

    @Test func aPlanChangesNothingUntilItIsApplied() throws {
        try fixture.store.write { transaction in
            let count = try transaction.edits.plan(
                [EditAssignment("last_name", Self.text("Aho"))], of: target, run: 1, task: 1, at: fixture.now)
            #expect(count == 3)
            #expect(try transaction.edits.recordCount(run: 1, task: 1) == 2)
        }
        #expect(try fixture.names() == ["Aho", "Berg", ""])
        #expect(try journal().isEmpty)
        #expect(try fixture.store.read { try $0.edits.entries(run: 1, task: 1, modules: modules) }.map(\.record) == ["2", "3"])
        #expect(try undo() == nil)
    }

    @Test func whatChangedSinceThePlanIsLeftAndListed() throws {
        _ = try fixture.store.write { transaction in
            try transaction.edits.plan(
                [EditAssignment("last_name", Self.text("Cee")), EditAssignment("consent", SQLFragment(sql: "0"))], of: target, run: 1,
                task: 1, at: fixture.now)
        }
        _ = try fixture.drop([("2", "Dahl")])
        let counts = try fixture.store.write { try $0.edits.applyUnchanged(run: 1, task: 1, at: fixture.now) }
        #expect(counts == EditCounts(lookedAt: 3, changed: 2, stale: 1))
        #expect(try fixture.names() == ["Cee", "Dahl", "Cee"])
        let failures = try fixture.store.read { try $0.runs.failures(run: 1, modules: modules) }
        #expect(failures.map(\.key) == ["2"])
        #expect(failures.map(\.field) == ["last_name"])
        #expect(failures.map(\.reason.key) == ["store.edit-changed-since"])
        #expect(try journal().map(\.record) == ["1", "1", "3", "3"])
    }

    @Test func undoLeavesWhatOthersHaveChangedSince() throws {
        _ = try edit([EditAssignment("last_name", Self.text("Cee")), EditAssignment("consent", SQLFragment(sql: "0"))])
        _ = try edit([EditAssignment("last_name", Self.text("Dee"))], task: 2)
        _ = try fixture.drop([("2", "Cee")])
        let undo = try #require(try undo())
        #expect((undo.restored, undo.left) == (6, 2))
        // The second customer's name is what the first task wrote, yet it came by a file.
        #expect(try fixture.names() == ["Aho", "Cee", ""])
        let conflicts = try fixture.store.read { try $0.edits.conflicts(of: 1, modules: modules) }
        #expect(conflicts.map(\.entry.record) == ["2", "2"])
        #expect(conflicts.map(\.entry.field) == ["consent", "last_name"])
        #expect(conflicts.map(\.now) == [.integer(1), .text("Cee")])
        #expect(try self.undo() == nil)
        #expect(try fixture.store.read { try $0.edits.plans(of: 1) }.map(\.state) == [.undone, .undone])
    }

    @Test func valuesOfSingleRecordsArePlannedWhereTheyDiffer() throws {
        try fixture.store.write { transaction in
            let values: [(record: Int64, field: String, value: SQLValue)] = [
                (1, "last_name", .text("Cee")), (1, "last_name", .text("Aho")), (2, "last_name", .null), (3, "consent", .integer(0)),
                (9, "consent", .integer(0)), (2, "consent", .integer(1)),
            ]
            try transaction.edits.plan(values: values, of: StoreFixture.customers, run: 1, task: 1, at: fixture.now)
            #expect(try transaction.edits.apply(run: 1, task: 1, at: fixture.now).changed == 2)
        }
        #expect(try journal().map { [$0.record, $0.field] } == [["2", "last_name"], ["3", "consent"]])
    }

    @Test func aRemovedRecordComesBackUnlessItsKeyIsTaken() throws {
        try fixture.store.write { transaction in
            try transaction.edits.planRemoval(of: [1, 2, 2, 7], module: StoreFixture.customers, run: 1, task: 1, at: fixture.now)
            #expect(try transaction.edits.apply(run: 1, task: 1, at: fixture.now).changed == 2)
        }
        let journal = try journal()
        #expect(journal.map(\.record) == ["1", "2"])
        #expect(journal.allSatisfy { $0.isRemoval })
        _ = try fixture.drop([("2", "Dahl")])
        let undo = try #require(try undo())
        #expect((undo.broughtBack, undo.left) == (1, 1))
        #expect(try fixture.names() == ["Aho", "", "Dahl"])
        let conflicts = try fixture.store.read { try $0.edits.conflicts(of: 1, modules: modules) }
        #expect(conflicts.map(\.reason) == [.keyTaken])
        #expect(conflicts.map(\.entry.record) == ["2"])
    }

    @Test func theHistoryOfARecordSaysWhatRunsDidToIt() throws {
        _ = try edit([EditAssignment("last_name", Self.text("Cee"))])
        _ = try undo()
        _ = try edit([EditAssignment("consent", SQLFragment(sql: "0"))], run: 2)
        _ = try fixture.store.write { transaction in
            try transaction.edits.plan([EditAssignment("consent", SQLFragment(sql: "1"))], of: target, run: 3, task: 1, at: fixture.now)
        }
        let history = try fixture.store.read { try $0.edits.history(of: 2, in: StoreFixture.customers) }
        #expect(history.map(\.run) == [1, 2])
        #expect(history.map(\.new) == [.text("Cee"), .integer(0)])
        #expect(history.map { $0.undoneAt != nil } == [true, false])
    }

    @Test func whatIsErasedFromTheJournalKeepsNothingElseFromBeingUndone() throws {
        _ = try edit([EditAssignment("last_name", Self.text("Cee")), EditAssignment("consent", SQLFragment(sql: "0"))])
        try fixture.store.write { transaction in
            let criteria = SQLFragment(sql: "r.customer_id = '2'")
            _ = try transaction.segments.refresh(
                "erased", of: StoreFixture.customers, selecting: SegmentSelection(criteria: criteria), run: nil, at: fixture.now)
            let request = ErasureRepository.Request(
                segment: "erased", module: StoreFixture.customers, segments: [],
                fields: StoreFixture.customers.fields.filter { $0.key == "last_name" },
                includesFormerFields: false, replacement: nil)
            _ = try transaction.erasure.erase(request, at: fixture.now)
        }
        let undo = try #require(try undo())
        #expect((undo.restored, undo.left) == (5, 0))
        #expect(try fixture.names() == ["Aho", "", ""])
        let consent = try #require(StoreFixture.customers.field("consent"))
        let query = RecordQuery(module: StoreFixture.customers, columns: [consent])
        #expect(try fixture.store.read { try $0.records.withBatches(query) { try $0.next()?.columns[0].fixed } } == [1, 1, 1])
    }

    @Test func aConditionNarrowsTheRecords() throws {
        let narrow = EditTarget(
            members: "all", of: StoreFixture.customers, where: SQLFragment(sql: "r.last_name = ?", bindings: [.text("Berg")]))
        try fixture.store.write { transaction in
            let count = try transaction.edits.plan(
                [EditAssignment("last_name", Self.text("Cee"))], of: narrow, run: 1, task: 1, at: fixture.now)
            #expect(count == 1)
            _ = try transaction.edits.apply(run: 1, task: 1, at: fixture.now)
        }
        #expect(try fixture.names() == ["Aho", "Cee", ""])
    }
}
