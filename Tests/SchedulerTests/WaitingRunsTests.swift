import Model
import Recurrence
import Scheduler
import Store
import Tabular
import Testing

/// Runs that do not start when they are due: overlaps, pauses, files, deadlines, zones that are gone, clocks that jump.
struct WaitingRunsTests {
    private let house: ScheduleHouse
    private let morning = ScheduleHouse.morning
    private let hour = Duration.seconds(3600)
    private let day = Duration.seconds(86_400)

    init() throws { house = try ScheduleHouse() }

    // MARK: Overlap

    @Test func runsOfOneScheduleNeverGoAtTheSameTime() throws {
        let schedules = try house.applied([ScheduleHouse.schedule(at: [660, 661]), ScheduleHouse.schedule("other", at: [661])])
        #expect(try schedules.enqueue(at: morning + hour) == 1)
        let first = try #require(try house.claim(at: morning + hour))
        let later = morning + hour + .seconds(60)
        #expect(try schedules.enqueue(at: later) == 2)
        #expect(try house.claim(at: later - .seconds(1))?.run.schedule == "other")
        #expect(try house.claim(at: later - .seconds(1)) == nil)
        try house.store.write { try $0.runs.finish(first.lease, .succeeded, at: later) }
        #expect(try house.claim(at: later)?.run.due == later)
    }

