import Model
import Tabular
import Testing

@testable import Definitions

/// Activities in segments and tasks: what is read, and how mistakes are told.
struct ActivityMistakeTests {
    private static let segment = """
        module: customers
        events:
          soitto:
            title: {fi: 'Soita: {{last_name}}', en: 'Call {{last_name}}'}
            description: "{{phone}}"
            type: call
            priority: high
            duration: 1 h 30 min
            due: 3 työpäivää
            hours: ["09:00", "16:00"]
            spread: {per-day: 20}
            assignee: {in-turn: [a@x.example, b@x.example]}
          kirje: {title: Kirje, assignee: {field: email}}
        """

    @Test func readsEventsAndTheirUse() throws {
        let task = "tasks:\n  - create-activities: {segment: aktiiviset, events: [soitto, kirje]}"
        let loaded = SmallWorkspace.load(["segments/aktiiviset.yaml": Self.segment, "schedules/viikko.yaml": task])
        #expect(!loaded.hasErrors, "\(loaded.diagnostics)")
        let events = try #require(loaded.catalog.segments["aktiiviset"]).events
        try #require(events.count == 2)
        #expect(
            events[0]
                == ActivityDefinition(
                    name: "soitto", title: LocalizedText([.fi: "Soita: {{last_name}}", .en: "Call {{last_name}}"]),
                    description: "{{phone}}",
                    type: .call, priority: .high, minutes: 90, due: .workingDays(3),
                    hours: ActivityDefinition.Hours(from: LocalTime(minutes: 540), until: LocalTime(minutes: 960)), perDay: 20,
                    assignee: .inTurn(["a@x.example", "b@x.example"])))
        #expect(events[1] == ActivityDefinition(name: "kirje", title: "Kirje", assignee: .field("email")))
        let expected = CreateActivitiesTask(segment: "aktiiviset", source: .events(["soitto", "kirje"]))
        #expect(loaded.catalog.schedules["viikko"]?.tasks == [.createActivities(expected)])
    }

    @Test func readsOneEventAndOneInTheTask() throws {
        let tasks = """
            tasks:
              - create-activities: {segment: aktiiviset, event: kirje}
              - create-activities: {segment: aktiiviset, title: Soita, assignee: a@x.example, due: 2}
            """
        let loaded = SmallWorkspace.load(["segments/aktiiviset.yaml": Self.segment, "schedules/viikko.yaml": tasks])
        let written = ActivityDefinition(title: "Soita", due: .days(2), assignee: .person("a@x.example"))
        #expect(
            loaded.catalog.schedules["viikko"]?.tasks == [
                .createActivities(CreateActivitiesTask(segment: "aktiiviset", source: .events(["kirje"]))),
                .createActivities(CreateActivitiesTask(segment: "aktiiviset", source: .activity(written))),
            ])
    }

    static let tasks: [(text: String, problems: [String])] = [
        ("{segment: aktiiviset}", ["2:24 key.one-needed"]),
        ("{segment: aktiiviset, event: soitot}", ["2:53 unknown.near soitto"]),
        ("{segment: aktiiviset, events: [soitto, kirje, soitto, kirja]}", ["2:70 list.twice", "2:78 unknown.near kirje"]),
        ("{segment: aktiiviset, events: []}", ["2:54 list.empty"]),
        ("{segment: aktiiviset, event: soitto, events: [kirje]}", ["2:61 key.excluded"]),
        ("{segment: aktiiviset, event: soitto, title: Soita}", ["2:61 key.excluded", "2:61 key.needs"]),
        ("{segment: aktiiviset, events: [soitto], due: 2 pv}", ["2:64 key.excluded"]),
        ("{segment: aktiiviset, title: Soita}", ["2:46 key.needs"]),
        ("{segment: aktiiviset, titel: Soita, assignee: a@x.example}", ["2:24 key.one-needed", "2:46 unknown.near title"]),
    ]

    @Test(arguments: tasks)
    func tellsWhatIsWrongWithATask(text: String, problems: [String]) {
        let found = SmallWorkspace.problems([
            "segments/aktiiviset.yaml": Self.segment, "schedules/viikko.yaml": "tasks:\n  - create-activities: \(text)",
        ])
        #expect(found == problems.map { "schedules/viikko.yaml:\($0)" })
    }

    static let events: [(text: String, problems: [String])] = [
        ("{title: Soita}", ["3:6 key.missing"]),
        ("{assignee: a@x.example}", ["3:6 key.missing"]),
        ("{title: Soita, assignee: a@x.example, type: cal}", ["3:50 unknown.near call"]),
        ("{title: Soita, assignee: a@x.example, type: puhelu}", ["3:50 unknown.among"]),
        ("{title: Soita, assignee: a@x.example, priority: urgent}", ["3:54 unknown.among"]),
        ("{title: Soita, assignee: a@x.example, duration: pitkä}", ["3:54 value.wrong"]),
        ("{title: Soita, assignee: a@x.example, duration: 25 h}", ["3:54 value.wrong"]),
        ("{title: Soita, assignee: a@x.example, due: 3 working-weeks}", ["3:49 value.wrong"]),
        ("{title: Soita, assignee: a@x.example, hours: [9:00]}", ["3:51 list.count"]),
        ("{title: Soita, assignee: a@x.example, hours: [16:00, 9:00]}", ["3:51 activity.hours-order"]),
        ("{title: Soita, assignee: a@x.example, hours: [9:00, 9:20]}", ["3:51 activity.hours-short"]),
        ("{title: Soita, assignee: a@x.example, duration: 2 h, hours: [9:00, 10:59]}", ["3:66 activity.hours-short"]),
        ("{title: Soita, assignee: a@x.example, spread: 20}", ["3:52 value.wrong"]),
        ("{title: Soita, assignee: a@x.example, spread: {}}", ["3:52 key.missing"]),
        ("{title: Soita, assignee: a@x.example, spread: {per-day: 0}}", ["3:62 value.range"]),
        ("{title: Soita, assignee: {}}", ["3:31 key.one-needed"]),
        ("{title: Soita, assignee: {field: email, in-turn: [a@x.example]}}", ["3:46 key.excluded"]),
        ("{title: Soita, assignee: {field: visits}}", ["3:39 activity.assignee-type"]),
        ("{title: Soita, assignee: {in-turn: [a@x.example, A@x.example, b]}}", ["3:55 list.twice", "3:68 value.wrong"]),
        (
            "{title: {fi: 'Soita {{nimi}}', en: 'Call {{last_nam}}'}, assignee: a@x.example}",
            ["3:19 unknown.among", "3:41 unknown.near last_name"]
        ),
        ("{title: Soita, description: '{{', assignee: a@x.example}", ["3:34 task.placeholder"]),
    ]

    @Test(arguments: events)
    func tellsWhatIsWrongWithAnEvent(text: String, problems: [String]) {
        let segment = "module: customers\nevents:\n  e: \(text)"
        let schedule = "tasks:\n  - create-activities: {segment: aktiiviset, event: e}"
        let found = SmallWorkspace.problems(["segments/aktiiviset.yaml": segment, "schedules/viikko.yaml": schedule])
        #expect(found == problems.map { "segments/aktiiviset.yaml:\($0)" })
    }

    @Test(arguments: [
        ("2 days", ActivityDefinition.Due.days(2)), ("2", .days(2)), ("1 päivä", .days(1)), ("3 working-days", .workingDays(3)),
        ("1 working day", .workingDays(1)), ("0 työpäivää", .workingDays(0)), ("10työpäivää", .workingDays(10)),
    ])
    func readsWhenItIsDue(text: String, due: ActivityDefinition.Due) { #expect(ActivityReader.due(text) == due) }

    @Test(arguments: [("30 min", 30), ("1 h", 60), ("1 h 30 min", 90), ("2 tuntia", 120), ("45minuuttia", 45), ("24 h", 1440)])
    func readsHowLongItTakes(text: String, minutes: Int) { #expect(ActivityReader.minutes(text) == minutes) }

    @Test(arguments: ["", "30", "min", "0 min", "30 min 1 h", "1 h 30", "1 h 24 h", "-5 min", "1441 min"])
    func refusesWhatIsNoDuration(text: String) { #expect(ActivityReader.minutes(text) == nil) }
}
