import Model
import Tabular

/// The words for times of day, intervals of hours, and dates.
enum TimeWords {
    /// A time of day; `timing.time.early` is for hours of one digit, which some languages write with a zero.
    static func time(_ time: LocalTime) -> MessageArgument {
        let (hour, minute) = (time.minutes / 60, time.minutes % 60)
        let key: MessageKey = hour < 10 ? "timing.time.early" : "timing.time"
        return .message(Message(key, ["hour": .text(String(hour)), "minute": .text(minute < 10 ? "0\(minute)" : String(minute))]))
    }

    /// "every two hours".
    static func interval(hours: Int) -> Message {
        if hours == 1 { return Message("timing.hours.one") }
        guard let number = word(hours, from: numbers) else { return Message("timing.hours.count", ["count": .integer(hours)]) }
        return Message("timing.hours.few", ["number": number])
    }

    /// A date with its year.
    static func date(_ day: Day) -> MessageArgument {
        let parts = day.parts
        let arguments: [String: MessageArgument] = ["day": .text(String(parts.day)), "year": .text(String(parts.year))]
        return .message(Message(dates[parts.month - 1], arguments))
    }

    /// The word for `number` in a list that begins with 2, or nil past its end.
    static func word(_ number: Int, from words: [MessageKey]) -> MessageArgument? {
        words.indices.contains(number - 2) ? .message(Message(words[number - 2])) : nil
    }

    /// Two to twelve, as they stand before "tunnin välein".
    private static let numbers: [MessageKey] = [
        "timing.number.2", "timing.number.3", "timing.number.4", "timing.number.5", "timing.number.6", "timing.number.7",
        "timing.number.8", "timing.number.9", "timing.number.10", "timing.number.11", "timing.number.12",
    ]

    private static let dates: [MessageKey] = [
        "timing.date.1", "timing.date.2", "timing.date.3", "timing.date.4", "timing.date.5", "timing.date.6",
        "timing.date.7", "timing.date.8", "timing.date.9", "timing.date.10", "timing.date.11", "timing.date.12",
    ]
}
