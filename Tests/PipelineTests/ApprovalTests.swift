import Foundation
import Model
import Pipeline
import Store
import Tabular
import TestSupport
import Testing

/// Bulk edits that wait for a person, and the guard that makes them wait.
struct ApprovalTests {
    private static let schedule = """
        label: {fi: Viikkoraportti, en: Weekly report}
        owner: maija@teatteri.example
        tasks:
          - refresh-segment: {segment: consenting}
          - bulk-edit: {segment: consenting, set: {contacted_on: {action-date: true}}, approval: required}
          - create-activities: {segment: consenting, title: 'Soita', assignee: maija@teatteri.example}
        """

    private static func guarded(_ postalCode: String) -> String {
        """
        owner: maija@teatteri.example
        tasks:
          - refresh-segment: {segment: consenting}
          - bulk-edit: {segment: consenting, where: 'postal_code <> "\(postalCode)"', set: {postal_code: '\(postalCode)'}, volume-guard: 30%}
        """
    }

    private func run(_ fixture: PipelineFixture, after days: Int = 0) throws -> RunRecord {
        try #require(try RunWorker(try fixture.environment(now: PipelineFixture.now + .seconds(days * 86_400))).runNext())
    }

    private func contacted(_ fixture: PipelineFixture) throws -> Int {
        try fixture.store.read {
            let module = try #require(fixture.catalog.modules["customers"])
            let field = try #require(module.field("contacted_on"))
            return try $0.records.withBatches(RecordQuery(module: module, columns: [field])) { cursor in
                var count = 0
                while let batch = try cursor.next() { count += (0..<batch.rowCount).count { !batch.columns[0].isNull($0) } }
                return count
            }
        }
    }

    @Test func aPlanIsShownAndMadeExactlySoOnceItIsApproved() throws {
        let fixture = try PipelineFixture(schedule: Self.schedule)
        let id = try fixture.enqueue()
        let held = try run(fixture)
        #expect(held.state == .waiting)
        #expect(held.held?.key == "task.bulk-edit.approval")
        #expect(try contacted(fixture) == 0)
        #expect(try fixture.spooled() == ["000001-approval-1"])
        let planned = try fixture.store.read { try $0.edits.entries(run: id, task: 2, modules: fixture.catalog.modules) }
        #expect(planned.map(\.record) == ["1", "2", "3"])
        // Nobody takes it up meanwhile, and no word is taken for another.
        #expect(try RunWorker(try fixture.environment()).runNext() == nil)
        #expect(try fixture.store.write { try $0.runs.unhold(schedule: "weekly", heldFor: .runPasswordMissing) } == 0)

        #expect(try fixture.store.write { try $0.edits.approve(run: id, by: "maija", at: PipelineFixture.now) })
        #expect(try !fixture.store.write { try $0.edits.approve(run: id, by: "maija", at: PipelineFixture.now) })
        // A day later, the plan is still what is made.
        #expect(try run(fixture, after: 1).state == .succeeded)
        #expect(try contacted(fixture) == 3)
        let journal = try fixture.store.read { try $0.edits.journal(run: id, modules: fixture.catalog.modules) }
        #expect(Set(journal.map(\.new)) == [.text("2026-11-26")])
        let tasks = try fixture.store.read { try $0.runs.tasks(of: id) }
        #expect(tasks.map(\.counts.changed) == [3, 3, 3])
        #expect(tasks[1].counts == TaskCounts(lookedAt: 3, changed: 3, left: 0, failed: 0))
        let plan = try #require(try fixture.store.read { try $0.edits.plan(run: id, task: 2) })
        #expect((plan.state, plan.decidedBy) == (.applied, "maija"))
    }

