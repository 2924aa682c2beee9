import Model
import Recurrence
import Tabular
import TestSupport
import Testing

@testable import Actions

/// On which day and at which time activities are due.
struct ActivityPlanTests {
    /// Monday to Friday without Finland's holidays.
    private let working = WorkingDays(holidays: .standard)

    /// - Parameter now: UTC.
    private func plan(
        _ definition: ActivityDefinition, now: String = "2026-11-26T07:00:00Z", load: @escaping ActivityPlan.Load = { _, _ in (0, []) }
    ) throws -> ActivityPlan {
        ActivityPlan(definition, calendar: .utc, workingDays: working, present: try #require(Instant(iso: now)), load: load)
    }

    private func activity(
        due: ActivityDefinition.Due = .days(0), hours: (String, String)? = nil, minutes: Int? = nil, perDay: Int? = nil
    ) throws -> ActivityDefinition {
        let hours = try hours.map { ActivityDefinition.Hours(from: try #require(LocalTime($0.0)), until: try #require(LocalTime($0.1))) }
        return ActivityDefinition(title: "x", minutes: minutes, due: due, hours: hours, perDay: perDay, assignee: .person("a@x.example"))
    }

    /// The next `count` places of one person as `yyyy-mm-dd` or `yyyy-mm-ddThh:mm`.
    private func places(_ count: Int, of plan: inout ActivityPlan, person: String = "a") throws -> [String] {
        try (0..<count).map { _ in
            let (day, start) = try plan.place(person)
            return start.map { String($0.isoUTC.prefix(16)) } ?? day.iso
        }
    }

    @Test(arguments: [
        ("2026-11-26", 0, "2026-11-26"), ("2026-11-26", 1, "2026-11-27"), ("2026-11-26", 2, "2026-11-30"),
        // A Saturday, and Independence Day on a Sunday.
        ("2026-11-28", 0, "2026-11-30"), ("2026-12-04", 1, "2026-12-07"),
        // Christmas: the 24th and 25th are holidays, the 26th a Saturday.
        ("2026-12-22", 1, "2026-12-23"), ("2026-12-22", 2, "2026-12-28"), ("2026-12-24", 0, "2026-12-28"),
        // Good Friday and Easter Monday.
        ("2027-03-24", 2, "2027-03-30"),
    ])
    func countsWorkingDays(from: String, count: Int, to: String) throws {
        let plan = try plan(activity(due: .workingDays(count)), now: from + "T07:00:00Z")
        #expect(plan.firstDay.iso == to)
    }

    @Test func withoutHolidaysOnlyWeekendsAreFree() throws {
        let day = try #require(Day(iso: "2026-12-24"))
        #expect(WorkingDays(holidays: nil).contains(day) && !working.contains(day))
        #expect(WorkingDays(holidays: nil).day(1, after: day.advanced(by: 1)).iso == "2026-12-28")
    }

    @Test func timesFollowEachOtherAndGoOnOnTheNextWorkingDay() throws {
        var plan = try plan(activity(due: .days(1), hours: ("09:00", "10:45"), minutes: 30))
        let expected = ["2026-11-27T09:00", "2026-11-27T09:30", "2026-11-27T10:00", "2026-11-30T09:00", "2026-11-30T09:30"]
        #expect(try places(5, of: &plan) == expected)
        #expect(try places(1, of: &plan, person: "b") == ["2026-11-27T09:00"])
    }

    @Test func spreadsOverDaysWithoutTimes() throws {
        var plan = try plan(activity(due: .days(1), perDay: 2))
        #expect(try places(5, of: &plan) == ["2026-11-27", "2026-11-27", "2026-11-30", "2026-11-30", "2026-12-01"])
    }

    @Test func whatIsFewerOfHoursAndSpreadBoundsADay() throws {
        var few = try plan(activity(due: .days(1), hours: ("09:00", "16:00"), minutes: 60, perDay: 2))
        #expect(try places(3, of: &few) == ["2026-11-27T09:00", "2026-11-27T10:00", "2026-11-30T09:00"])
        var many = try plan(activity(due: .days(1), hours: ("09:00", "10:00"), minutes: 60, perDay: 20))
        #expect(try places(2, of: &many) == ["2026-11-27T09:00", "2026-11-30T09:00"])
    }

    @Test func nothingIsPlannedIntoThePast() throws {
        var during = try plan(activity(hours: ("09:00", "16:00"), minutes: 30), now: "2026-11-26T11:10:00Z")
        #expect(try places(2, of: &during) == ["2026-11-26T11:30", "2026-11-26T12:00"])
        var after = try plan(activity(hours: ("09:00", "16:00"), minutes: 30), now: "2026-11-26T15:31:00Z")
        #expect(try places(1, of: &after) == ["2026-11-27T09:00"])
    }

    @Test func whatIsPlannedAlreadyTakesItsPlace() throws {
        let busy = try #require(Instant(iso: "2026-11-27T09:15:00Z"))
        let load: ActivityPlan.Load = { person, day in
            person == "a" && day.iso == "2026-11-27" ? (3, [busy..<(busy + .seconds(1800))]) : (0, [])
        }
        var times = try plan(activity(due: .days(1), hours: ("09:00", "11:00"), minutes: 30), load: load)
        #expect(try places(3, of: &times) == ["2026-11-27T09:45", "2026-11-27T10:15", "2026-11-30T09:00"])
        var days = try plan(activity(due: .days(1), perDay: 4), load: load)
        #expect(try places(2, of: &days) == ["2026-11-27", "2026-11-30"])
    }

    @Test func whatIsNobodysIsDueOnTheFirstDay() throws {
        var plan = try plan(activity(due: .days(1), hours: ("09:00", "10:00"), perDay: 1))
        for _ in 0..<3 {
            let (day, start) = try plan.place(nil)
            #expect(day.iso == "2026-11-27" && start == nil)
        }
    }

    @Test func theCalendarHasAnEnd() throws {
        var plan = try plan(activity(perDay: 1), now: "9999-12-30T07:00:00Z")
        #expect(try places(2, of: &plan) == ["9999-12-30", "9999-12-31"])
        #expect(throws: ActionError.noDayLeft("a")) { try plan.place("a") }
    }

    @Test func noTwoOfAPersonsTimesMeet() throws {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let minutes = Int.random(in: 5...120, using: &generator)
            let from = Int.random(in: 0...1200, using: &generator)
            let until = Int.random(in: (from + minutes)...min(1439, from + minutes + 300), using: &generator)
            let perDay = Int.random(in: 1...8, using: &generator)
            let busy = (0..<4).map { _ in
                let start = Instant(seconds: 20_783 * 86_400 + Int.random(in: 0...86_000, using: &generator))
                return start..<(start + .seconds(Int.random(in: 60...7200, using: &generator)))
            }
            .sorted { $0.lowerBound < $1.lowerBound }
            let hours = ActivityDefinition.Hours(from: LocalTime(minutes: from), until: LocalTime(minutes: until))
            let definition = ActivityDefinition(
                title: "x", minutes: minutes, due: .days(1), hours: hours, perDay: perDay, assignee: .person("a"))
            var plan = try plan(definition) { _, day in day.number == 20_784 ? (0, busy) : (0, []) }
            var taken = busy
            var counts: [Day: Int] = [:]
            for _ in 0..<20 {
                let (day, start) = try plan.place("a")
                let time = try #require(start)
                let range = time..<(time + .seconds(minutes * 60))
                #expect(!taken.contains { $0.overlaps(range) })
                #expect(time.seconds - day.number * 86_400 >= from * 60 && range.upperBound.seconds - day.number * 86_400 <= until * 60)
                #expect(working.contains(day) && day.iso > "2026-11-26")
                taken.append(range)
                counts[day, default: 0] += 1
            }
            #expect(counts.values.allSatisfy { $0 <= perDay })
        }
    }
}
