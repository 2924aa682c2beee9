import Model
import Recurrence
import Tabular
import TestSupport
import Testing

struct TimingProblemTests {
    /// A timing, and the key and the text's key of each of its problems.
    struct Case: Sendable {
        var timing: Timing
        var problems: [String]

        init(_ pattern: Timing.Pattern, _ problems: String...) {
            self.init(Timing(pattern: pattern, from: day("2026-02-01")), problems)
        }

        init(_ timing: Timing, _ problems: [String]) {
            self.timing = timing
            self.problems = problems
        }
    }

    @Test(arguments: cases) func tellsEachProblemAtItsKey(_ example: Case) throws {
        let problems = TimingProblem.problems(in: example.timing, created: day("2026-11-22"), zones: SystemZones.database)
        #expect(problems.map { "\($0.key): \($0.message.key.rawValue.replacing("recurrence.", with: ""))" } == example.problems)
        for language in Language.allCases {
            let catalogue = try Catalogue(language)
            for problem in problems {
                let text = catalogue.text(problem.message)
                #expect(!text.contains("⟦") && text.hasSuffix("."), "\(text)")
            }
        }
    }

    @Test func findsNothingWrongWithSoundTimings() {
        for var timing in OccurrencesTests.timings("Europe/Helsinki") {
            timing.until = nil
            #expect(TimingProblem.problems(in: timing, created: day("2026-01-01"), zones: SystemZones.database) == [], "\(timing)")
        }
    }

    @Test func refusesToComputeWhatIsUndefined() {
        #expect(throws: TimingError.self) { try Occurrences(Timing(pattern: .daily(every: 0)), created: day("2026-01-01"), zone: .utc) }
    }

    @Test func neverTrapsOnAnyRule() {
        var random = SeededGenerator(seed: 3)
        let pieces = [
            "FREQ=", "DAILY", "YEARLY", ";", "=", ",", "BYDAY=", "-", "1", "99999999999999999999", "-9223372036854775808", "MO",
            "BYMONTHDAY=", "31", "UNTIL=",
            "20260101", "T", "Z", "ä", "+", "RRULE:", "BYSETPOS=",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let timing = Timing(pattern: .rule(text), from: day("2026-01-01"))
            for problem in TimingProblem.problems(in: timing, created: day("2026-01-01"), zones: SystemZones.database) {
                #expect(["rrule"].contains(problem.key))
            }
        }
    }

    static let cases: [Case] = [
        Case(.daily(every: 0), "every: every.range"), Case(.weekly(every: -1, on: []), "every: every.range", "on: on.empty"),
        Case(.hourly(every: .max, start: LocalTime(minutes: 0)), "every: every.range"),
        Case(.monthly(every: 1, .days([])), "day: day.empty"),
        Case(.monthly(every: 1, .days([32, 1, -1])), "day: day.range", "day: day.range"),
        Case(.monthly(every: 1, .weekday(week: 5, .monday)), "week: week.range"),
        Case(.yearly(every: 1, month: 13, .days([1])), "month: month.range"),
        Case(Timing(pattern: .weekdays, times: .at([])), ["at: at.empty"]),
        Case(Timing(pattern: .weekdays, times: .before(LocalTime(minutes: 1440))), ["before: time.range"]),
        Case(
            Timing(pattern: .weekdays, times: .everyHours(every: 0, first: LocalTime(minutes: 600), last: LocalTime(minutes: 599))),
            ["every-hours: every-hours.range", "every-hours: every-hours.order"]),
        Case(Timing(pattern: .weekdays, from: day("2026-11-22"), until: day("2026-11-21")), ["until: until.before-from"]),
        Case(Timing(pattern: .weekdays, timeZone: "Europe/Atlantis"), ["time-zone: zone.unknown"]),
        Case(
            Timing(pattern: .weekdays, timeZone: "../x", holidays: .skip, holidayCalendar: "se"),
            ["holiday-calendar: holiday-calendar.unknown", "time-zone: zone.unknown"]),
        Case(Timing(pattern: .yearly(every: 1, month: 2, .days([30])), shortMonths: .skip), ["day: never"]),
        Case(Timing(pattern: .weekly(every: 1, on: [.monday]), from: day("2026-11-24"), until: day("2026-11-29")), ["on: never"]),
        Case(.rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "rrule: never"), Case(.rule(""), "rrule: rrule.frequency"),
        Case(.rule("FREQ"), "rrule: rrule.syntax"), Case(.rule("FREQ=FORTNIGHTLY"), "rrule: rrule.value"),
        Case(.rule("FREQ=HOURLY"), "rrule: rrule.time-of-day"), Case(.rule("FREQ=DAILY;BYHOUR=8"), "rrule: rrule.time-of-day"),
        Case(.rule("FREQ=DAILY;FREQ=DAILY"), "rrule: rrule.repeated"), Case(.rule("FREQ=DAILY;EVERY=2"), "rrule: rrule.unknown-part"),
        Case(.rule("FREQ=DAILY;INTERVAL=0"), "rrule: rrule.value"), Case(.rule("FREQ=DAILY;COUNT=+1"), "rrule: rrule.value"),
        Case(.rule("FREQ=DAILY;UNTIL=20260230"), "rrule: rrule.value"),
        Case(.rule("FREQ=DAILY;UNTIL=20260101;COUNT=2"), "rrule: rrule.combination"),
        Case(.rule("FREQ=MONTHLY;BYDAY=0MO"), "rrule: rrule.value"), Case(.rule("FREQ=MONTHLY;BYDAY=MO,"), "rrule: rrule.value"),
        Case(.rule("FREQ=WEEKLY;BYDAY=1MO"), "rrule: rrule.not-with-frequency"),
        Case(.rule("FREQ=MONTHLY;BYWEEKNO=1"), "rrule: rrule.not-with-frequency"),
        Case(.rule("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO"), "rrule: rrule.combination"),
        Case(.rule("FREQ=DAILY;BYSETPOS=1"), "rrule: rrule.alone"),
        Case(.rule("FREQ=MONTHLY;BYMONTHDAY=-9223372036854775808"), "rrule: rrule.value"),
        Case(.rule("FREQ=MONTHLY;BYDAY=-9223372036854775808MO"), "rrule: rrule.value"),
        Case(.rule("FREQ=MONTHLY;BYMONTHDAY=32"), "rrule: rrule.value"), Case(.rule("FREQ=MONTHLY;BYMONTH=-1"), "rrule: rrule.value"),
    ]
}
