package import Tabular

/// Writes a calendar (RFC 5545), for calendar programs to subscribe to: the head, events one after another, the end.
///
/// What has been written collects in ``bytes``, which may be taken away at any time, so that a calendar of any length fits into little memory.
package struct CalendarWriter {
    /// What has been written and not been taken away yet.
    package var bytes: [UInt8] = []
    private let made: Instant

    /// - Parameters:
    ///   - name: what calendar programs call it.
    ///   - made: when it was made.
    ///   - refreshHours: after how many hours to look for a new one; nil: not said.
    package init(name: String, made: Instant, refreshHours: Int? = nil) {
        self.made = made
        write("BEGIN", "VCALENDAR")
        write("VERSION", "2.0")
        write("PRODID", "-//Ajastin//Ajastin//EN")
        write("CALSCALE", "GREGORIAN")
        write("METHOD", "PUBLISH")
        write("X-WR-CALNAME", CalendarText.escaped(name))
        if let refreshHours {
            write("REFRESH-INTERVAL;VALUE=DURATION", "PT\(refreshHours)H")
            write("X-PUBLISHED-TTL", "PT\(refreshHours)H")
        }
    }

    /// Writes an event.
    package mutating func add(_ event: CalendarEvent) {
        write("BEGIN", "VEVENT")
        write("UID", CalendarText.escaped(event.id))
        write("DTSTAMP", CalendarText.utc(made))
        switch event.time {
        case .day(let day):
            write("DTSTART;VALUE=DATE", CalendarText.date(day))
            // The end is not part of it.
            write("DTEND;VALUE=DATE", CalendarText.date(day.advanced(by: 1)))
        case .moment(let start, let end):
            write("DTSTART", CalendarText.utc(start))
            if let end { write("DTEND", CalendarText.utc(end)) }
        }
        if let created = event.created { write("CREATED", CalendarText.utc(created)) }
        if let lastModified = event.lastModified { write("LAST-MODIFIED", CalendarText.utc(lastModified)) }
        if let sequence = event.sequence { write("SEQUENCE", String(sequence)) }
        write("SUMMARY", CalendarText.escaped(event.summary))
        if !event.description.isEmpty { write("DESCRIPTION", CalendarText.escaped(event.description)) }
        if !event.categories.isEmpty { write("CATEGORIES", event.categories.map(CalendarText.escaped).joined(separator: ",")) }
        if let priority = event.priority { write("PRIORITY", String(priority)) }
        if let status = event.status { write("STATUS", status.rawValue) }
        write("TRANSP", event.isBusy ? "OPAQUE" : "TRANSPARENT")
        write("END", "VEVENT")
    }

    /// Writes the end; nothing may follow.
    package mutating func finish() { write("END", "VCALENDAR") }

    private mutating func write(_ name: String, _ value: String) {
        CalendarText.appendFolded(name + ":" + value, to: &bytes)
    }
}
