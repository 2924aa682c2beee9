package import Model
import Tabular

/// The runs of a timing that goes by dates: its dates, moved where holidays say so, at its times of day.
struct DateRuns: Sendable {
    private let dates: DateCycle
    /// Seconds since midnight, ascending, each once.
    private let times: [Int]
    private let holidays: HolidayPolicy
    /// The last reading of the clock, as if it were UTC, that still counts; only an RRULE's UNTIL falls inside a day.
    private let lastReading: Int

    /// The runs from `start` to `end`, or nil where there is none.
    ///
    /// - Parameter rule: what the timing's RRULE says, where it has one.
    init?(_ timing: Timing, rule: RecurrenceRule?, start: Day, end: Day, zone: ZoneRules) {
        var lastReading = end.number * 86_400 + 86_399
        switch rule?.until {
        case .day(let day)?: lastReading = min(lastReading, day.number * 86_400 + 86_399)
        case .local(let reading)?: lastReading = min(lastReading, reading)
        case .utc(let second)?: lastReading = min(lastReading, second + zone.offset(atSecond: second))
        case nil: break
        }
        let end = Day(number: lastReading.floorDivided(by: 86_400))
        guard let dates = DateCycle(timing, start: start, end: end, rule: rule) else { return nil }
        self.dates = dates
        self.lastReading = lastReading
        times = timing.times.secondsOfDay
        let calendar = timing.holidayCalendar.flatMap(HolidayCalendar.named) ?? .standard
        holidays = HolidayPolicy(calendar: calendar, rule: timing.holidays)
        // Independence Days without holidays leave nothing: found out here once, so that no question searches for it again.
        var first = dates.first(onOrAfter: start)
        while let date = first, holidays.date(of: date) == nil { first = dates.first(onOrAfter: date.advanced(by: 1)) }
        if first == nil { return nil }
    }

    /// The first run strictly after the second `after`, in seconds.
    func next(after: Int, zone: ZoneRules) -> Int? {
        let reading = after + zone.offset(atSecond: after)
        let today = Day(number: reading.floorDivided(by: 86_400))
        var day = dates.first(onOrAfter: today.advanced(by: -holidays.delay - zone.gapSpill))
        var best: Int?
        var lastRival = Int.max
        // Moves over holidays and gaps at midnight can swap the order of runs: go on as long as a later date might come before the best.
        while let date = day, date.number <= lastRival {
            if let actual = holidays.date(of: date) {
                for time in times where date.number * 86_400 + time <= lastReading {
                    let instant = zone.second(local: actual.number * 86_400 + time)
                    if instant > after, best.map({ instant < $0 }) ?? true {
                        best = instant
                        lastRival = actual.number + zone.gapSpill + holidays.advance
                    }
                }
            }
            if date.number >= lastRival { break }
            day = dates.first(onOrAfter: date.advanced(by: 1))
        }
        return best
    }
}

extension Timing.Times {
    /// The times of day in seconds since midnight, ascending, each once; a run with a deadline is planned from the start of its day.
    package var secondsOfDay: [Int] {
        switch self {
        case .at(let times): Set(times.map { $0.minutes * 60 }).sorted()
        case .everyHours(let every, let first, let last):
            Array(stride(from: first.minutes * 60, through: last.minutes * 60, by: every * 3600))
        case .before: [0]
        }
    }
}
