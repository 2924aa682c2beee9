import Model
import Tabular

/// An RFC 5545 RRULE of whole days, parsed.
struct RecurrenceRule: Hashable, Sendable {
    enum Frequency: String, Hashable, Sendable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// UNTIL: inclusive.
    enum End: Hashable, Sendable {
        case day(Day)
        /// On the wall clock of the timing's zone, in seconds as if it were UTC.
        case local(Int)
        /// Seconds since 1970-01-01T00:00:00Z.
        case utc(Int)
    }

    /// A weekday; `ordinal` 0: every one, otherwise the how-manieth of the month or year, from its end when negative.
    struct WeekdayPart: Hashable, Sendable {
        var ordinal: Int
        var weekday: Weekday
    }

    var frequency = Frequency.daily
    var interval = 1
    var count: Int?
    var until: End?
    var weekStart = Weekday.monday
    var byMonth: [Int] = []
    var byWeekNumber: [Int] = []
    var byYearDay: [Int] = []
    var byMonthDay: [Int] = []
    var byDay: [WeekdayPart] = []
    var bySetPosition: [Int] = []
}

/// What is wrong with an RRULE.
struct RuleProblem: Error, Hashable {
    enum Kind: Hashable {
        /// The text is not `NAME=VALUE` parts joined by semicolons.
        case syntax
        case unknownPart
        /// Hours, minutes and seconds are said by the timing's other keys.
        case timeOfDay
        case repeated
        case badValue
        case missingFrequency
        /// The part may not stand beside this FREQ (RFC 5545 section 3.3.10).
        case notWithFrequency(String)
        /// The part may not stand beside this one.
        case together(String)
        /// The part has no meaning without another BY part.
        case alone
    }

    var kind: Kind
    /// The part, such as `BYDAY`, or the text that is no part.
    var part: String
    var value = ""

    var message: Message {
        let part = MessageArgument.text(part)
        switch kind {
        case .syntax: return Message("recurrence.rrule.syntax", ["part": part])
        case .unknownPart: return Message("recurrence.rrule.unknown-part", ["part": part])
        case .timeOfDay: return Message("recurrence.rrule.time-of-day", ["part": part])
        case .repeated: return Message("recurrence.rrule.repeated", ["part": part])
        case .badValue: return Message("recurrence.rrule.value", ["part": part, "value": .text(value)])
        case .missingFrequency: return Message("recurrence.rrule.frequency")
        case .notWithFrequency(let frequency):
            return Message("recurrence.rrule.not-with-frequency", ["part": part, "frequency": .text(frequency)])
        case .together(let other): return Message("recurrence.rrule.combination", ["part": part, "other": .text(other)])
        case .alone: return Message("recurrence.rrule.alone", ["part": part])
        }
    }
}
