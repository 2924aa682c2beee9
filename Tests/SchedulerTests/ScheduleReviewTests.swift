import Model
import Recurrence
import Scheduler
import Store
import Tabular
import Testing

/// What is told of coming runs before the first wrong one.
struct ScheduleReviewTests {
    /// Sunday 22 November 2026, noon in Helsinki.
    private let now = Instant(seconds: 1_795_341_600)

    private func review(_ timing: Timing, _ name: String = "a", tasks: [TaskDefinition] = []) throws -> ScheduleReview {
        let schedule = ScheduleDefinition(name: name, label: LocalizedText(name), timing: timing, tasks: tasks)
        return try #require(
            try ScheduleReview(schedule, created: now, workspaceZone: "Europe/Helsinki", zones: ScheduleHouse.zones, now: now))
    }

    private func keys(_ timing: Timing) throws -> [String] { try review(timing).warnings(forecast: nil).map(\.key.rawValue) }

    private func weekly(_ day: Weekday, at minutes: Int) -> Timing {
        Timing(pattern: .weekly(every: 1, on: [day]), times: .at([LocalTime(minutes: minutes)]), holidays: .skip, holidayCalendar: "fi")
    }

    @Test func tellsTheHoursThatClocksSkipAndDouble() throws {
        func hours(_ day: Weekday, _ minutes: Int) throws -> [Message] {
            var timing = weekly(day, at: minutes)
            timing.holidays = .run
            return try review(timing).warnings(forecast: nil).filter { $0.key.rawValue.hasSuffix("-hour") }
        }
        // Sundays 28 March, which is Easter, and 31 October 2027.
        let found = try hours(.sunday, 210)
        #expect(found.map(\.key) == ["schedule.review.skipped-hour", "schedule.review.doubled-hour"])
        #expect(try keys(weekly(.sunday, at: 210)) == ["schedule.review.doubled-hour"])
        #expect(try hours(.sunday, 179).isEmpty)
        #expect(try hours(.sunday, 240).isEmpty)
        #expect(try hours(.monday, 210).isEmpty)
        let warning = found[0]
        #expect(warning.arguments["day"] == Day(iso: "2027-03-28").map { .day($0) })
        #expect(warning.arguments["actual"] == Instant(iso: "2027-03-28T04:30:00+03:00").map { .instant($0) })
    }

    @Test func tellsDaysThatMonthsLack() throws {
        func monthly(_ days: [Int], _ short: Timing.ShortMonths) -> Timing {
            Timing(pattern: .monthly(every: 1, .days(days)), times: .at([LocalTime(minutes: 480)]), shortMonths: short, holidays: .skip)
        }
        #expect(try keys(monthly([28, 0], .last)).isEmpty)
        #expect(try keys(monthly([31, 1], .last)) == ["schedule.review.short-months.last"])
        #expect(try keys(monthly([29], .skip)) == ["schedule.review.short-months.skip"])
        #expect(
            try keys(Timing(pattern: .rule("FREQ=MONTHLY;BYMONTHDAY=30"), holidays: .skip)) == ["schedule.review.short-months.skip"])
        #expect(
            try keys(Timing(pattern: .yearly(every: 1, month: 2, .days([29])), holidays: .skip)) == ["schedule.review.short-months.last"])
        #expect(try keys(Timing(pattern: .yearly(every: 1, month: 1, .days([31])), holidays: .skip)).isEmpty)
    }

    @Test func tellsHolidaysAmongTheComingRuns() throws {
        var timing = weekly(.thursday, at: 660)
        #expect(try keys(timing).isEmpty)
        timing.holidays = .run
        let warnings = try review(timing).warnings(forecast: nil)
        #expect(warnings.map(\.key) == ["schedule.review.holiday"])
        #expect(warnings[0].arguments["days"] == .list([.day(try #require(Day(iso: "2026-12-24")))]))
        timing.holidayCalendar = nil
        timing.timeZone = "America/New_York"
        #expect(try keys(timing).isEmpty)
    }

    @Test func tellsRunsThatTakeLongerThanTheirInterval() throws {
        let house = try ScheduleHouse()
        let timing = Timing(pattern: .hourly(every: 1, start: LocalTime(minutes: 0)), from: Day(iso: "2026-11-01"))
        let schedules = try house.applied([ScheduleHouse.schedule("a", timing: timing)])
        try schedules.enqueue(at: ScheduleHouse.morning + .seconds(3600))
        try house.carryOut(at: ScheduleHouse.morning + .seconds(3600), taking: .seconds(5400))
        let forecast = try house.store.read { try DurationForecast(for: "a", in: $0) }
        #expect(forecast?.expected == .seconds(5400))
        let warnings = try review(timing).warnings(forecast: forecast)
        #expect(warnings.map(\.key) == ["schedule.review.too-often"])
        #expect(warnings[0].arguments == ["interval": 60, "duration": 90])
        #expect(try house.store.read { try DurationForecast(for: "b", in: $0) } == nil)
    }

    @Test func tellsFieldsThatTwoSchedulesWriteAtOneInstant() throws {
        func edit(_ field: String) -> TaskDefinition {
            .bulkEdit(BulkEditTask(segment: "s", assignments: [BulkEditTask.Assignment(field: field, value: .clear)]))
        }
        let catalog = Catalog(
            segments: ["s": SegmentDefinition(name: "s", label: "S", module: "customers", criteria: nil)],
            formulas: [
                "f": FormulaDefinition(name: "f", label: "F", module: "customers", field: "status", expression: "1", isActive: true)
            ])
        let reviews = [
            try review(weekly(.monday, at: 480), "a", tasks: [edit("status"), edit("city")]),
            try review(weekly(.monday, at: 480), "b", tasks: [.runFormulas(RunFormulasTask(segment: "s", formulas: ["f"]))]),
            try review(weekly(.monday, at: 481), "c", tasks: [edit("status")]),
            try review(weekly(.monday, at: 480), "d", tasks: [edit("phone")]),
        ]
        let clashes = ScheduleReview.clashes(reviews, in: catalog)
        #expect(
            clashes.mapValues { messages in messages.map { $0.key } } == [
                "a": ["schedule.review.same-field"], "b": ["schedule.review.same-field"],
            ])
        #expect(clashes["a"]?[0].arguments["field"] == "customers.status")
    }

    @Test func showsTwelveRunsAndOfDeadlinesTheDeadlines() throws {
        let runs = try review(weekly(.monday, at: 480)).comingRuns
        #expect(runs.count == 12)
        #expect(runs.first == Instant(iso: "2026-11-23T08:00:00+02:00"))
        let before = try review(Timing(pattern: .daily(every: 1), times: .before(LocalTime(minutes: 480))))
        #expect(before.areDeadlines)
        #expect(before.comingRuns.first == Instant(iso: "2026-11-23T08:00:00+02:00"))
    }
}
