import Foundation
import Tabular
import TestSupport
import Testing

@testable import ICalendar

/// Calendars as RFC 5545 has them, read by a reader that nobody here wrote.
struct CalendarWriterTests {
    /// 2026-11-26T09:00:00Z.
    private let made = Instant(seconds: 1_795_683_600)

    private func calendar(_ events: [CalendarEvent], name: String = "Teatteri", refreshHours: Int? = 1) -> [UInt8] {
        var writer = CalendarWriter(name: name, made: made, refreshHours: refreshHours)
        for event in events { writer.add(event) }
        writer.finish()
        return writer.bytes
    }

    /// What the `icalendar` package of Python finds: for the calendar and each event, the properties by name.
    private func read(_ bytes: [UInt8]) throws -> [[String: String]] {
        let folder = try TemporaryFolder()
        let path = folder.file("a.ics")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let script = """
            import icalendar, json, sys
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
            def value(property):
                if isinstance(property, icalendar.prop.vCategory): return '|'.join(str(c) for c in property.cats)
                if hasattr(property, 'dt'): return property.dt.isoformat() if hasattr(property.dt, 'isoformat') else str(property.dt)
                return str(property)
            found = [calendar] + list(calendar.walk('VEVENT'))
            assert not any(part.errors for part in found), [part.errors for part in found]
            print(json.dumps([{name: value(part[name]) for name in part} for part in found]))
            """
        let output = try Tool.run(Tool.python, ["-c", script, path])
        return try JSONDecoder().decode([[String: String]].self, from: Data(output.utf8))
    }

    @Test func everyPropertyIsReadBack() throws {
        let event = CalendarEvent(
            id: "activity-1@ajastin", time: .moment(made, until: made + .seconds(1800)), summary: "Soita: Öhman, \"Matti\"; \\ \u{1F3AD}",
            description: "Ensimmäinen rivi\nToinen; rivi, jossa \\n", categories: ["puhelu", "a,b;c"], priority: 1, status: .cancelled,
            sequence: 3, created: made + .seconds(-60), lastModified: made + .seconds(60), isBusy: true)
        let allDay = try CalendarEvent(
            id: "activity-2@ajastin", time: .day(#require(Day(iso: "2026-12-31"))), summary: "Kirje", status: .confirmed)
        let found = try read(calendar([event, allDay], name: "Aktiviteetit: Maija, Oy; \\"))
        try #require(found.count == 3)
        // The reader gives what it does not know as it is written.
        #expect(found[0]["X-WR-CALNAME"] == #"Aktiviteetit: Maija\, Oy\; \\"# && found[0]["VERSION"] == "2.0")
        #expect(found[0]["REFRESH-INTERVAL"] == "1:00:00" && found[0]["X-PUBLISHED-TTL"] == "PT1H" && found[0]["METHOD"] == "PUBLISH")
        #expect(
            found[1] == [
                "UID": "activity-1@ajastin", "DTSTAMP": "2026-11-26T09:00:00+00:00", "DTSTART": "2026-11-26T09:00:00+00:00",
                "DTEND": "2026-11-26T09:30:00+00:00", "CREATED": "2026-11-26T08:59:00+00:00", "LAST-MODIFIED": "2026-11-26T09:01:00+00:00",
                "SEQUENCE": "3", "SUMMARY": event.summary, "DESCRIPTION": event.description, "CATEGORIES": "puhelu|a,b;c", "PRIORITY": "1",
                "STATUS": "CANCELLED", "TRANSP": "OPAQUE",
            ])
        #expect(
            found[2] == [
                "UID": "activity-2@ajastin", "DTSTAMP": "2026-11-26T09:00:00+00:00", "DTSTART": "2026-12-31", "DTEND": "2027-01-01",
                "SUMMARY": "Kirje", "STATUS": "CONFIRMED", "TRANSP": "TRANSPARENT",
            ])
    }

    @Test func linesAreShortAndEndAsTheyMust() throws {
        let long = String(repeating: "äö€\u{1F3AD}x", count: 60)
        let bytes = calendar([CalendarEvent(id: "1@ajastin", time: .moment(made), summary: long, description: long)])
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast()
        #expect(bytes.suffix(2) == [13, 10])
        for line in lines {
            #expect(line.last == 13 && line.count <= 76)
            #expect(String(validating: line, as: UTF8.self) != nil, "a character is broken")
        }
        #expect(try read(bytes)[1]["SUMMARY"] == long)
    }

    @Test func whateverTextsHoldIsReadBack() throws {
        var generator = SeededGenerator(seed: 5545)
        let alphabet: [Character] = [
            "a", "Ä", "€", "\u{1F3AD}", ",", ";", ":", "\\", "\"", "\n", " ", "n", "N", "=", "\u{2028}", "e\u{301}",
        ]
        let texts = (0..<200).map { _ in
            "x" + String((0..<Int.random(in: 0...150, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
                + "x"
        }
        let events = texts.enumerated().map { index, text in
            CalendarEvent(id: "\(index)@ajastin", time: .moment(made), summary: text, description: text, categories: ["a", "b"])
        }
        let found = try read(calendar(events)).dropFirst()
        #expect(found.map { $0["SUMMARY"] } == texts)
        #expect(found.map { $0["DESCRIPTION"] } == texts)
        #expect(found.allSatisfy { $0["CATEGORIES"] == "a|b" })
    }

    @Test func controlCharactersCannotMakeALine() throws {
        let bytes = calendar([
            CalendarEvent(id: "1@ajastin", time: .moment(made), summary: "a\r\nEND:VEVENT\u{0}\u{1B}b\rc", description: "")
        ])
        #expect(String(decoding: bytes, as: UTF8.self).contains("SUMMARY:a\\nEND:VEVENT  b\\nc\r\n"))
        #expect(try read(bytes).count == 2)
    }
}