    @Test func theDatabaseRefusesASecondRunOfAScheduleThatGoes() throws {
        let schedules = try house.applied([ScheduleHouse.schedule(at: [660, 661])])
        try schedules.enqueue(at: morning + hour)
        _ = try #require(try house.claim(at: morning + hour))
        let later = morning + hour + .seconds(60)
        try schedules.enqueue(at: later)
        let second = try #require(try house.runs().last)
        #expect(
            try house.store.write { try $0.runs.claim(second.id, owner: "b", lease: hour, at: later - .seconds(1), startedAt: later) }
                == nil)
    }

    @Test func aRunIsSkippedWhileTheLastOneGoes() throws {
        let schedules = try house.applied([ScheduleHouse.schedule(at: [660, 661, 662], overlap: .skip)])
        try schedules.enqueue(at: morning + hour)
        let first = try #require(try house.claim(at: morning + hour))
        #expect(try schedules.enqueue(at: morning + hour + .seconds(60)) == 0)
        #expect(try house.runs().map(\.state) == [.running, .skipped])
        #expect(try house.runs().last?.reason?.key == "schedule.overlap")
        try house.store.write { try $0.runs.finish(first.lease, .succeeded, at: morning + hour + .seconds(90)) }
        #expect(try schedules.enqueue(at: morning + hour + .seconds(120)) == 1)
    }

    // MARK: Pause

    @Test func runsDueInAPauseAreSkippedWithTheReason() throws {
        let schedules = try house.applied([
            ScheduleHouse.schedule(pauseUntil: Day(iso: "2026-11-28").map { .day($0) }), ScheduleHouse.schedule("other"),
        ])
        let record = try #require(try house.store.read { try $0.schedules.schedule("daily") })
        #expect(schedules.nextRun(of: record) == morning + hour + day + day)
        for days in 0..<3 { try schedules.enqueue(at: morning + hour + day * days) }
        let runs = try house.runs().filter { $0.schedule == "daily" }
        #expect(runs.map(\.state) == [.skipped, .skipped, .waiting])
        #expect(runs.map(\.reason?.key) == ["schedule.paused", "schedule.paused", nil])
        #expect(try house.runs().filter { $0.schedule == "other" && $0.state == .waiting }.count == 3)
    }

    @Test func aPauseCountsBeforeWhatWasMissed() throws {
        let schedules = try house.applied([
            ScheduleHouse.schedule(pauseUntil: .instant(morning + day), missed: .runAll)
        ])
        #expect(try schedules.enqueue(at: morning + day * 3) == 2)
        #expect(try house.runs().map(\.reason?.key) == ["schedule.paused", nil, nil])
    }

    // MARK: Clocks

    @Test func aClockThatWasAheadLosesAndDoublesNothing() throws {
        let schedules = try house.applied([ScheduleHouse.schedule()])
        // A year ahead for a moment: one run is done for all that seemed missed.
        #expect(try schedules.enqueue(at: morning + day * 365) == 1)
        try house.carryOut(at: morning + day * 365, taking: .seconds(1))
        for days in 0..<30 { try schedules.enqueue(at: morning + hour + day * days) }
        let ran = try house.runs().filter { $0.state == .waiting }
        #expect(ran.map(\.due) == (0..<30).map { morning + hour + day * $0 })
        // The day that was done ahead is not done again.
        try schedules.enqueue(at: morning + hour + day * 365)
        #expect(Set(try house.runs().map(\.due)).count == (try house.runs().count))
        #expect(try house.runs().filter { $0.due == morning + hour + day * 364 }.map(\.state) == [.succeeded])
    }

    @Test func aClockThatTremblesChangesNothing() throws {
        let schedules = try house.applied([ScheduleHouse.schedule(at: [660, 661, 662])])
        var now = morning + hour - .seconds(90)
        var step = 0
        while now < morning + hour + .seconds(300) {
            try schedules.enqueue(at: now)
            step += 1
            now = now + .seconds(step.isMultiple(of: 3) ? -25 : 20)
        }
        #expect(try house.runs().map(\.due) == [0, 60, 120].map { morning + hour + .seconds($0) })
        #expect(try house.runs().allSatisfy { $0.state == .waiting })
    }

    // MARK: Zones

    @Test func aScheduleWhoseZoneIsGoneIsHeldAloneAndToldOnce() throws {
        let zones = VanishingZones()
        var timing = try #require(ScheduleHouse.schedule().timing)
        timing.timeZone = "Europe/Stockholm"
        let schedules = try house.applied(
            [ScheduleHouse.schedule(), ScheduleHouse.schedule("abroad", timing: timing)], zones: zones)
        zones.take("Europe/Stockholm")
        for days in 0..<3 {
            try schedules.enqueue(at: morning + hour * 2 + day * days)
        }
        #expect(try house.runs().map(\.schedule) == ["daily", "daily", "daily"])
        #expect(try house.store.read { try $0.schedules.schedule("abroad") }?.held?.key == "recurrence.zone.unknown")
        let notices = try house.store.read { try $0.notices.unsent() }
        #expect(notices.map(\.kind) == [.scheduleHeld])
        #expect(notices.map(\.schedule) == ["abroad"])
        zones.take(nil)
        try schedules.enqueue(at: morning + hour * 3 + day * 2)
        #expect(try house.store.read { try $0.schedules.schedule("abroad") }?.held == nil)
        let abroad = try house.runs().filter { $0.schedule == "abroad" }
        #expect(abroad.map(\.state) == [.skipped, .skipped, .waiting])
    }

    // MARK: Files

    private func waiting(_ otherwise: FileWait.Otherwise, at minutes: Int = 660) throws -> DueSchedules {
        let wait = FileWait(source: "customers", withinHours: 24, by: LocalTime(minutes: 780), otherwise: otherwise)
        return try house.applied([ScheduleHouse.schedule(at: [minutes], waitFor: wait)])
    }

    @Test func aRunWaitsForItsFile() throws {
        let schedules = try waiting(.run)
        try house.drop("customers", sha256: "old", at: morning - day)  // an hour too early
        try house.drop("others", sha256: "a", at: morning)
        try house.drop("customers", .failed, sha256: "b", at: morning)
        #expect(try schedules.enqueue(at: morning + hour) == 0)
        #expect(try house.claim(at: morning + hour) == nil)
        #expect(try house.runs().first?.waits?.key == "schedule.waits.file")
        #expect(try schedules.nextDue(after: morning + hour) == morning + hour * 3)
        try house.drop("customers", sha256: "c", at: morning + hour * 2)
        #expect(try schedules.enqueue(at: morning + hour * 2) == 1)
        let run = try #require(try house.claim(at: morning + hour * 2)).run
        #expect(run.note == nil && run.waits == nil)
    }

    @Test func aFileThatCameBeforeIsNotWaitedFor() throws {
        let schedules = try waiting(.run)
        try house.drop("customers", sha256: "a", at: morning - day + hour)
        #expect(try schedules.enqueue(at: morning + hour) == 1)
    }

    @Test(arguments: [("a", 0), ("b", 1)]) func theLatestContentSentAgainIsAFile(sha256: String, ready: Int) throws {
        let schedules = try waiting(.run)
        try house.drop("customers", sha256: "a", at: morning - day * 9)
        try house.drop("customers", sha256: "b", at: morning - day * 8)
        try house.drop("customers", .duplicate, sha256: sha256, at: morning)
        #expect(try schedules.enqueue(at: morning + hour) == ready)
    }

    @Test func aRunWhoseFileDoesNotComeRunsAndSaysSo() throws {
        let schedules = try waiting(.run)
        #expect(try schedules.enqueue(at: morning + hour) == 0)
        #expect(try schedules.enqueue(at: morning + hour * 3 - .seconds(1)) == 0)
        #expect(try schedules.enqueue(at: morning + hour * 3) == 1)
        #expect(try house.claim(at: morning + hour * 3)?.run.note?.key == "schedule.without-file")
        #expect(try house.store.read { try $0.notices.unsent() }.isEmpty)
    }

    @Test func aRunWhoseFileDoesNotComeIsHeldAndItsOwnerTold() throws {
        let schedules = try waiting(.hold)
        try schedules.enqueue(at: morning + hour)
        for _ in 0..<3 { #expect(try schedules.enqueue(at: morning + hour * 3) == 0) }
        let run = try #require(try house.runs().first)
        #expect(run.held?.key == "schedule.file-missing")
        #expect(try house.store.read { try $0.notices.unsent() }.map(\.kind) == [.runHeld])
        #expect(try house.claim(at: morning + hour * 3) == nil)
        #expect(try house.store.write { try !$0.runs.unhold(run.id, heldFor: "run.password-missing") })
        #expect(try house.store.write { try $0.runs.unhold(run.id, heldFor: .scheduleFileMissing) })
        #expect(try house.claim(at: morning + hour * 3)?.run.id == run.id)
    }

    @Test func aWaitGoesOnPastMidnight() throws {
        let schedules = try waiting(.run, at: 1380)
        try schedules.enqueue(at: morning + hour * 13)
        #expect(try house.store.read { try $0.runs.awaiting() }.first?.wait.until == morning + hour * 27)
    }

    // MARK: Deadlines

    private static func before(_ name: String = "daily") -> ScheduleDefinition {
        ScheduleHouse.schedule(
            name,
            timing: Timing(pattern: .daily(every: 1), times: .before(LocalTime(minutes: 480)), from: Day(iso: "2026-11-01")))
    }

    /// Midnight of the day after, in Helsinki, and eight o'clock.
    private var midnight: Instant { morning + hour * 14 }
    private var deadline: Instant { midnight + hour * 8 }

    @Test func aDeadlineOfWhichNothingIsKnownStartsAtMidnight() throws {
        let schedules = try house.applied([Self.before()])
        #expect(try schedules.enqueue(at: midnight) == 1)
        let run = try #require(try house.claim(at: midnight)).run
        #expect(run.due == midnight && run.deadline == deadline && run.expected == nil)
    }

    @Test func aDeadlineIsPlannedFromEarlierRuns() throws {
        let schedules = try house.applied([Self.before()])
        for days in 0..<10 {
            try schedules.enqueue(at: midnight + day * days)
            let run = try #require(try house.runs().last)
            // Nine of ten take ten minutes or less, one takes two hours.
            try house.carryOut(at: run.startsAt ?? run.due, taking: days == 4 ? hour * 2 : .seconds(60 * (days + 1)))
        }
        #expect(try schedules.enqueue(at: midnight + day * 10) == 0)
        let run = try #require(try house.runs().last)
        #expect(run.state == .waiting && run.due == midnight + day * 10)
        #expect(run.expected == .seconds(600))
        let start = try #require(run.startsAt)
        let latest = deadline + day * 10 - .seconds(750)
        #expect(start <= latest && start > latest - .seconds(900))
        #expect(try schedules.nextDue(after: midnight + day * 10) == start)
        #expect(try house.claim(at: start - .seconds(1)) == nil)
        #expect(try schedules.isAnyReady(at: start))
        #expect(try house.claim(at: start)?.run.id == run.id)
        // Once for each day, whenever it is looked at.
        try schedules.enqueue(at: start)
        #expect(try house.runs().count == 11)
    }

    @Test func deadlinesOfManySchedulesAreSpread() throws {
        let names = (0..<40).map { "schedule-\($0)" }
        let schedules = try house.applied(names.map(Self.before))
        try schedules.enqueue(at: midnight)
        for _ in names { try house.carryOut(at: midnight, taking: .seconds(120)) }
        try schedules.enqueue(at: midnight + day)
        let starts = try house.runs().suffix(40).compactMap(\.startsAt)
        #expect(starts.count == 40)
        #expect(Set(starts).count > 30)
        #expect(starts.allSatisfy { $0 <= deadline + day - .seconds(180) && $0 > deadline + day - .seconds(1080) })
    }

    @Test func aRunThatMayBeLateIsToldBeforeAndOnce() throws {
        let schedules = try house.applied([Self.before()])
        try schedules.enqueue(at: midnight)
        try house.carryOut(at: midnight, taking: .seconds(600))
        try schedules.enqueue(at: midnight + day)
        let start = try #require(try house.runs().last?.startsAt)
        _ = try #require(try house.claim(at: start))
        var told: Instant?
        var now = start
        while now < deadline + day + hour {
            try schedules.enqueue(at: now)
            if told == nil, try !house.store.read({ try $0.notices.unsent() }).isEmpty { told = now }
            now = now + .seconds(10)
        }
        let moment = try #require(told)
        #expect(moment > start + .seconds(600) && moment < deadline + day - .seconds(120))
        #expect(try house.store.read { try $0.notices.unsent() }.map(\.kind) == [.runAtRisk])
    }

    @Test func aRunThatHasNotStartedIsToldToo() throws {
        let schedules = try house.applied([Self.before()])
        try schedules.enqueue(at: midnight)
        try schedules.enqueue(at: deadline - .seconds(1801))
        #expect(try house.store.read { try $0.notices.unsent() }.isEmpty)
        try schedules.enqueue(at: deadline - .seconds(1799))
        #expect(try house.store.read { try $0.notices.unsent() }.map(\.reason.key) == ["schedule.at-risk.waiting"])
    }

    @Test func aRunThatIsPlannedForLaterIsNotMissed() throws {
        var schedule = Self.before()
        schedule.timing?.missed = .skip
        let schedules = try house.applied([schedule])
        try schedules.enqueue(at: midnight)
        try house.carryOut(at: midnight, taking: .seconds(600))
        // Nothing was running at midnight, but the run was to start much later.
        try schedules.enqueue(at: midnight + day + hour * 6)
        #expect(try house.runs().map(\.state) == [.succeeded, .waiting])
    }
}

extension Instant {
    fileprivate static func - (left: Instant, duration: Duration) -> Instant { left + (.zero - duration) }
}
