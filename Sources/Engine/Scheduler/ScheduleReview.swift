package import Model
package import Recurrence
import Store
package import Tabular

/// What may surprise about a schedule's coming runs although its definition is sound: a function of values.
package struct ScheduleReview {
    /// How many coming runs are shown and looked at.
    package static let count = 12

    private let schedule: ScheduleDefinition
    private let timing: Timing
    private let zone: ZoneRules
    private let now: Instant
    private let occurrences: Occurrences

    /// Nil when the schedule has no timing.
    ///
    /// - Throws: `TimingError` and `ZoneError`.
    package init?(_ schedule: ScheduleDefinition, created: Instant, workspaceZone: String, zones: any ZoneSource, now: Instant) throws {
        guard let timing = schedule.timing else { return nil }
        zone = try zones.rules(for: timing.timeZone ?? workspaceZone)
        occurrences = try Occurrences(timing, created: zone.day(at: created), zone: zone)
        self.schedule = schedule
        self.timing = timing
        self.now = now
    }

    /// The coming runs, those after a pause where there is one; of runs with a deadline the deadlines.
    package var comingRuns: [Instant] { next(Self.count).map { occurrences.deadline(for: $0) ?? $0 } }

    /// Whether ``comingRuns`` are deadlines.
    package var areDeadlines: Bool { if case .before = timing.times { true } else { false } }

    /// The first `count` due instants, those after a pause where there is one.
    package func next(_ count: Int) -> [Instant] {
        let resumes = schedule.pauseUntil.map { $0.instant(in: zone) + .microseconds(-1) } ?? now
        return occurrences.next(after: max(now, resumes), count: count)
    }

    /// What to tell, in a fixed order.
    ///
    /// - Parameter forecast: how long its runs take; nil: nothing is known.
    package func warnings(forecast: DurationForecast?) -> [Message] {
        clockChanges + shortMonths + holidays + tooOften(forecast)
    }

    // MARK: Clock changes

    /// Runs within a year at times of day that clocks skip or show twice.
    private var clockChanges: [Message] {
        if case .hourly = timing.pattern { return [] }
        if areDeadlines { return [] }
        var found: [Message] = []
        let today = zone.day(at: now)
        for number in today.number..<today.number + 366 {
            let day = Day(number: number)
            let start = zone.instant(day, secondOfDay: 0)
            let before = zone.offset(at: start + .seconds(-1))
            let after = zone.offset(at: zone.instant(day.advanced(by: 1), secondOfDay: 0))
            if before != after { found += clockChange(on: day, before: before, after: after) }
        }
        return found
    }

    private func clockChange(on day: Day, before: Int, after: Int) -> [Message] {
        timing.times.secondsOfDay.compactMap { second in
            let instant = zone.instant(day, secondOfDay: second)
            guard instant > now, occurrences.next(after: instant + .seconds(-1)) == instant else { return nil }
            let reading = day.number * 86_400 + second
            let arguments: [String: MessageArgument] = [
                "day": .day(day), "time": .text(LocalTime(minutes: second / 60).text), "actual": .instant(instant),
            ]
            if instant.seconds + zone.offset(at: instant) != reading { return Message(.reviewSkippedHour, arguments) }
            // The first of two passes: the same reading comes once more after the clocks have been put back.
            let again = Instant(seconds: reading - after)
            let isDouble = after < before && again > instant && zone.offset(at: again) == after
            return isDouble ? Message(.reviewDoubledHour, arguments) : nil
        }
    }

    // MARK: Days

    /// Days that some months lack.
    private var shortMonths: [Message] {
        let days: [Int]
        switch timing.pattern {
        case .monthly(_, .days(let numbers)): days = numbers.filter { $0 > 28 }
        case .yearly(_, 2, .days(let numbers)): days = numbers.filter { $0 > 28 }
        case .rule(let text): days = Self.monthDays(ofRule: text).filter { $0 > 28 }
        default: days = []
        }
        guard !days.isEmpty else { return [] }
        let list = MessageArgument.list(Set(days).sorted().map { .text("\($0)") })
        let isMoved = if case .rule = timing.pattern { false } else { timing.shortMonths == .last }
        return [Message(isMoved ? .reviewShortMonthsLast : .reviewShortMonthsSkip, ["days": list])]
    }

    private static func monthDays(ofRule text: String) -> [Int] {
        let parts = text.uppercased().split(separator: ";")
        // A year of days by month asks for no month that lacks them; what a BYSETPOS leaves of several days cannot be said so simply.
        guard let part = parts.first(where: { $0.hasPrefix("BYMONTHDAY=") }), !parts.contains(where: { $0.hasPrefix("BYMONTH=") }),
            !parts.contains(where: { $0.hasPrefix("BYSETPOS=") })
        else { return [] }
        return part.dropFirst("BYMONTHDAY=".count).split(separator: ",").compactMap { Int($0) }
    }

    /// Public holidays among the coming runs, where the timing has nothing to say about them.
    private var holidays: [Message] {
        if case .hourly = timing.pattern { return [] }
        guard timing.holidays == .run, let calendar = HolidayCalendar.inForce(timing.holidayCalendar, zone: zone.name) else { return [] }
        let days = Set(next(Self.count).map { zone.day(at: $0) }.filter(calendar.isHoliday)).sorted()
        return days.isEmpty ? [] : [Message(.reviewHoliday, ["days": .list(days.map { .day($0) })])]
    }

    private func tooOften(_ forecast: DurationForecast?) -> [Message] {
        let runs = next(Self.count)
        guard let forecast, let shortest = zip(runs.dropFirst(), runs).map({ $0 - $1 }).min(), shortest < forecast.expected else {
            return []
        }
        func minutes(_ duration: Duration) -> MessageArgument { .integer(max(1, Int(duration.components.seconds) / 60)) }
        return [Message(.reviewTooOften, ["interval": minutes(shortest), "duration": minutes(forecast.expected)])]
    }

    // MARK: Schedules among each other

    /// Fields that two schedules write at one instant, by the schedules' names.
    package static func clashes(_ reviews: [ScheduleReview], in catalog: Catalog) -> [String: [Message]] {
        var writers: [String: [ScheduleReview]] = [:]
        for review in reviews {
            for field in review.writtenFields(in: catalog) { writers[field, default: []].append(review) }
        }
        var clashes: [String: [Message]] = [:]
        for (field, group) in writers.sorted(by: { $0.key < $1.key }) where group.count > 1 {
            var known: [Instant: [ScheduleReview]] = [:]
            for review in group {
                for instant in review.next(clashCount) { known[instant, default: []].append(review) }
            }
            var told: Set<[String]> = []
            for (instant, together) in known.sorted(by: { $0.key < $1.key }) where together.count > 1 {
                guard told.insert(together.map(\.schedule.name)).inserted else { continue }
                for review in together {
                    let others = together.filter { $0.schedule.name != review.schedule.name }.map {
                        MessageArgument.label($0.schedule.label)
                    }
                    clashes[review.schedule.name, default: []].append(
                        Message(.reviewSameField, ["field": .text(field), "others": .list(others), "instant": .instant(instant)]))
                }
            }
        }
        return clashes
    }

    /// How many coming runs of schedules are compared.
    private static let clashCount = 60

    /// As `module.field`.
    private func writtenFields(in catalog: Catalog) -> Set<String> {
        var fields: Set<String> = []
        for task in schedule.tasks {
            switch task {
            case .bulkEdit(let task):
                guard let module = catalog.segments[task.segment]?.module else { continue }
                fields.formUnion(task.assignments.map { "\(module).\($0.field)" })
            case .runFormulas(let task):
                fields.formUnion(task.formulas.compactMap { catalog.formulas[$0] }.map { "\($0.module).\($0.field)" })
            case .runTool(let task):
                guard let module = catalog.segments[task.segment]?.module else { continue }
                fields.formUnion(task.writtenFields(in: catalog).map { "\(module).\($0)" })
            case .refreshSegment, .createActivities, .deliverList: break
            }
        }
        return fields
    }
}

extension MessageKey {
    static let reviewSkippedHour: MessageKey = "schedule.review.skipped-hour"
    static let reviewDoubledHour: MessageKey = "schedule.review.doubled-hour"
    static let reviewShortMonthsLast: MessageKey = "schedule.review.short-months.last"
    static let reviewShortMonthsSkip: MessageKey = "schedule.review.short-months.skip"
    static let reviewHoliday: MessageKey = "schedule.review.holiday"
    static let reviewTooOften: MessageKey = "schedule.review.too-often"
    static let reviewSameField: MessageKey = "schedule.review.same-field"
}
