import ArgumentParser
import Model
import Tabular

/// A moment on the command line: RFC 3339 with an offset, such as `2026-11-26T11:00:00+02:00`.
struct InstantArgument: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        guard let instant = Instant(iso: argument) else { return nil }
        self.instant = instant
    }
}

/// A day, or a moment, on the command line.
enum DayOrInstantArgument: ExpressibleByArgument {
    case day(Day)
    case instant(Instant)

    init?(argument: String) {
        if let day = Day(iso: argument) {
            self = .day(day)
        } else if let instant = Instant(iso: argument) {
            self = .instant(instant)
        } else {
            return nil
        }
    }

    /// The moment, or the last one of the day.
    func end(in calendar: LocalCalendar) -> Instant {
        switch self {
        case .day(let day): calendar.start(of: day.advanced(by: 1)) + .milliseconds(-1)
        case .instant(let instant): instant
        }
    }
}
