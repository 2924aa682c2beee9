package import Model
import Tabular

/// The RFC 5545 RRULE that means the same as a timing, for other calendars; its DTSTART is the day of `from` in the timing's zone.
package enum RRuleText {
    /// The value of the RRULE with its times of day, or nil where no RRULE means the same.
    ///
    /// That is so for timings that look at holidays, are planned backwards from a deadline, or have times or short months that BY parts
    /// cannot list.
    package static func text(of timing: Timing, zone: ZoneRules) -> String? {
        if case .hourly(let every, _) = timing.pattern {
            return joined(["FREQ=HOURLY;INTERVAL=\(every)", until(timing, zone)])
        }
        guard timing.holidays == .run, let times = times(timing.times) else { return nil }
        let hasOneTime = !times.contains(",")
        let rule: String?
        switch timing.pattern {
        case .hourly: rule = nil
        case .daily(let every): rule = joined(["FREQ=DAILY", interval(every)])
        case .weekdays: rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
        case .weekly(let every, let on):
            let days = Set(on).sorted().map { RuleParser.weekdayNames[$0.rawValue - 1] }.joined(separator: ",")
            rule = joined(["FREQ=WEEKLY", interval(every), "BYDAY=\(days)", every > 1 ? "WKST=MO" : nil])
        case .monthly(let every, let days):
            rule = monthDays(days, timing.shortMonths, hasOneTime: hasOneTime).map { joined(["FREQ=MONTHLY", interval(every), $0]) }
        case .yearly(let every, let month, let days):
            rule = monthDays(days, timing.shortMonths, hasOneTime: hasOneTime)
                .map { joined(["FREQ=YEARLY", interval(every), "BYMONTH=\(month)", $0]) }
        case .rule(let text): rule = expert(text, timing, hasOneTime: hasOneTime)
        }
        return rule.map { joined([$0, times, until(timing, zone)]) }
    }

    private static func joined(_ parts: [String?]) -> String { parts.compactMap(\.self).joined(separator: ";") }

    private static func interval(_ every: Int) -> String? { every > 1 ? "INTERVAL=\(every)" : nil }

    /// The end of the last day, in UTC as RFC 5545 asks beside a DTSTART with a zone.
    private static func until(_ timing: Timing, _ zone: ZoneRules) -> String? {
        timing.until.map { day in
            let digits = zone.instant(day, secondOfDay: 86_399).isoUTC.filter { $0 != "-" && $0 != ":" }
            return "UNTIL=\(digits)"
        }
    }

    /// BYHOUR and BYMINUTE multiply each other, so the times must be all hours of a set at all minutes of a set.
    private static func times(_ times: Timing.Times) -> String? {
        let all: [Int]
        switch times {
        case .at(let times): all = Set(times.map(\.minutes)).sorted()
        case .everyHours(let every, let first, let last):
            guard every > 0 else { return nil }
            all = Array(stride(from: first.minutes, through: last.minutes, by: every * 60))
        case .before: return nil
        }
        let (hours, minutes) = (Set(all.map { $0 / 60 }), Set(all.map { $0 % 60 }))
        guard !all.isEmpty, hours.count * minutes.count == all.count else { return nil }
        return "BYHOUR=\(list(hours));BYMINUTE=\(list(minutes));BYSECOND=0"
    }

    private static func list(_ numbers: some Collection<Int>) -> String { numbers.sorted().map(String.init).joined(separator: ",") }

    private static func monthDays(_ days: Timing.MonthDays, _ shortMonths: Timing.ShortMonths, hasOneTime: Bool) -> String? {
        switch days {
        case .weekday(let week, let weekday):
            return "BYDAY=\(week == 0 ? -1 : week)\(RuleParser.weekdayNames[weekday.rawValue - 1])"
        case .days(let numbers):
            var days = Set(numbers)
            var positions: String?
            if shortMonths == .last {
                if days.remove(31) != nil { days.insert(0) }
                let clamped = days.filter { $0 > 28 }
                if let day = clamped.first {
                    // The last that exists of 28 to `day` is the day itself or the month's last; BYSETPOS counts times of day too.
                    guard clamped.count == 1, !days.contains(0), hasOneTime else { return nil }
                    let before = days.count - 1
                    days.formUnion(28...day)
                    positions = "BYSETPOS=\((before == 0 ? [] : Array(1...before)).map { "\($0)," }.joined())-1"
                }
            }
            let last = days.remove(0) != nil
            let values = days.sorted().map(String.init) + (last ? ["-1"] : [])
            return joined(["BYMONTHDAY=\(values.joined(separator: ","))", positions])
        }
    }

    /// An expert's own rule with the times of day; COUNT and BYSETPOS would count those too, and COUNT bars an UNTIL.
    private static func expert(_ text: String, _ timing: Timing, hasOneTime: Bool) -> String? {
        let parsed: RecurrenceRule
        do { parsed = try RuleParser.parse(text) } catch { return nil }  // told as a problem of the timing
        guard hasOneTime || parsed.bySetPosition.isEmpty && parsed.count == nil else { return nil }
        guard timing.until == nil || parsed.count == nil && parsed.until == nil else { return nil }
        let value = text.uppercased()
        return value.hasPrefix("RRULE:") ? String(value.dropFirst(6)) : value
    }
}
