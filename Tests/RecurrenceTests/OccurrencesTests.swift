import Model
import Recurrence
import Tabular
import TestSupport
import Testing

struct OccurrencesTests {
    static let zones = ["Europe/Helsinki", "America/Nuuk", "UTC"]

    /// Every pattern with every choice of times and holidays.
    static func timings(_ zone: String) -> [Timing] {
        TimingExamples.patterns.flatMap { pattern in
            TimingExamples.times.flatMap { times in
                Timing.Holidays.allCases.map { holidays in
                    Timing(
                        pattern: pattern, times: times, from: day("2026-01-30"), until: day("2027-12-20"), timeZone: zone,
                        shortMonths: holidays == .skip ? .skip : .last, holidays: holidays)
                }
            }
        }
    }

    @Test(arguments: zones) func agreesWithASearchOfEveryDay(_ name: String) throws {
        let zone = try SystemZones.database.rules(for: name)
        for timing in Self.timings(name) {
            switch timing.pattern {
            case .hourly, .rule: continue
            default: break
            }
            let expected = NaiveTiming(timing: timing, start: day("2026-01-30"), zone: zone).runs(through: day("2027-12-31"))
            let occurrences = try Occurrences(timing, created: day("2000-01-01"), zone: zone)
            #expect(occurrences.next(after: moment("2000-01-01T00:00:00Z"), count: 100_000) == expected, "\(timing)")
        }
    }

    @Test(arguments: zones) func goesOnFromAnyMomentAsFromTheStart(_ name: String) throws {
        let zone = try SystemZones.database.rules(for: name)
        var random = SeededGenerator(seed: 5)
        for timing in Self.timings(name) {
            let occurrences = try Occurrences(timing, created: day("2026-01-30"), zone: zone)
            let all = occurrences.next(after: moment("1999-01-01T00:00:00Z"), count: 200)
            #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 }, "\(timing)")
            guard let last = all.last else { continue }
            for _ in 0..<8 {
                let after = Instant(
                    microseconds: .random(in: moment("2026-01-01T00:00:00Z").microseconds...last.microseconds, using: &random))
                #expect(occurrences.next(after: after) == all.first { $0 > after }, "\(timing) after \(after.isoUTC)")
            }
            for instant in all.prefix(5) {
                #expect(occurrences.next(after: Instant(microseconds: instant.microseconds - 1)) == instant)
            }
        }
    }

    @Test func staysWithinFromAndUntil() throws {
        let zone = try SystemZones.helsinki()
        for timing in Self.timings("Europe/Helsinki") where timing.holidays == .run {
            let occurrences = try Occurrences(timing, created: day("2000-01-01"), zone: zone)
            let all = occurrences.next(after: moment("1999-01-01T00:00:00Z"), count: 100_000)
            #expect(all.allSatisfy { (day("2026-01-30")...day("2027-12-20")).contains(zone.day(at: $0)) }, "\(timing)")
        }
    }

