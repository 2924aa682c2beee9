package import Model
package import Tabular

/// Something wrong with a timing, told where it was written.
package struct TimingProblem: Hashable, Sendable {
    /// The key of `timing:` that holds what is wrong, such as `rrule` or `every-hours`.
    package let key: String
    /// What is wrong and what to write instead.
    package let message: Message

    init(_ key: String, _ message: Message) {
        self.key = key
        self.message = message
    }

    /// The largest `every` and INTERVAL: any longer, and a daily timing would skip whole centuries.
    static let largestInterval = 100_000

    /// Everything wrong with `timing`, begun on the day `created` unless it says otherwise; empty for a sound one.
    ///
    /// - Parameter zones: where the timing's own zone is looked up.
    package static func problems(in timing: Timing, created: Day, zones: any ZoneSource) -> [TimingProblem] {
        var problems = problems(ofForm: timing)
        var zone = ZoneRules.utc
        if let name = timing.timeZone {
            do { zone = try zones.rules(for: name) } catch { problems.append(TimingProblem("time-zone", error.message)) }
        }
        let start = timing.from ?? created
        if let until = timing.until, until < start {
            problems.append(TimingProblem("until", Message("recurrence.until.before-from", ["from": .day(start), "until": .day(until)])))
        }
        guard problems.isEmpty else { return problems }
        do {
            let occurrences = try Occurrences(timing, created: created, zone: zone)
            guard occurrences.next(after: Instant(microseconds: .min)) == nil else { return [] }
            return [TimingProblem(timing.pattern.key, Message("recurrence.never"))]
        } catch { return [error.problem] }
    }

    /// What leaves the occurrences of `timing` undefined.
    static func problems(ofForm timing: Timing) -> [TimingProblem] {
        patternProblems(timing.pattern) + timesProblems(timing) + holidayProblems(timing)
    }

    private static func patternProblems(_ pattern: Timing.Pattern) -> [TimingProblem] {
        switch pattern {
        case .weekdays: []
        case .hourly(let every, let start): interval(every) + time("start", start)
        case .daily(let every): interval(every)
        case .weekly(let every, let on):
            interval(every) + (on.isEmpty ? [TimingProblem("on", Message("recurrence.on.empty"))] : [])
        case .monthly(let every, let days): interval(every) + monthDays(days)
        case .yearly(let every, let month, let days):
            interval(every) + monthDays(days)
                + ((1...12).contains(month) ? [] : [TimingProblem("month", Message("recurrence.month.range", ["month": .integer(month)]))])
        case .rule(let text): rule(text)
        }
    }

    private static func interval(_ every: Int) -> [TimingProblem] {
        guard !(1...largestInterval).contains(every) else { return [] }
        return [TimingProblem("every", Message("recurrence.every.range", ["every": .integer(every), "most": .integer(largestInterval)]))]
    }

    private static func monthDays(_ days: Timing.MonthDays) -> [TimingProblem] {
        switch days {
        case .days(let numbers):
            guard !numbers.isEmpty else { return [TimingProblem("day", Message("recurrence.day.empty"))] }
            return numbers.filter { !(0...31).contains($0) }
                .map { TimingProblem("day", Message("recurrence.day.range", ["day": .integer($0)])) }
        case .weekday(let week, _):
            return (0...4).contains(week) ? [] : [TimingProblem("week", Message("recurrence.week.range", ["week": .integer(week)]))]
        }
    }

    private static func rule(_ text: String) -> [TimingProblem] {
        do {
            _ = try RuleParser.parse(text)
            return []
        } catch { return [TimingProblem("rrule", error.message)] }
    }

    private static func timesProblems(_ timing: Timing) -> [TimingProblem] {
        if case .hourly = timing.pattern { return [] }
        switch timing.times {
        case .at(let times):
            return times.isEmpty ? [TimingProblem("at", Message("recurrence.at.empty"))] : times.flatMap { time("at", $0) }
        case .everyHours(let every, let first, let last):
            var problems = time("every-hours", first) + time("every-hours", last)
            if !(1...24).contains(every) {
                problems.append(TimingProblem("every-hours", Message("recurrence.every-hours.range", ["every": .integer(every)])))
            }
            if last < first {
                let arguments: [String: MessageArgument] = ["first": .text(first.text), "last": .text(last.text)]
                problems.append(TimingProblem("every-hours", Message("recurrence.every-hours.order", arguments)))
            }
            return problems
        case .before(let deadline): return time("before", deadline)
        }
    }

    private static func time(_ key: String, _ time: LocalTime) -> [TimingProblem] {
        (0..<1440).contains(time.minutes) ? [] : [TimingProblem(key, Message("recurrence.time.range"))]
    }

    private static func holidayProblems(_ timing: Timing) -> [TimingProblem] {
        guard let code = timing.holidayCalendar, HolidayCalendar.named(code) == nil else { return [] }
        let known = MessageArgument.list(HolidayCalendar.codes.map { .text($0) })
        return [
            TimingProblem("holiday-calendar", Message("recurrence.holiday-calendar.unknown", ["calendar": .text(code), "known": known]))
        ]
    }
}

extension Timing.Pattern {
    /// The key that says most about which days are meant.
    fileprivate var key: String {
        switch self {
        case .hourly, .daily, .weekdays: "occurs"
        case .weekly: "on"
        case .monthly(_, .days), .yearly(_, _, .days): "day"
        case .monthly(_, .weekday), .yearly(_, _, .weekday): "week"
        case .rule: "rrule"
        }
    }
}
