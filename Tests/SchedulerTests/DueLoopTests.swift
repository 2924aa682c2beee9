import Files
import Logging
import Model
import Recurrence
import Scheduler
import Store
import Tabular
import TestSupport
import Testing

struct DueLoopTests {
    private let folder: TemporaryFolder
    private let schedules: DueSchedules
    /// Thursday 26 November 2026, 10:00 in Helsinki; the schedule is due at 11:00.
    private let morning = Instant(seconds: 1_795_680_000)

    init() throws {
        folder = try TemporaryFolder()
        let store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
        let timing = Timing(pattern: .daily(every: 1), times: .at([LocalTime(minutes: 660)]), from: Day(iso: "2026-11-01"))
        let schedule = ScheduleDefinition(name: "daily", label: "Daily", timing: timing, tasks: [])
        let schedules = DueSchedules(
            store: store, catalog: Catalog(schedules: ["daily": schedule]), zones: ZoneDatabase { try SystemZones.read($0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let created = morning
        try store.write { try schedules.update(in: $0, at: created) }
        self.schedules = schedules
    }

    private func turn(at now: Instant) throws -> (isAnyReady: Bool, pause: Duration) {
        try DueLoop(clock: FixedClock(now)) { [schedules] in schedules }.turn()
    }

    @Test func pausesUntilTheNextDueInstantAndNeverLong() throws {
        #expect(try turn(at: morning) == (false, DueLoop.longestPause))
        #expect(try turn(at: morning + .milliseconds(3_599_500)) == (false, .milliseconds(500)))
        #expect(try turn(at: morning + .seconds(3600)) == (true, DueLoop.longestPause))
        #expect(try turn(at: morning + .seconds(3600)) == (true, DueLoop.longestPause))
    }

    @Test func aTurnThatComesLateDoesNotWait() throws {
        #expect(try turn(at: morning + .seconds(7200)) == (true, DueLoop.longestPause))
    }
}
