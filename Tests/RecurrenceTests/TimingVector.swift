import Foundation
import Model
import Tabular
import TestSupport

/// One line of `timing.json`: a timing, and what must follow a moment.
struct TimingVector {
    let timing: Timing
    let after: Instant
    let count: Int
    let next: [String]
    /// The line's own text, for reports.
    let source: String

    /// What a vector or a timing in JSON lacks or has too much of.
    struct Malformed: Error {
        let what: String
    }

    /// The vectors of a JSON file of this repository.
    static func read(_ path: String) throws -> [TimingVector] {
        let lines = try JSONSerialization.jsonObject(with: Data(Repository.text(path).utf8)) as? [[String: Any]] ?? []
        return try lines.map { line in
            guard let timing = line["timing"] as? [String: Any], let after = (line["after"] as? String).flatMap({ Instant(iso: $0) }),
                let count = line["count"] as? Int, let next = line["next"] as? [String]
            else { throw Malformed(what: "\(line)") }
            return TimingVector(
                timing: try Self.timing(timing), after: after, count: count, next: next, source: "\(timing) after \(after.isoUTC)")
        }
    }

    /// A timing of product.md section 3 in JSON.
    static func timing(_ json: String) throws -> Timing {
        guard let keys = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else { throw Malformed(what: json) }
        return try timing(keys)
    }

    private static func timing(_ keys: [String: Any]) throws -> Timing {
        func list(_ key: String) -> [Any] { keys[key].map { $0 as? [Any] ?? [$0] } ?? [] }
        func time(_ value: Any?) throws -> LocalTime {
            guard let text = value as? String, let time = LocalTime(text) else {
                throw Malformed(what: "time \(String(describing: value))")
            }
            return time
        }
        func weekday(_ value: Any?) throws -> Weekday {
            guard let name = value as? String, let day = Weekday.allCases.first(where: { "\($0)" == name }) else {
                throw Malformed(what: "weekday \(String(describing: value))")
            }
            return day
        }
        let every = keys["every"] as? Int ?? 1
        func monthDays() throws -> Timing.MonthDays {
            if let week = keys["week"] as? String {
                let number = ["last", "first", "second", "third", "fourth"].firstIndex(of: week) ?? -1
                return .weekday(week: number, try weekday(keys["weekday"]))
            }
            return .days(list("day").map { $0 as? Int ?? 0 })
        }
        let pattern: Timing.Pattern
        switch keys["occurs"] as? String {
        case "hourly": pattern = .hourly(every: every, start: try time(keys["start"] ?? "00:00"))
        case "daily": pattern = keys["days"] == nil ? .daily(every: every) : .weekdays
        case "weekly": pattern = .weekly(every: every, on: try list("on").map(weekday))
        case "monthly": pattern = .monthly(every: every, try monthDays())
        case "yearly": pattern = .yearly(every: every, month: keys["month"] as? Int ?? 0, try monthDays())
        case "rule": pattern = .rule(keys["rrule"] as? String ?? "")
        default: throw Malformed(what: "occurs")
        }
        var times = Timing.Times.at(try (keys["at"] == nil ? ["00:00"] : list("at")).map(time))
        if let window = keys["every-hours"] as? [String: Any], let ends = window["between"] as? [String] {
            times = .everyHours(every: window["every"] as? Int ?? 1, first: try time(ends.first), last: try time(ends.last))
        } else if let deadline = keys["before"] {
            times = .before(try time(deadline))
        }
        return Timing(
            pattern: pattern, times: times, from: (keys["from"] as? String).flatMap { Day(iso: $0) },
            until: (keys["until"] as? String).flatMap { Day(iso: $0) }, timeZone: keys["time-zone"] as? String,
            shortMonths: (keys["short-months"] as? String).flatMap(Timing.ShortMonths.init) ?? .last,
            holidays: (keys["holidays"] as? String).flatMap(Timing.Holidays.init) ?? .run,
            holidayCalendar: keys["holiday-calendar"] as? String)
    }
}
