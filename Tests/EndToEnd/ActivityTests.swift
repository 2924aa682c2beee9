import Foundation
import TestSupport
import Testing

/// Activities from the definition to the calendar program, as an admin meets them.
struct ActivityTests {
    private let workspace: SampleWorkspace

    private struct Activity: Decodable {
        let id: Int
        let due: String
        let type: String
        let title: String
        let priority: String
        let assignee: String?
        let status: String
        let record: String
        let overdue: Bool
        let start: String?
        let end: String?
        let note: String?
        let event: String?
    }

    init() throws {
        workspace = try SampleWorkspace()
        try workspace.write(
            """
            label: {fi: Helsinkiläiset, en: Customers in Helsinki}
            module: customers
            where: postal_code starts with "00"
            events:
              soitto:
                title: 'Soita: {{first_name}} {{last_name}}'
                description: 'Puhelin {{phone}}'
                type: call
                priority: high
                duration: 15 min
                due: 1 työpäivä
                hours: ["09:00", "16:00"]
                spread: {per-day: 20}
                assignee: {field: manager}
              kirje:
                title: 'Kirje: {{last_name}}'
                type: letter
                due: 3 työpäivää
                assignee: {in-turn: [aino@teatteri.example, eero@teatteri.example]}
            """, to: "segments/helsinkilaiset.yaml")
        try workspace.write(
            """
            label: Soittokierros
            tasks:
              - create-activities: {segment: helsinkilaiset, events: [soitto, kirje]}
              - refresh-segment: {segment: helsinkilaiset}
            """, to: "schedules/soittokierros.yaml")
        try workspace.succeed(["apply"])
        try workspace.drop("customers")
        // Some rows of the sample are rejected.
        try #require(try workspace.run(["once", "--now", "2026-11-20T10:00:00+02:00"]).status == 3)
        try workspace.succeed(["schedule", "run", "soittokierros", "--now", "2026-11-26T11:00:00+02:00"])
    }

    private func activities(_ options: String...) throws -> [Activity] {
        try workspace.list(["activities", "list"] + options, of: Activity.self)
    }

    private func calendar(_ person: String) throws -> String { try workspace.text(of: "var/calendars/\(person).ics") }

    /// What an independent reader finds in a calendar: each event's summary, start, category and state.
    private func read(_ path: String) throws -> [[String]] {
        let script = """
            import icalendar, json, sys
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
            assert not calendar.errors
            print(json.dumps([[str(e['SUMMARY']), e['DTSTART'].dt.isoformat(), e['CATEGORIES'].cats[0], str(e['STATUS'])]
                for e in calendar.walk('VEVENT')]))
            """
        let output = try Tool.run(Tool.python, ["-c", script, path])
        return try JSONDecoder().decode([[String]].self, from: Data(output.utf8))
    }

    @Test func eachPersonHasACalendar() throws {
        let all = try activities()
        let members = Set(all.map(\.record))
        #expect(all.count == members.count * 2 && members.count > 20)
        let calls = all.filter { $0.event == "soitto" }
        #expect(calls.allSatisfy { $0.type == "call" && $0.priority == "high" && $0.start != nil && $0.status == "open" })
        // Friday at nine; nobody has more than twenty on a day, and no two at one time.
        #expect(calls.map(\.start).compactMap(\.self).min() == "2026-11-27T09:00:00+02:00")
        for (_, own) in Dictionary(grouping: calls.filter { $0.assignee != nil }, by: \.assignee) {
            #expect(Set(own.map(\.start)).count == own.count)
            #expect(Dictionary(grouping: own, by: \.due).values.allSatisfy { $0.count <= 20 })
        }
        let letters = Dictionary(grouping: all.filter { $0.event == "kirje" }, by: \.assignee).mapValues(\.count)
        #expect(letters.count == 2 && abs((letters["aino@teatteri.example"] ?? 0) - (letters["eero@teatteri.example"] ?? 0)) <= 1)
        let path = workspace.path + "/var/calendars/aino@teatteri.example.ics"
        let found = try read(path)
        #expect(found.count == letters["aino@teatteri.example"])
        #expect(found.allSatisfy { $0[0].hasPrefix("Kirje: ") && $0[1] == "2026-12-01" && $0[2] == "kirje" && $0[3] == "CONFIRMED" })
        let feed = try workspace.succeed(["activities", "feed", "Aino@teatteri.example"])
        #expect(feed.components(separatedBy: "BEGIN:VEVENT").count == found.count + 1)
        try workspace.succeed(["activities", "feed", "aino@teatteri.example", "--output", workspace.folder.file("a.ics")])
        #expect(try read(workspace.folder.file("a.ics")) == found)
    }

