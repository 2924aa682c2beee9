import Files
import Logging
import Model
import Recurrence
import Scheduler
import Store
import Tabular
import TestSupport
import Testing

/// A year of a hundred schedules, over both clock changes in Helsinki, with processes that come and go at random.
struct YearTests {
    /// Two processes on one workspace; each loses its hold on the store and its workers at random.
    private final class Process {
        private let house: ScheduleHouse
        private let definitions: [ScheduleDefinition]
        private(set) var store: WorkspaceStore
        private(set) var schedules: DueSchedules
        /// What its workers have in hand, and when they will be done.
        var work: [(lease: Lease, end: Instant)] = []
        private var life = 0
        private let name: String

        init(_ name: String, _ house: ScheduleHouse, _ definitions: [ScheduleDefinition]) throws {
            self.name = name
            self.house = house
            self.definitions = definitions
            (store, schedules) = try Self.open(house, definitions)
        }

        private static func open(_ house: ScheduleHouse, _ definitions: [ScheduleDefinition]) throws -> (WorkspaceStore, DueSchedules) {
            let store = try WorkspaceStore(path: house.folder.file("ajastin.sqlite"))
            let catalog = Catalog(schedules: Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first })
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            return (store, DueSchedules(store: store, catalog: catalog, zones: ScheduleHouse.zones, logger: logger))
        }

        var owner: String { "\(name)-\(life)" }