    @Test func beginsOnTheDayItIsCreated() throws {
        let occurrences = try Occurrences(Timing(pattern: .daily(every: 2)), created: day("2026-11-22"), zone: .utc)
        #expect(
            occurrences.next(after: moment("2026-11-01T00:00:00Z"), count: 2) == [
                moment("2026-11-22T00:00:00Z"), moment("2026-11-24T00:00:00Z"),
            ])
    }

    @Test func comesBackAtMidnightGapsInTheOrderOfTheClock() throws {
        // In Nuuk 23:30 of 29 March 2025 is missing and becomes 00:30 of the next day, after that day's own 00:15.
        let times = Timing.Times.at([LocalTime(minutes: 15), LocalTime(minutes: 1410)])
        let timing = Timing(pattern: .daily(every: 1), times: times, from: day("2025-03-29"), timeZone: "America/Nuuk")
        let zone = try SystemZones.database.rules(for: "America/Nuuk")
        let next = try Occurrences(timing, created: day("2025-01-01"), zone: zone).next(after: moment("2025-03-29T12:00:00Z"), count: 3)
        #expect(next == [moment("2025-03-30T01:15:00Z"), moment("2025-03-30T01:30:00Z"), moment("2025-03-31T00:30:00Z")])
    }

    @Test func runsThatMeetAreOne() throws {
        // Thursday 24 and Friday 25 December 2026 both move to Monday 28 December, which is a day of its own too.
        let timing = Timing(pattern: .daily(every: 1), from: day("2026-12-23"), until: day("2026-12-29"), holidays: .nextWorkingDay)
        let all = try Occurrences(timing, created: day("2026-01-01"), zone: .utc).next(after: moment("2026-01-01T00:00:00Z"), count: 10)
        #expect(all.map { ZoneRules.utc.day(at: $0).iso } == ["2026-12-23", "2026-12-27", "2026-12-28", "2026-12-29"])
    }

    @Test func hourlyCountsElapsedTimeAndIgnoresHolidays() throws {
        let timing = Timing(pattern: .hourly(every: 2, start: LocalTime(minutes: 0)), from: day("2027-03-28"), holidays: .skip)
        let zone = try SystemZones.helsinki()
        let next = try Occurrences(timing, created: day("2026-01-01"), zone: zone).next(after: moment("2027-03-27T00:00:00Z"), count: 3)
        #expect(
            next.map { $0.iso(offset: zone.offset(at: $0)) } == [
                "2027-03-28T00:00:00+02:00", "2027-03-28T02:00:00+02:00", "2027-03-28T05:00:00+03:00",
            ])
    }

    @Test func plansADeadlineFromTheStartOfItsDay() throws {
        let timing = Timing(pattern: .weekdays, times: .before(LocalTime(minutes: 480)), from: day("2026-11-20"))
        let zone = try SystemZones.helsinki()
        let occurrences = try Occurrences(timing, created: day("2026-01-01"), zone: zone)
        let next = try #require(occurrences.next(after: moment("2026-11-20T10:00:00Z")))
        #expect(next == moment("2026-11-22T22:00:00Z"))
        #expect(occurrences.deadline(for: next) == moment("2026-11-23T06:00:00Z"))
        #expect(try Occurrences(Timing(pattern: .weekdays), created: day("2026-01-01"), zone: zone).deadline(for: next) == nil)
    }

    @Test(arguments: [
        Timing.Pattern.yearly(every: 1, month: 2, .days([30])), .yearly(every: 1, month: 2, .days([31])), .monthly(every: 12, .days([30])),
        .rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), .rule("FREQ=DAILY;INTERVAL=97;BYMONTH=2;BYMONTHDAY=30"),
        .rule("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2"), .rule("FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1"), .rule("FREQ=DAILY;UNTIL=20200101"),
    ])
    func endsWhereNothingEverOccurs(_ pattern: Timing.Pattern) throws {
        let timing = Timing(pattern: pattern, from: day("2026-02-01"), shortMonths: .skip)
        #expect(try Occurrences(timing, created: day("2026-01-01"), zone: .utc).next(after: moment("2026-01-01T00:00:00Z")) == nil)
    }

    @Test func endsWhereEveryDateIsASkippedHoliday() throws {
        let timing = Timing(pattern: .rule("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=6,24,25"), from: day("2026-02-01"), holidays: .skip)
        #expect(try Occurrences(timing, created: day("2026-01-01"), zone: .utc).next(after: moment("2026-01-01T00:00:00Z")) == nil)
    }

    @Test func findsTheRareLeapDay() throws {
        let timing = Timing(pattern: .rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU"), from: day("2088-03-01"))
        let occurrences = try Occurrences(timing, created: day("2026-01-01"), zone: .utc)
        #expect(occurrences.next(after: moment("2088-03-01T00:00:00Z")) == moment("2128-02-29T00:00:00Z"))
    }

    @Test(arguments: [
        ("FREQ=DAILY;UNTIL=20261201T120000Z", ["2026-12-01T08:00:00Z"]), ("FREQ=DAILY;UNTIL=20261201T075959Z", []),
        ("FREQ=DAILY;UNTIL=20261201T080000", ["2026-12-01T08:00:00Z"]),
        ("FREQ=DAILY;UNTIL=20261201", ["2026-12-01T08:00:00Z", "2026-12-01T20:00:00Z"]),
        ("FREQ=DAILY;COUNT=1", ["2026-12-01T08:00:00Z", "2026-12-01T20:00:00Z"]),
    ])
    func endsARuleInclusively(_ rule: String, _ expected: [String]) throws {
        let times = Timing.Times.at([LocalTime(minutes: 480), LocalTime(minutes: 1200)])
        let occurrences = try Occurrences(
            Timing(pattern: .rule(rule), times: times, from: day("2026-12-01")), created: day("2026-01-01"), zone: .utc)
        #expect(occurrences.next(after: moment("2026-01-01T00:00:00Z"), count: 9) == expected.map(moment))
    }

    @Test func answersForTheEdgesOfTime() throws {
        for timing in Self.timings("UTC") {
            let occurrences = try Occurrences(timing, created: day("2026-01-01"), zone: .utc)
            #expect(occurrences.next(after: Instant(microseconds: .max)) == nil)
            #expect(occurrences.next(after: Instant(microseconds: .min)) == occurrences.next(after: moment("2020-01-01T00:00:00Z")))
        }
    }
}