    @Test func whatIsDoneIsMarkedInListAndCalendar() throws {
        let letters = try activities("--assignee", "AINO@teatteri.example")
        let (first, second) = (letters[0], letters[1])
        let done = try workspace.run(["activities", "done", "\(first.id)", "--note", "Palautui, väärä osoite"])
        #expect(done.status == 0 && done.errors == "ajastin: Aktiviteetti \(first.id) on merkitty tehdyksi: \(first.title)\n")
        try workspace.succeed(["activities", "cancel", "\(second.id)"])
        let path = workspace.path + "/var/calendars/aino@teatteri.example.ics"
        let states = Dictionary(try read(path).map { ($0[0], $0[3]) }) { first, _ in first }
        #expect(states["✓ " + first.title] == "CONFIRMED" && states[second.title] == "CANCELLED")
        #expect(try calendar("aino@teatteri.example").contains("Kirjaus: Palautui\\, väärä osoite"))
        #expect(try activities("--assignee", "aino@teatteri.example").count == letters.count - 2)
        #expect(try activities("--status", "done").map(\.note) == ["Palautui, väärä osoite"])
        #expect(try activities("--status", "cancelled").map(\.id) == [second.id])
        #expect(try activities("--status", "all", "--assignee", "aino@teatteri.example").count == letters.count)

        let again = try workspace.run(["activities", "done", "\(first.id)"])
        #expect(again.status == 0 && again.errors.contains("tila oli jo ”tehty”"))
        // All or none: the second is cancelled, so that the third stays open.
        let third = letters[2].id
        let refused = try workspace.run(["activities", "done", "\(third)", "\(second.id)"])
        #expect(refused.status == 1 && refused.errors.contains("peruttu") && refused.errors.contains("activities reopen \(second.id)"))
        #expect(try activities("--assignee", "aino@teatteri.example").contains { $0.id == third })
        try workspace.succeed(["activities", "reopen", "\(first.id)", "\(second.id)"])
        #expect(try activities("--assignee", "aino@teatteri.example").count == letters.count)
        #expect(try calendar("aino@teatteri.example").contains("SEQUENCE:2\r\n"))
    }

    @Test func theListReadsAsFinnish() throws {
        let table = try workspace.succeed(["activities", "list", "--due-before", "28.11.2026"])
        let lines = table.split(separator: "\n")
        #expect(lines[0].contains("Määräaika") && lines[0].contains("Vastuuhenkilö") && lines[0].contains("Tärkeys"))
        #expect(lines[1].contains("27.11.2026 klo 9.00") && lines[1].contains("puhelu") && lines[1].contains("korkea"))
        #expect(lines.dropFirst().allSatisfy { $0.contains("puhelu") })
        let task = try workspace.succeed(["runs", "list"])
        #expect(task.contains("Soittokierros"))
        let rehearsal = try workspace.succeed(["schedule", "run", "soittokierros", "--dry-run", "--now", "2026-11-27T11:00:00+02:00"])
        #expect(rehearsal.contains("aktiviteettia") && rehearsal.contains("henkilölle, määräpäivä"))
        let english = try workspace.succeed(["--language", "en", "activities", "list"])
        #expect(english.contains("Responsible") && english.contains("letter") && english.contains("high"))
    }

    @Test func whatIsNotThereIsToldWithWhatMayBeMeant() throws {
        let person = try workspace.run(["activities", "feed", "aina@teatteri.example"])
        #expect(person.status == 1 && person.errors.contains("tarkoititko ”aino@teatteri.example”"))
        #expect(try workspace.run(["activities", "done", "99999"]).errors.contains("Aktiviteettia 99999 ei ole"))
        #expect(try workspace.run(["activities", "done"]).status == 2)
        #expect(try workspace.run(["activities", "list", "--due-before", "31.2.2026"]).status == 2)
        #expect(try workspace.run(["activities", "list", "--status", "tehty"]).status == 2)
        #expect(try activities("--assignee", "nobody@x.example").isEmpty)
    }

    @Test func overdueOnesAreMarked() throws {
        try workspace.write(
            "label: Vanha\ntasks: [{create-activities: {segment: helsinkilaiset, title: Vanha, assignee: a@x.example}}]",
            to: "schedules/vanha.yaml")
        try workspace.succeed(["apply"])
        try workspace.succeed(["schedule", "run", "vanha", "--now", "2020-01-02T10:00:00+02:00"])
        let own = try activities("--assignee", "a@x.example")
        #expect(!own.isEmpty && own.allSatisfy { $0.overdue && $0.due == "2020-01-02" && $0.status == "open" })
        #expect(try workspace.succeed(["activities", "list", "--assignee", "a@x.example"]).contains("myöhässä"))
    }
}
