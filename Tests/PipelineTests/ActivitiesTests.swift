import Foundation
import Localization
import Model
import Store
import Tabular
import TestSupport
import Testing

@testable import Pipeline

/// Runs that make activities, and the calendars that come of them.
struct ActivitiesTests {
    private static let segment = """
        label: {fi: Luvalliset, en: Consenting}
        module: customers
        where: consent
        events:
          soitto:
            title: {fi: "Soita: {{last_name}}", en: "Call {{last_name}}"}
            description: "Ostot {{total_spent}}"
            type: call
            priority: high
            duration: 30 min
            due: 1 työpäivä
            hours: ["09:00", "10:00"]
            assignee: {field: manager}
          kirje: {title: "Kirje: {{last_name}}", type: letter, due: 2 pv, assignee: {in-turn: [Ville@x.example, oskari@x.example]}}
        """

    private static func schedule(_ task: String) -> String {
        """
        label: {fi: Viikkoraportti, en: Weekly report}
        timing: {occurs: weekly, on: [thursday], at: "11:00", from: 2026-11-01}
        tasks:
          - refresh-segment: {segment: consenting}
          - create-activities: {segment: consenting, \(task)}
        """
    }

    private func run(_ fixture: PipelineFixture, now: Instant = PipelineFixture.now) throws -> Int64 {
        let id = try fixture.enqueue(due: now)
        #expect(try RunWorker(try fixture.environment(now: now)).runNext()?.state == .succeeded)
        return id
    }

    private func activities(_ fixture: PipelineFixture, _ run: Int64) throws -> [ActivityRecord] {
        try fixture.store.read { try $0.activities.list(run: run) }
    }