    @Test func whatChangedSinceThePlanIsLeft() throws {
        let fixture = try PipelineFixture(schedule: Self.schedule)
        let id = try fixture.enqueue()
        _ = try run(fixture)
        let module = try #require(fixture.catalog.modules["customers"])
        try fixture.store.write { transaction in
            try transaction.edits.planRemoval(of: [1], module: module, run: 99, task: 1, at: PipelineFixture.now)
            _ = try transaction.edits.apply(run: 99, task: 1, at: PipelineFixture.now)
            _ = try transaction.edits.approve(run: id, by: "maija", at: PipelineFixture.now)
        }
        #expect(try run(fixture).state == .succeeded)
        let task = try fixture.store.read { try $0.runs.tasks(of: id) }[1]
        #expect(task.counts == TaskCounts(lookedAt: 3, changed: 2, left: 1, failed: 0))
        let failures = try fixture.store.read { try $0.runs.failures(run: id, modules: fixture.catalog.modules) }
        #expect(failures.map(\.reason.key) == ["store.edit-removed-since"])
    }

    @Test func aDeclinedPlanEndsTheRunAndIsMadeAnewWhenItIsResumed() throws {
        let fixture = try PipelineFixture(schedule: Self.schedule)
        let id = try fixture.enqueue()
        _ = try run(fixture)
        let reason = Message("run.declined", ["who": "maija"])
        #expect(try fixture.store.write { try $0.edits.decline(run: id, by: "maija", reason: reason, at: PipelineFixture.now) })
        let declined = try #require(try fixture.store.read { try $0.runs.run(id) })
        #expect((declined.state, declined.reason, declined.held) == (.failed, reason, nil))
        let tasks = try fixture.store.read { try $0.runs.tasks(of: id) }
        #expect(tasks.map(\.state) == [.succeeded, .failed, .skipped])
        #expect(tasks[1].reason == reason)
        #expect(try contacted(fixture) == 0)
        #expect(try fixture.store.write { try $0.edits.undo(run: id, by: "maija", at: PipelineFixture.now) } == nil)

        #expect(try fixture.store.write { try $0.runs.resume(id) })
        #expect(try run(fixture).held?.key == "task.bulk-edit.approval")
        #expect(try fixture.spooled().count == 2)
    }

    @Test func aPlanWithNothingToChangeWaitsForNobody() throws {
        let text = Self.schedule.replacing("set: {contacted_on: {action-date: true}}", with: "where: not consent, set: {postal_code: null}")
        let fixture = try PipelineFixture(schedule: text)
        try fixture.enqueue()
        #expect(try run(fixture).state == .succeeded)
    }

    @Test func anEditOfFarMoreRecordsThanUsualWaits() throws {
        let fixture = try PipelineFixture(schedule: Self.guarded("00200"))
        // The first run has no history; the second changes as many.
        var ids: [Int64] = []
        for (day, code) in ["00200", "00300"].enumerated() {
            ids.append(try fixture.enqueue(due: PipelineFixture.now + .seconds(day)))
            let current = try fixture.changed { _ in Self.guarded(code) }
            #expect(try run(current).state == .succeeded)
        }
        // Runs of one record each bring the mean down to 1.4.
        try fixture.store.write { transaction in
            for run in 0..<8 {
                let due = PipelineFixture.now + .seconds(100 + run)
                let id = try #require(try transaction.runs.enqueue(schedule: "weekly", due: due, trigger: .schedule, at: due))
                let claimed = try #require(
                    try transaction.runs.claim(id, owner: "o", lease: .seconds(60), at: due, startedAt: due))
                try transaction.runs.plan(id, definition: "", tasks: fixture.catalog.schedules["weekly"].map(fixture.catalog.tasks) ?? [])
                for position in [1, 2] {
                    let outcome = TaskOutcome(affected: 1, counts: TaskCounts(changed: 1), summary: Message("task.bulk-edit"))
                    try transaction.runs.finishTask(id, position, outcome, startedAt: due, at: due)
                }
                try transaction.runs.finish(claimed.lease, .succeeded, at: due)
            }
        }
        let current = try fixture.changed { _ in Self.guarded("00400") }
        let schedule = try #require(current.catalog.schedules["weekly"])
        #expect(try RunRehearsal(current.environment()).rehearse(schedule)[1].objection?.key == "store.edit-guard")
        try current.enqueue(due: PipelineFixture.now + .seconds(1000))
        let held = try run(current)
        #expect(held.held?.key == "store.edit-guard")
        #expect(held.held?.arguments["number"] == 3)
        #expect(held.held?.arguments["usual"] == .decimal(unscaled: 14, scale: 1))
        #expect(held.held?.arguments["count"] == 10)
    }
}
