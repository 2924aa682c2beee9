import Model
import Recurrence
import Tabular

/// Finds for each activity of one definition its day and, where it is to have one, its time.
///
/// Each person's activities come one after another: what has been placed is only ever followed, so that a person is remembered by one day.
struct ActivityPlan {
    /// What a person has to do on a day already.
    typealias Load = (_ person: String, _ day: Day) throws -> (count: Int, times: [Range<Instant>])

    private let hours: ActivityDefinition.Hours?
    private let perDay: Int?
    private let length: Duration
    private let calendar: LocalCalendar
    private let workingDays: WorkingDays
    private let present: Instant
    /// The day on which they are due where nothing puts them off.
    let firstDay: Day
    private let load: Load
    private var people: [String: PersonDay] = [:]

    init(
        _ definition: ActivityDefinition, calendar: LocalCalendar, workingDays: WorkingDays, present: Instant, load: @escaping Load
    ) {
        hours = definition.hours
        perDay = definition.perDay
        length = .seconds((definition.minutes ?? ActivityDefinition.standardMinutes) * 60)
        self.calendar = calendar
        self.workingDays = workingDays
        self.present = present
        let today = calendar.day(at: present)
        firstDay =
            switch definition.due {
            case .days(let count): today.advanced(by: count)
            case .workingDays(let count): workingDays.day(count, after: today)
            }
        self.load = load
    }

    /// The day and the time of the next activity of `person`; what is nobody's has no time and is not put off.
    mutating func place(_ person: String?) throws -> (day: Day, start: Instant?) {
        guard let person, hours != nil || perDay != nil else { return (firstDay, nil) }
        var current = try people[person] ?? self.day(firstDay, of: person)
        while true {
            if let place = current.take(length, atMost: perDay) {
                people[person] = current
                return place
            }
            let next = workingDays.first(from: current.day.advanced(by: 1))
            guard next <= Self.lastDay else { throw ActionError.noDayLeft(person) }
            current = try self.day(next, of: person)
        }
    }

    /// The last day that is written with a year of four digits.
    private static let lastDay = Day(number: 2_932_896)

    private func day(_ day: Day, of person: String) throws -> PersonDay {
        let (count, times) = try load(person, day)
        guard let hours else { return PersonDay(day: day, count: count, window: nil, times: []) }
        let from = calendar.instant(of: day, seconds: hours.from.minutes * 60)
        let until = calendar.instant(of: day, seconds: hours.until.minutes * 60)
        return PersonDay(day: day, count: count, window: (next(from: from), until), times: times)
    }

    /// `start`, or if that is over, the next of the times that follow each other from then on.
    private func next(from start: Instant) -> Instant {
        guard start < present else { return start }
        let passed = present.microseconds - start.microseconds
        let step = length.components.seconds * 1_000_000
        return Instant(microseconds: start.microseconds + (passed + step - 1) / step * step)
    }
}

/// One person's day while it fills.
private struct PersonDay {
    let day: Day
    var count: Int
    /// Where the next activity may start and by when the last one ends; nil: they have no times.
    var window: (next: Instant, until: Instant)?
    /// What is planned already, by the start; what lies before the window's start is gone.
    var times: [Range<Instant>]
    private var index = 0

    init(day: Day, count: Int, window: (next: Instant, until: Instant)?, times: [Range<Instant>]) {
        self.day = day
        self.count = count
        self.window = window
        self.times = times
    }

    /// Takes the next place of the day; nil where there is none left.
    mutating func take(_ length: Duration, atMost limit: Int?) -> (day: Day, start: Instant?)? {
        if let limit, count >= limit { return nil }
        guard let window else {
            count += 1
            return (day, nil)
        }
        var start = window.next
        while index < times.count, start + length > times[index].lowerBound {
            start = max(start, times[index].upperBound)
            index += 1
        }
        guard start + length <= window.until else { return nil }
        self.window = (start + length, window.until)
        count += 1
        return (day, start)
    }
}
