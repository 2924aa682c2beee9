import Model
import Pipeline
import Store
import Tabular
import TestSupport
import Testing

struct RunRehearsalTests {
    private let fixture: PipelineFixture

    init() throws { fixture = try PipelineFixture() }

    @Test func tellsEachTaskAfterThoseBeforeItAndChangesNothing() throws {
        let schedule = try #require(fixture.catalog.schedules["weekly"])
        for _ in 0..<2 {
            let steps = try RunRehearsal(fixture.environment()).rehearse(schedule)
            #expect(steps.map(\.task.kind) == [.refreshSegment, .bulkEdit, .createActivities, .deliverList])
            #expect(steps.map(\.outcome.affected) == [3, 3, 3, 3])
        }
        let steps = try RunRehearsal(fixture.environment()).rehearse(schedule, limit: 2)
        #expect(steps[1].edits.map(\.record) == ["1", "2"])
        #expect(steps[1].edits.map(\.new) == [.text("2026-11-26"), .text("2026-11-26")])
        #expect(steps[1].editCount == 3)
        #expect(try fixture.store.read { try $0.edits.plans(of: 0) }.isEmpty)
        #expect(try fixture.store.read { try $0.segments.history("consenting") }.isEmpty)
        #expect(try fixture.store.read { try $0.runs.list() }.isEmpty)
    }

    @Test func theWorkLoopCarriesOutWhatWaits() throws {
        _ = try fixture.store.write { transaction in
            try transaction.runs.enqueue(schedule: "weekly", due: PipelineFixture.now, trigger: .onDemand, at: PipelineFixture.now)
        }
        let environment = try fixture.environment()
        let stopped = WorkLoop(environment: { environment }, isStopped: { true })
        _ = try stopped.turn()
        #expect(try fixture.store.read { try $0.runs.list() }.map(\.state) == [.waiting])
        #expect(try WorkLoop(environment: { environment }, isStopped: { false }).turn() == WorkLoop.pause)
        let run = try #require(try fixture.store.read { try $0.runs.list() }.first)
        // Without its password the run goes as far as the delivery and is held there.
        #expect(run.state == .waiting)
        #expect(run.held != nil)
    }
}