    private func calendars(_ fixture: PipelineFixture) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: fixture.folders.calendars).sorted()
    }

    @Test func eventsOfTheSegmentBecomeActivitiesAndCalendars() throws {
        let fixture = try PipelineFixture(segment: Self.segment, schedule: Self.schedule("events: [soitto, kirje]"))
        let id = try run(fixture)
        let made = try activities(fixture, id).map(\.activity)
        try #require(made.count == 6)
        #expect(made.prefix(3).map(\.title) == ["Soita: Öhman", "Soita: =1+1", "Soita: Aho & <Co>"])
        // 9.00 in Helsinki is 7.00 in UTC; the third does not fit before ten and is due on Monday.
        #expect(
            made.prefix(3).map { $0.start?.isoUTC } == ["2026-11-27T07:00:00Z", "2026-11-27T07:30:00Z", "2026-11-30T07:00:00Z"])
        #expect(made.prefix(3).allSatisfy { $0.description == "Ostot 1\u{A0}234,50" && $0.type == .call && $0.priority == .high })
        #expect(made.suffix(3).map(\.assignee) == ["ville@x.example", "oskari@x.example", "ville@x.example"])
        #expect(made.suffix(3).allSatisfy { $0.due.iso == "2026-11-28" && $0.start == nil && $0.event == "kirje" })
        #expect(try calendars(fixture) == ["maija@teatteri.example.ics", "oskari@x.example.ics", "ville@x.example.ics"])
        let maija = try String(contentsOfFile: fixture.folders.calendars + "/maija@teatteri.example.ics", encoding: .utf8)
        #expect(maija.contains("SUMMARY:Soita: Aho & <Co>\r\n") && maija.contains("CATEGORIES:puhelu\r\n"))
        #expect(maija.components(separatedBy: "BEGIN:VEVENT").count == 4)
        let task = try #require(try fixture.store.read { try $0.runs.tasks(of: id) }.last)
        #expect(task.affected == 6)
        let words = try fixture.environment().localizer(.fi, in: .utc)
        #expect(task.summary.map { words.text($0) } == "6 aktiviteettia 3 henkilölle, määräpäivä 27.11.2026–30.11.2026")
    }

    @Test func theNextRunGoesOnWithTheTurns() throws {
        let fixture = try PipelineFixture(segment: Self.segment, schedule: Self.schedule("event: kirje"))
        #expect(
            try activities(fixture, run(fixture)).map(\.activity.assignee) == ["ville@x.example", "oskari@x.example", "ville@x.example"])
        // A rehearsal takes no turn.
        let schedule = try #require(fixture.catalog.schedules["weekly"])
        _ = try RunRehearsal(fixture.environment()).rehearse(schedule)
        let next = try run(fixture, now: PipelineFixture.now + .seconds(604_800))
        #expect(try activities(fixture, next).map(\.activity.assignee) == ["oskari@x.example", "ville@x.example", "oskari@x.example"])
        let calendar = try String(contentsOfFile: fixture.folders.calendars + "/ville@x.example.ics", encoding: .utf8)
        #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 4)
    }

    @Test func aTaskThatIsDoneAgainMakesNothingTwice() throws {
        let fixture = try PipelineFixture(segment: Self.segment, schedule: Self.schedule("events: [soitto, kirje]"))
        let id = try run(fixture)
        let before = try activities(fixture, id)
        // As if the note that it is done had been lost.
        try Tool.sqlite(
            fixture.folders.database,
            "UPDATE ajastin_task SET state = 'waiting'; UPDATE ajastin_run SET state = 'waiting', finished_at = NULL;")
        #expect(try RunWorker(try fixture.environment(now: PipelineFixture.now + .seconds(3600))).runNext()?.state == .succeeded)
        #expect(try activities(fixture, id) == before)
        #expect(try fixture.store.read { try $0.activities.lastInTurn(of: "weekly", rotation: "consenting/kirje") } == "ville@x.example")
        let task = try #require(try fixture.store.read { try $0.runs.tasks(of: id) }.last)
        let words = try fixture.environment().localizer(.fi, in: .utc)
        #expect(task.affected == 0)
        #expect(task.summary.map { words.text($0) } == "ei uusia aktiviteetteja; ennestään 6")
    }

    @Test func whatIsNobodysIsCountedAndTold() throws {
        let schedule = Self.schedule("title: Soita, assignee: {field: contact}, hours: ['9:00', '16:00'], due: 1")
        let module = PipelineFixture.module + "\n  contact: {type: text}"
        let fixture = try PipelineFixture(module: module, segment: Self.segment, schedule: schedule)
        let id = try run(fixture)
        #expect(try activities(fixture, id).allSatisfy { $0.activity.assignee == nil && $0.activity.start == nil })
        let task = try #require(try fixture.store.read { try $0.runs.tasks(of: id) }.last)
        let words = try fixture.environment().localizer(.en, in: .utc)
        #expect(
            task.summary.map { words.text($0) } == "3 activities for 0 people, due 27 Nov 2026; 3 have nobody responsible")
        #expect(try fixture.store.read { try $0.calendars.pending() }.isEmpty)
    }

    @Test func aCalendarThatCouldNotBeWrittenIsWrittenLater() throws {
        let fixture = try PipelineFixture(segment: Self.segment, schedule: Self.schedule("event: soitto"))
        try Data().write(to: URL(fileURLWithPath: fixture.folders.calendars))  // a file where the folder should be
        let id = try fixture.enqueue()
        let failed = try #require(try RunWorker(try fixture.environment()).runNext())
        #expect(failed.state == .failed && failed.reason?.key == "file.other")
        #expect(try fixture.store.read { try $0.runs.tasks(of: id) }.map(\.state) == [.succeeded, .succeeded])
        #expect(try fixture.store.read { try $0.calendars.pending() } == ["maija@teatteri.example"])
        try FileManager.default.removeItem(atPath: fixture.folders.calendars)
        try RunWorker(try fixture.environment()).recover()
        #expect(try calendars(fixture) == ["maija@teatteri.example.ics"])
        #expect(try fixture.store.read { try $0.calendars.pending() }.isEmpty)
    }

    @Test(arguments: [
        ("maija@teatteri.example", "maija@teatteri.example"), ("a+b_c-d@x.example", "a+b_c-d@x.example"),
        ("Maija Öhman", "Maija%20%C3%96hman"), ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"), ("..", "%2E."), ("-rf", "%2Drf"),
        ("100%", "100%25"), ("a\u{0}b\nc", "a%00b%0Ac"), (".hidden", "%2Ehidden"),
    ])
    func namesOfFilesAreSafe(person: String, name: String) { #expect(PersonalFeeds.fileName(of: person) == name) }

    @Test func longNamesStayShortAndApart() {
        let names = ["a", "b"].map { PersonalFeeds.fileName(of: String(repeating: "ö", count: 300) + $0) }
        #expect(Set(names).count == 2 && names.allSatisfy { $0.utf8.count == 200 })
    }
}

extension Tool {
    /// Runs SQL on a database behind the program's back.
    fileprivate static func sqlite(_ database: String, _ sql: String) throws { _ = try run("sqlite3", [database, sql]) }
}
