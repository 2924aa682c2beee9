import Files
import Logging
import Model
import Recurrence
import Scheduler
import Store
import Tabular
import TestSupport
import Testing

struct DueSchedulesTests {
    private let folder: TemporaryFolder
    private let store: WorkspaceStore
    private let zones = ZoneDatabase { try SystemZones.read($0) }
    /// Thursday 26 November 2026, 10:00 in Helsinki.
    private let morning = Instant(seconds: 1_795_680_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
    }

    private func schedules(_ missed: Timing.Missed, isActive: Bool = true, at times: [Int] = [11 * 60]) -> DueSchedules {
        let timing = Timing(
            pattern: .daily(every: 1), times: .at(times.map { LocalTime(minutes: $0) }), from: Day(iso: "2026-11-01"), missed: missed)
        let schedule = ScheduleDefinition(name: "daily", label: "Daily", isActive: isActive, timing: timing, tasks: [])
        return DueSchedules(
            store: store, catalog: Catalog(schedules: ["daily": schedule]), zones: zones,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func apply(_ schedules: DueSchedules, at now: Instant) throws {
        try store.write { try schedules.update(in: $0, at: now) }
    }

    private func runs() throws -> [(due: String, state: RunState)] {
        try store.read { try $0.runs.list() }.reversed().map { ($0.due.iso(offset: 7200), $0.state) }
    }

    @Test func nothingIsDueBeforeItsTime() throws {
        let schedules = schedules(.runOnce)
        try apply(schedules, at: morning)
        #expect(try schedules.enqueue(at: morning + .seconds(3599)) == 0)
        #expect(try schedules.nextDue() == morning + .seconds(3600))
        #expect(try schedules.enqueue(at: morning + .seconds(3600)) == 1)
        #expect(try schedules.enqueue(at: morning + .seconds(3600)) == 0)
        #expect(try schedules.nextDue() == morning + .seconds(3600 + 86_400))
    }

    @Test func aClockThatJumpsBackDoublesNothing() throws {
        let schedules = schedules(.runOnce)
        try apply(schedules, at: morning)
        #expect(try schedules.enqueue(at: morning + .seconds(4000)) == 1)
        #expect(try schedules.enqueue(at: morning) == 0)
        #expect(try schedules.enqueue(at: morning + .seconds(4000)) == 0)
    }

    @Test func missedRunsAreRunOnce() throws {
        let schedules = schedules(.runOnce)
        try apply(schedules, at: morning)
        #expect(try schedules.enqueue(at: morning + .seconds(3 * 86_400)) == 1)
        let runs = try runs()
        #expect(runs.map(\.due) == ["2026-11-26T11:00:00+02:00", "2026-11-27T11:00:00+02:00", "2026-11-28T11:00:00+02:00"])
        #expect(runs.map(\.state) == [.skipped, .skipped, .waiting])
        let reasons = try store.read { try $0.runs.list() }.map(\.reason?.key)
        #expect(reasons == [nil, "schedule.missed.run-once", "schedule.missed.run-once"])
    }

    @Test func missedRunsAreSkipped() throws {
        let schedules = schedules(.skip)
        try apply(schedules, at: morning)
        #expect(try schedules.enqueue(at: morning + .seconds(86_400 + 3600 + 60)) == 1)
        #expect(try runs().map(\.state) == [.skipped, .waiting])
        #expect(try schedules.enqueue(at: morning + .seconds(3 * 86_400)) == 0)
        #expect(try runs().map(\.state) == [.skipped, .waiting, .skipped])
    }

    @Test func missedRunsAreAllRun() throws {
        let schedules = schedules(.runAll, at: [11 * 60, 15 * 60])
        try apply(schedules, at: morning)
        #expect(try schedules.enqueue(at: morning + .seconds(86_400 + 3600)) == 3)
        #expect(try runs().map(\.state) == [.waiting, .waiting, .waiting])
    }

    @Test func applyingTheSameAgainKeepsWhatIsDue() throws {
        let schedules = schedules(.runOnce)
        try apply(schedules, at: morning)
        try apply(schedules, at: morning + .seconds(7200))
        #expect(try schedules.enqueue(at: morning + .seconds(7200)) == 1)
    }

    @Test func aScheduleIsDueOnlyWhileItIsActive() throws {
        try apply(schedules(.runOnce), at: morning)
        try apply(schedules(.runOnce, isActive: false), at: morning)
        #expect(try schedules(.runOnce, isActive: false).enqueue(at: morning + .seconds(86_400)) == 0)
        try apply(schedules(.runOnce), at: morning + .seconds(86_400))
        #expect(try schedules(.runOnce).nextDue() == morning + .seconds(86_400 + 3600))
    }

    @Test func twoProcessesMakeOneRun() throws {
        let first = schedules(.runOnce)
        try apply(first, at: morning)
        let other = DueSchedules(
            store: try WorkspaceStore(path: folder.file("ajastin.sqlite")),
            catalog: Catalog(schedules: ["daily": try #require(scheduleDefinition)]), zones: zones,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let now = morning + .seconds(3600)
        #expect(try first.enqueue(at: now) + other.enqueue(at: now) == 1)
    }

    private var scheduleDefinition: ScheduleDefinition? {
        ScheduleDefinition(
            name: "daily", label: "Daily",
            timing: Timing(pattern: .daily(every: 1), times: .at([LocalTime(minutes: 660)]), from: Day(iso: "2026-11-01")), tasks: [])
    }
}
