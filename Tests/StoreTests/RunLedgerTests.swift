import Model
import Store
import Tabular
import TestSupport
import Testing

struct RunLedgerTests {
    let minute = Duration.seconds(60)

    @Test func aScheduleHasOneRunForEachDueInstant() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { transaction throws in
            #expect(try transaction.runs.enqueue(schedule: "a", due: fixture.now, trigger: .schedule, at: fixture.now) != nil)
            #expect(try transaction.runs.enqueue(schedule: "a", due: fixture.now, trigger: .onDemand, at: fixture.now) == nil)
            #expect(try transaction.runs.enqueue(schedule: "b", due: fixture.now, trigger: .schedule, at: fixture.now) != nil)
        }
        #expect(try fixture.store.read { try $0.runs.list() }.count == 2)
    }

    @Test func aRunIsClaimedByOneWorkerUntilItsLeaseRunsOut() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { transaction throws in
            let runs = transaction.runs
            try runs.enqueue(schedule: "a", due: fixture.now, trigger: .schedule, at: fixture.now)
            let first = try #require(try runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now))
            #expect(try runs.claim(owner: "two", lease: minute, at: fixture.now + .seconds(59), startedAt: fixture.now) == nil)
            let second = try #require(try runs.claim(owner: "two", lease: minute, at: fixture.now + .seconds(60), startedAt: fixture.now))
            #expect(second.run.id == first.run.id)
            #expect(second.run.attempts == 2)
            #expect(throws: StoreError.self) { try runs.confirm(first.lease) }
            #expect(throws: StoreError.self) { try runs.renew(first.lease, for: minute, at: fixture.now) }
            try runs.confirm(second.lease)
        }
    }

    @Test func aHeldRunWaitsForAPerson() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { transaction throws in
            let runs = transaction.runs
            try runs.enqueue(schedule: "a", due: fixture.now, trigger: .schedule, at: fixture.now)
            let claimed = try #require(try runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now))
            try runs.hold(claimed.lease, until: Message("run.password-missing", ["schedule": "a"]))
            #expect(try runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now) == nil)
            #expect(try runs.run(claimed.run.id)?.held?.key == "run.password-missing")
            #expect(try runs.unhold(schedule: "a", heldFor: "run.password-missing") == 1)
            #expect(try runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now) != nil)
        }
    }

    @Test func aFailedRunGoesOnAfterItsFinishedTasks() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { transaction throws in
            let runs = transaction.runs
            let tasks: [TaskDefinition] = (1...3).map { .refreshSegment(RefreshSegmentTask(segment: "s\($0)")) }
            try runs.enqueue(schedule: "a", due: fixture.now, trigger: .schedule, at: fixture.now)
            let claimed = try #require(try runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now))
            let id = claimed.run.id
            try runs.plan(id, definition: "text", tasks: tasks)
            try runs.finishTask(
                id, 1, TaskOutcome(affected: 4, summary: Message("task.refresh-segment")), startedAt: fixture.now, at: fixture.now)
            try runs.failTask(id, 2, reason: Message("run.unexpected", ["detail": "x"]), startedAt: fixture.now, at: fixture.now)
            try runs.finish(claimed.lease, .failed, reason: Message("run.unexpected", ["detail": "x"]), at: fixture.now)
            #expect(try runs.tasks(of: id).map(\.state) == [.succeeded, .failed, .skipped])
            #expect(try runs.resume(id))
            #expect(try runs.tasks(of: id).map(\.state) == [.succeeded, .waiting, .waiting])
            #expect(try runs.run(id)?.state == .waiting)
            #expect(try !runs.resume(id))
        }
    }

    @Test func runsOfAStoppedProcessAreHandedBack() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { transaction throws in
            let runs = transaction.runs
            for schedule in ["a", "b"] { try runs.enqueue(schedule: schedule, due: fixture.now, trigger: .schedule, at: fixture.now) }
            _ = try runs.claim(owner: "dead", lease: minute, at: fixture.now, startedAt: fixture.now)
            _ = try runs.claim(owner: "alive", lease: minute, at: fixture.now, startedAt: fixture.now)
            #expect(try runs.releaseRuns { $0 == "dead" } == 1)
            #expect(try runs.list().map(\.state) == [.running, .waiting])
        }
    }

    @Test func theSchemaRefusesImpossibleStates() throws {
        let fixture = try StoreFixture()
        #expect(throws: StoreError.self) {
            try fixture.store.write { transaction throws in
                try transaction.runs.enqueue(schedule: "a", due: fixture.now, trigger: .schedule, at: fixture.now)
                let claimed = try #require(
                    try transaction.runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now))
                // Waiting is no end: a finished run has succeeded, failed or been skipped.
                try transaction.runs.finish(claimed.lease, .waiting, at: fixture.now)
            }
        }
    }

    @Test func instantsOfEqualSecondsKeepTheirOrder() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { transaction throws in
            for milliseconds in [250, 0, 30] {
                let due = fixture.now + .milliseconds(milliseconds)
                try transaction.runs.enqueue(schedule: "after-\(milliseconds)", due: due, trigger: .onDemand, at: due)
            }
            let order = try (0..<3).map { _ in
                try transaction.runs.claim(owner: "one", lease: minute, at: fixture.now, startedAt: fixture.now)?.run.due
            }
            #expect(order == [0, 30, 250].map { fixture.now + .milliseconds($0) })
        }
    }
}
