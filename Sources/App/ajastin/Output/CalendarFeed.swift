import Tabular

/// Moments as an iCalendar object (RFC 5545), for calendar programs to subscribe to.
struct CalendarFeed {
    struct Event {
        /// The same in every feed that has the event.
        var id: String
        var start: Instant
        var summary: String
        var description: String
        var categories: [String]
    }

    var name: String
    var made: Instant
    var events: [Event]

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ajastin//Ajastin//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            "X-WR-CALNAME:" + CalendarFeed.escaped(name),
        ]
        for event in events {
            lines += [
                "BEGIN:VEVENT", "UID:" + CalendarFeed.escaped(event.id), "DTSTAMP:" + CalendarFeed.utc(made),
                "DTSTART:" + CalendarFeed.utc(event.start), "SUMMARY:" + CalendarFeed.escaped(event.summary),
                "DESCRIPTION:" + CalendarFeed.escaped(event.description),
            ]
            if !event.categories.isEmpty { lines.append("CATEGORIES:" + event.categories.map(CalendarFeed.escaped).joined(separator: ",")) }
            lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
        }
        lines.append("END:VCALENDAR")
        return lines.map { CalendarFeed.folded($0) + "\r\n" }.joined()
    }

    /// `20261126T090000Z`.
    private static func utc(_ instant: Instant) -> String {
        Instant(seconds: instant.seconds).isoUTC.filter { $0 != "-" && $0 != ":" }
    }

    /// A TEXT value (section 3.3.11); other control characters have no place in one.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\" + String(scalar)
            case "\n", "\r": escaped += "\\n"
            case _ where scalar.properties.generalCategory == .control: escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Lines of at most 75 octets (section 3.1), broken between characters.
    private static func folded(_ line: String) -> String {
        var folded = ""
        var room = 75
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if size > room {
                folded += "\r\n "
                room = 74
            }
            folded.unicodeScalars.append(scalar)
            room -= size
        }
        return folded
    }
}
