import Model
import Recurrence
import Tabular
import Testing

struct RRuleTextTests {
    @Test(arguments: [
        (
            #"{"occurs": "weekly", "every": 2, "on": ["thursday"], "at": "11:00", "until": "2027-06-30"}"#,
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;WKST=MO;BYHOUR=11;BYMINUTE=0;BYSECOND=0;UNTIL=20270630T205959Z"
        ),
        (
            #"{"occurs": "daily", "days": "weekdays", "every-hours": {"every": 4, "between": ["08:30", "18:00"]}}"#,
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8,12,16;BYMINUTE=30;BYSECOND=0"
        ),
        (#"{"occurs": "monthly", "day": [31, 15], "at": "11:00"}"#, "FREQ=MONTHLY;BYMONTHDAY=15,-1;BYHOUR=11;BYMINUTE=0;BYSECOND=0"),
        (
            #"{"occurs": "monthly", "day": [30, 1], "at": "11:00"}"#,
            "FREQ=MONTHLY;BYMONTHDAY=1,28,29,30;BYSETPOS=1,-1;BYHOUR=11;BYMINUTE=0;BYSECOND=0"
        ),
        (
            #"{"occurs": "monthly", "day": 30, "short-months": "skip", "at": "11:00"}"#,
            "FREQ=MONTHLY;BYMONTHDAY=30;BYHOUR=11;BYMINUTE=0;BYSECOND=0"
        ),
        (
            #"{"occurs": "yearly", "month": 3, "week": "last", "weekday": "sunday", "at": "04:00"}"#,
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=4;BYMINUTE=0;BYSECOND=0"
        ),
        (
            #"{"occurs": "rule", "rrule": "rrule:freq=monthly;byday=-1fr", "at": "15:00"}"#,
            "FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=15;BYMINUTE=0;BYSECOND=0"
        ),
        (#"{"occurs": "hourly", "every": 3, "holidays": "skip"}"#, "FREQ=HOURLY;INTERVAL=3"),
    ])
    func saysTheSameAsTheTiming(_ timing: String, _ rule: String) throws {
        #expect(RRuleText.text(of: try TimingVector.timing(timing), zone: try SystemZones.helsinki()) == rule)
    }

    @Test(arguments: [
        #"{"occurs": "daily", "at": "11:00", "holidays": "skip"}"#, #"{"occurs": "daily", "before": "08:00"}"#,
        #"{"occurs": "daily", "at": ["08:00", "16:30"]}"#, #"{"occurs": "monthly", "day": [29, 30], "at": "08:00"}"#,
        #"{"occurs": "monthly", "day": 30, "at": ["08:00", "09:00"]}"#,
        #"{"occurs": "rule", "rrule": "FREQ=DAILY;COUNT=3", "at": "08:00", "until": "2027-01-01"}"#,
    ])
    func isSilentWhereNoRuleSaysTheSame(_ timing: String) throws {
        #expect(RRuleText.text(of: try TimingVector.timing(timing), zone: .utc) == nil)
    }

    /// Our own reading of the rule, its times of day put back, gives the instants of the timing.
    @Test func leadsToTheSameInstants() throws {
        let zone = try SystemZones.helsinki()
        var compared = 0
        for var timing in OccurrencesTests.timings("Europe/Helsinki") {
            timing.shortMonths = timing.times == TimingExamples.times[0] ? .last : .skip
            if case .hourly = timing.pattern { continue }
            guard let rule = RRuleText.text(of: timing, zone: zone) else { continue }
            let dates = rule.split(separator: ";").filter {
                !$0.hasPrefix("BYHOUR") && !$0.hasPrefix("BYMINUTE") && !$0.hasPrefix("BYSECOND")
            }
            var same = timing
            same.until = nil
            same.pattern = .rule(dates.joined(separator: ";"))
            let start = moment("2020-01-01T00:00:00Z")
            let expected = try Occurrences(timing, created: day("2026-01-30"), zone: zone).next(after: start, count: 500)
            #expect(try Occurrences(same, created: day("2026-01-30"), zone: zone).next(after: start, count: 500) == expected, "\(rule)")
            compared += 1
        }
        #expect(compared > 90)
    }
}
