import Model
import Recurrence
import Store
import Tabular

/// Plans when the runs of one schedule start that are due: early enough for a deadline, and not before the file has come.
struct RunPlanner {
    private let schedule: ScheduleDefinition
    private let occurrences: Occurrences
    private let zone: ZoneRules
    private let forecast: DurationForecast?

    /// Over how long the starts of schedules are spread that would all start at once.
    private static let spread: UInt64 = 900

    init(_ schedule: ScheduleDefinition, occurrences: Occurrences, zone: ZoneRules, in transaction: StoreTransaction) throws {
        self.schedule = schedule
        self.occurrences = occurrences
        self.zone = zone
        let hasDeadline = if case .before = schedule.timing?.times { true } else { false }
        forecast = hasDeadline ? try DurationForecast(for: schedule.name, in: transaction) : nil
    }

    /// When the run due at `due` is to start: with a deadline at midnight, or later when it is known how long such runs take.
    func start(of due: Instant) -> Instant {
        guard let forecast, let deadline = occurrences.deadline(for: due) else { return due }
        let spread = Duration.seconds(Int64(NameHash.value(of: schedule.name) % Self.spread))
        return max(due, deadline - forecast.expected - forecast.margin - spread)
    }

    func plan(for due: Instant) -> RunPlan {
        var plan = RunPlan()
        plan.deadline = occurrences.deadline(for: due)
        plan.expected = forecast?.expected
        let start = start(of: due)
        if let deadline = plan.deadline, start > due {
            plan.startsAt = start
            plan.waits = Message(.scheduleWaitsForStart, ["start": .instant(start), "deadline": .instant(deadline)])
        }
        if let wait = schedule.waitFor {
            let until = end(of: wait, due: due)
            plan.wait = RunPlan.Wait(
                source: wait.source, since: due + .seconds(-3600 * wait.withinHours), until: until, holds: wait.otherwise == .hold)
            plan.waits = Message(.scheduleWaitsForFile, ["source": .text(wait.source), "until": .instant(until)])
        }
        return plan
    }

    /// When the clock first shows the time at which the wait ends.
    private func end(of wait: FileWait, due: Instant) -> Instant {
        let day = zone.day(at: due)
        let end = zone.instant(day, secondOfDay: wait.by.minutes * 60)
        return end >= due ? end : zone.instant(day.advanced(by: 1), secondOfDay: wait.by.minutes * 60)
    }
}

extension Instant {
    fileprivate static func - (left: Instant, duration: Duration) -> Instant { left + (.zero - duration) }
}

extension MessageKey {
    static let scheduleWaitsForStart: MessageKey = "schedule.waits.start"
    static let scheduleWaitsForFile: MessageKey = "schedule.waits.file"
}
