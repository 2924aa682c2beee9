package import Model
import Tabular

/// A timing in words, as a person would say it: "joka toinen torstai klo 11.00, 1.11.2026 alkaen".
///
/// The words are texts of the catalogue within texts of the catalogue, because cases and word order differ between languages; see
/// ``DateWords`` and ``TimeWords`` for the pieces.
package struct TimingDescription: Hashable, Sendable {
    /// The whole sentence, without a capital or a full stop.
    package let message: Message

    /// The words for `timing` in a workspace that lives in `workspaceZone`, which therefore goes without saying.
    package init(_ timing: Timing, workspaceZone: String) {
        var text = Self.occurrence(timing)
        text = DateWords(timing).withShortMonths(text)
        if let zone = timing.timeZone, zone != workspaceZone {
            text = Message("timing.zone", ["timing": .message(text), "zone": .text(zone)])
        }
        text = Self.withBounds(text, timing)
        if case .hourly = timing.pattern {} else { text = Self.withHolidays(text, timing) }
        message = text
    }

    private static func occurrence(_ timing: Timing) -> Message {
        let days = DateWords(timing).days
        switch (timing.pattern, timing.times) {
        case (.hourly(let every, let start), _):
            let interval = MessageArgument.message(TimeWords.interval(hours: every))
            guard let from = timing.from else {
                return Message("timing.hourly", ["interval": interval, "time": TimeWords.time(start)])
            }
            return Message("timing.hourly.from", ["interval": interval, "time": TimeWords.time(start), "day": TimeWords.date(from)])
        case (_, .at(let times)):
            let list = MessageArgument.list(Set(times).sorted().map(TimeWords.time))
            return Message("timing.at", ["days": .message(days), "times": list])
        case (_, .everyHours(let every, let first, let last)):
            return Message(
                "timing.window",
                [
                    "days": .message(days), "interval": .message(TimeWords.interval(hours: every)), "first": TimeWords.time(first),
                    "last": TimeWords.time(last),
                ])
        case (_, .before(let time)):
            return Message("timing.before", ["days": .message(days), "time": TimeWords.time(time)])
        }
    }

    private static func withBounds(_ text: Message, _ timing: Timing) -> Message {
        var from = timing.from.map(TimeWords.date)
        if case .hourly = timing.pattern { from = nil }  // said with the time of day
        let until = timing.until.map(TimeWords.date)
        switch (from, until) {
        case (nil, nil): return text
        case (let from?, nil): return Message("timing.from", ["timing": .message(text), "from": from])
        case (nil, let until?): return Message("timing.until", ["timing": .message(text), "until": until])
        case (let from?, let until?):
            return Message("timing.from-until", ["timing": .message(text), "from": from, "until": until])
        }
    }

    private static func withHolidays(_ text: Message, _ timing: Timing) -> Message {
        let key: MessageKey
        switch timing.holidays {
        case .run: return text
        case .skip: key = "timing.holidays.skip"
        case .nextWorkingDay: key = "timing.holidays.next"
        case .previousWorkingDay: key = "timing.holidays.previous"
        }
        // One calendar so far; a second one makes this a table by code.
        return Message(key, ["timing": .message(text), "country": .message(Message("timing.holidays.country.fi"))])
    }
}