        /// Ends at once: what it had in hand is left running in the ledger.
        func kill() throws {
            work = []
            life += 1
            (store, schedules) = try Self.open(house, definitions)
        }
    }

    private struct Due: Hashable {
        let schedule: String
        let instant: Instant
    }

    private static let start = ScheduleHouse.morning
    private static let end = start + .seconds(366 * 86_400)

    private static let definitions = (0..<100).map { number in
        let patterns: [Timing.Pattern] = [
            .daily(every: 1), .weekdays, .weekly(every: 1, on: [.sunday, .wednesday]), .weekly(every: 2, on: [.sunday]),
            .monthly(every: 1, .days([31, 0])), .monthly(every: 1, .weekday(week: 0, .sunday)), .yearly(every: 1, month: 3, .days([28])),
            .hourly(every: 47, start: LocalTime(minutes: number)), .daily(every: 3), .rule("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1"),
        ]
        // Half past three is skipped in spring and comes twice in autumn.
        let times = [[210], [660], [0], [180, 240, 1439]][number / 10 % 4].map { LocalTime(minutes: $0) }
        let timing = Timing(
            pattern: patterns[number % 10], times: .at(times), from: Day(iso: "2026-11-01"),
            timeZone: number % 13 == 0 ? "America/New_York" : nil, missed: Timing.Missed.allCases[number % 3])
        return ScheduleHouse.schedule("schedule-\(number)", timing: timing, overlap: number % 7 == 0 ? .skip : .queue)
    }

    @Test func eachDueInstantIsRunOnceOrExplained() throws {
        let house = try ScheduleHouse()
        _ = try house.applied(Self.definitions)
        let processes = [try Process("a", house, Self.definitions), try Process("b", house, Self.definitions)]
        var random = SeededGenerator(seed: 3)
        var done: [Due: Int] = [:]
        var kills = 0
        var now = Self.start
        while now < Self.end {
            for process in processes { try turn(process, among: Set(processes.map(\.owner)), at: now, &done, &random, &kills) }
            // Mostly minutes and hours; at times nothing runs for days, and at times the clock is put back.
            switch Int.random(in: 0..<100, using: &random) {
            case 0: now = now + .seconds(86_400 * Int.random(in: 1...9, using: &random))
            case 1: now = now + .seconds(-60 * Int.random(in: 1...180, using: &random))
            default: now = now + .seconds(60 * Int.random(in: 5...420, using: &random))
            }
        }
        for process in processes { try process.schedules.enqueue(at: now) }
        // Everybody stays alive now, until nothing is left to do.
        var quiet = 0
        while quiet < 3 {
            now = now + .seconds(120)
            var idle = true
            for process in processes {
                if try finish(process, at: now + .seconds(86_400), &done) > 0 { idle = false }
                if try claim(process, among: Set(processes.map(\.owner)), at: now, &random) > 0 { idle = false }
            }
            quiet = idle ? quiet + 1 : 0
        }
        #expect(kills > 100)
        try check(try house.runs(), done)
    }

    private func turn(
        _ process: Process, among owners: Set<String>, at now: Instant, _ done: inout [Due: Int], _ random: inout SeededGenerator,
        _ kills: inout Int
    ) throws {
        _ = try finish(process, at: now, &done)
        try process.schedules.enqueue(at: now)
        _ = try claim(process, among: owners, at: now, &random)
        if Int.random(in: 0..<12, using: &random) == 0 {
            try process.kill()
            kills += 1
        }
    }

    /// Takes what there is to do, as many workers would.
    private func claim(_ process: Process, among owners: Set<String>, at now: Instant, _ random: inout SeededGenerator) throws -> Int {
        let leases = try process.store.write { transaction in
            var leases: [Lease] = []
            // What a process leaves that is no more is handed back; the leases of those that live do not run out.
            _ = try transaction.runs.releaseRuns { !owners.contains($0) }
            while let (_, lease) = try transaction.runs.claim(
                owner: process.owner, lease: .seconds(30 * 86_400), at: now, startedAt: now)
            {
                leases.append(lease)
            }
            return leases
        }
        process.work += leases.map { ($0, now + .seconds(Int.random(in: 1...3 * 3600, using: &random))) }
        return leases.count
    }

    /// Ends what is due to end, if it is still this process's: the effect and its note commit together.
    private func finish(_ process: Process, at now: Instant, _ done: inout [Due: Int]) throws -> Int {
        let ended = process.work.filter { $0.end <= now }
        process.work.removeAll { $0.end <= now }
        if ended.isEmpty { return 0 }
        let effects = try process.store.write { transaction in
            try ended.compactMap { work -> Due? in
                do {
                    try transaction.runs.confirm(work.lease)
                } catch let error as StoreError where error.code == .leaseLost {
                    return nil
                }
                try transaction.runs.finish(work.lease, .succeeded, at: now)
                return try transaction.runs.run(work.lease.run).map { Due(schedule: $0.schedule, instant: $0.due) }
            }
        }
        for effect in effects { done[effect, default: 0] += 1 }
        return ended.count
    }

    private func check(_ runs: [RunRecord], _ done: [Due: Int]) throws {
        let byDue = Dictionary(grouping: runs) { Due(schedule: $0.schedule, instant: $0.due) }
        #expect(byDue.values.allSatisfy { $0.count == 1 })
        #expect(done.values.allSatisfy { $0 == 1 })
        var expected = 0
        for schedule in Self.definitions {
            let timing = try #require(schedule.timing)
            let zone = try ScheduleHouse.zones.rules(for: timing.timeZone ?? "Europe/Helsinki")
            let occurrences = try Occurrences(timing, created: zone.day(at: Self.start), zone: zone)
            var allowed: Set<MessageKey> = []
            if timing.missed == .runOnce { allowed.insert("schedule.missed.run-once") }
            if timing.missed == .skip { allowed.insert("schedule.missed.skip") }
            if schedule.overlap == .skip { allowed.insert("schedule.overlap") }
            var moment = Self.start
            while let due = occurrences.next(after: moment), due < Self.end {
                moment = due
                expected += 1
                let run = try #require(byDue[Due(schedule: schedule.name, instant: due)]?.first, "\(schedule.name) \(due.isoUTC)")
                if run.state == .succeeded {
                    #expect(done[Due(schedule: schedule.name, instant: due)] == 1, "\(schedule.name) \(due.isoUTC)")
                } else {
                    let reason = try #require(run.reason, "\(schedule.name) \(due.isoUTC): \(run.state)")
                    #expect(run.state == .skipped && allowed.contains(reason.key), "\(schedule.name) \(due.isoUTC): \(reason.key)")
                }
            }
        }
        // Nothing that was not due.
        #expect(runs.filter { $0.due < Self.end }.count == expected)
        #expect(expected > 8000 && done.count > 4000)
    }
}
