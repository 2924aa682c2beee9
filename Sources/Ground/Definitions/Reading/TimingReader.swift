import Model
import Recurrence
import Tabular

/// Reads the `timing:` of a schedule, whose shape has been checked.
enum TimingReader {
    /// The timing, or nil with the reason told.
    ///
    /// - Parameter mayNeverOccur: whether one that has no occurrence is only warned of.
    static func read(
        _ node: DocumentNode, mayNeverOccur: Bool = false, _ context: DefinitionContext, _ problems: inout Problems
    ) -> Timing? {
        let pattern = pattern(node)
        let times = times(node)
        let until = node["until"]?.text.flatMap(Day.init(iso:))
        let missingZone = context.mayLackZones ? missingZone(node["time-zone"], context.zones, &problems) : nil
        let timeZone = missingZone == nil ? zone(node["time-zone"], context.zones, &problems) : nil
        guard let pattern, let times else { return nil }
        var timing = Timing(
            pattern: pattern, times: times, from: node["from"]?.text.flatMap(Day.init(iso:)), until: until, timeZone: timeZone,
            shortMonths: node["short-months"]?.text.flatMap(Timing.ShortMonths.init(rawValue:)) ?? .last,
            holidays: node["holidays"]?.text.flatMap(Timing.Holidays.init(rawValue:)) ?? .run,
            holidayCalendar: node["holiday-calendar"]?.text,
            missed: node["missed"]?.text.flatMap(Timing.Missed.init(rawValue:)) ?? .runOnce)
        // A timing without `from` that has ended began, whenever that was, before its end.
        let created = min(context.today, until ?? context.today)
        let isOnlyWarned = mayNeverOccur && isDefined(timing, created: created)
        for problem in TimingProblem.problems(in: timing, created: created, zones: context.zones) {
            let place = node[problem.key]?.location ?? node.location
            if isOnlyWarned { problems.warning(problem.message, at: place) } else { problems.error(problem.message, at: place) }
        }
        timing.timeZone = missingZone ?? timeZone
        return timing
    }

    /// The name of a zone that is gone, which is warned of.
    private static func missingZone(_ node: DocumentNode?, _ zones: any ZoneSource, _ problems: inout Problems) -> String? {
        guard let node, let name = node.text else { return nil }
        do {
            _ = try zones.rules(for: name)
            return nil
        } catch {
            problems.warning(error.message, at: node.location)
            return name
        }
    }

    /// Whether it can be said when the timing occurs, be it never.
    private static func isDefined(_ timing: Timing, created: Day) -> Bool {
        do {
            _ = try Occurrences(timing, created: created, zone: .utc)
            return true
        } catch { return false }
    }

    /// The time zone that `node` names, if it is one.
    static func zone(_ node: DocumentNode?, _ zones: any ZoneSource, _ problems: inout Problems) -> String? {
        guard let node, let name = node.text else { return nil }
        do {
            _ = try zones.rules(for: name)
            return name
        } catch {
            problems.error(error.message, at: node.location)
            return nil
        }
    }

    private static func pattern(_ node: DocumentNode) -> Timing.Pattern? {
        let every = node["every"]?.integer ?? 1
        switch node["occurs"]?.text {
        case "hourly": return .hourly(every: every, start: node["start"]?.text.flatMap { LocalTime($0) } ?? LocalTime(minutes: 0))
        case "daily": return node["days"] == nil ? .daily(every: every) : .weekdays
        case "weekly":
            let days = Set((node["on"]?.items ?? []).compactMap(weekday)).sorted()
            return days.isEmpty ? nil : .weekly(every: every, on: days)
        case "monthly": return monthDays(node).map { .monthly(every: every, $0) }
        case "yearly":
            guard let month = node["month"]?.integer else { return nil }
            return monthDays(node).map { .yearly(every: every, month: month, $0) }
        case "rule": return node["rrule"]?.text.map { .rule($0) }
        default: return nil
        }
    }

    private static func monthDays(_ node: DocumentNode) -> Timing.MonthDays? {
        if let day = node["day"] {
            let days = day.items.compactMap { $0.text == "last" ? 0 : $0.text.flatMap { Int($0) } }
            return days.isEmpty ? nil : .days(days)
        }
        guard let week = node["week"]?.text.flatMap(TimingShape.weeks.firstIndex(of:)), let weekday = node["weekday"].flatMap(weekday)
        else { return nil }
        return .weekday(week: week, weekday)
    }

    private static func weekday(_ node: DocumentNode) -> Weekday? {
        node.text.flatMap(TimingShape.weekdays.firstIndex(of:)).flatMap { Weekday(rawValue: $0 + 1) }
    }

    private static func times(_ node: DocumentNode) -> Timing.Times? {
        if let at = node["at"] {
            let times = Set(at.items.compactMap { $0.text.flatMap { LocalTime($0) } }).sorted()
            return times.isEmpty ? nil : .at(times)
        }
        if let hours = node["every-hours"] {
            guard let every = hours["every"]?.integer, let between = hours["between"], between.items.count == 2,
                let first = between.items[0].text.flatMap({ LocalTime($0) }), let last = between.items[1].text.flatMap({ LocalTime($0) })
            else { return nil }
            return .everyHours(every: every, first: first, last: last)
        }
        if let before = node["before"] { return before.text.flatMap { LocalTime($0) }.map { .before($0) } }
        return .at([LocalTime(minutes: 0)])
    }
}
