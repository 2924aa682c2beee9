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
