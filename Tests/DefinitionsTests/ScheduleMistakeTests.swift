import Model
import Tabular
import Testing

@testable import Definitions

/// Mistakes in schedules, and exactly where and how each is told.
struct ScheduleMistakeTests {
    static let timings: [(text: String, problems: [String])] = [
        ("{occurs: weekly, at: \"11:00\"}", ["2:18 key.needed-for"]),
        ("{occurs: weekly, on: [thurday], at: 11:00}", ["2:31 unknown.near thursday"]),
        ("{occurs: wekly, on: monday, at: 11:00}", ["2:18 unknown.near weekly"]),
        ("{every: 1}", ["2:9 key.missing"]),
        ("{occurs: daily}", ["2:18 key.one-needed-for"]),
        ("{occurs: daily, every: 2, days: weekdays, at: 8:00}", ["2:35 key.excluded"]),
        ("{occurs: daily, on: [monday], at: 8:00}", ["2:25 key.foreign"]),
        ("{occurs: daily, at: 8.00}", ["2:29 value.wrong"]),
        ("{occurs: daily, at: [8:00, 24:00]}", ["2:36 value.wrong"]),
        ("{occurs: daily, at: 8:00, before: 9:00}", ["2:35 key.excluded"]),
        ("{occurs: daily, every-hours: {every: 2, between: [18:00, 8:00]}}", ["2:38 recurrence.every-hours.order"]),
        ("{occurs: daily, every-hours: {every: 2, between: [8:00]}}", ["2:58 list.count"]),
        ("{occurs: daily, at: 8:00, every-hours: {every: 25, between: [8:00, 9:00]}}", ["2:35 key.excluded", "2:56 value.range"]),
        ("{occurs: hourly, every: 2, at: 8:00}", ["2:36 key.foreign"]),
        ("{occurs: monthly, at: 8:00}", ["2:18 key.one-needed-for"]),
        ("{occurs: monthly, day: 1, week: first, weekday: monday, at: 8:00}", ["2:35 key.excluded", "2:48 key.excluded"]),
        ("{occurs: monthly, week: first, at: 8:00}", ["2:27 key.needs"]),
        ("{occurs: monthly, day: [1, 32], at: 8:00}", ["2:36 value.wrong"]),
        ("{occurs: yearly, day: 1, at: 8:00}", ["2:18 key.needed-for"]),
        ("{occurs: yearly, month: 2, day: 30, short-months: skip, at: 8:00}", ["2:41 recurrence.never"]),
        ("{occurs: rule, rrule: FREQ=MAYBE, at: 8:00}", ["2:31 recurrence.rrule.value"]),
        ("{occurs: daily, at: 8:00, from: 2026-02-30}", ["2:41 value.wrong"]),
        ("{occurs: daily, at: 8:00, from: 2027-02-03, until: 2027-02-02}", ["2:60 recurrence.until.before-from"]),
        ("{occurs: daily, at: 8:00, until: 2026-11-21}", ["2:42 timing.ended"]),
        ("{occurs: daily, at: 8:00, time-zone: Europe/Helsinky}", ["2:46 recurrence.zone.unknown"]),
        ("{occurs: daily, at: 8:00, holidays: skip}", ["2:45 key.needed-for"]),
        ("{occurs: daily, at: 8:00, holidays: skip, holiday-calendar: se}", ["2:69 unknown.among"]),
        ("{occurs: daily, at: 8:00, every: 0}", ["2:42 value.range"]),
    ]

    @Test(arguments: timings)
    func tellsWhatIsWrongWithATiming(text: String, problems: [String]) {
        let schedule = "active: true\ntiming: \(text)\ntasks: [{refresh-segment: {segment: aktiiviset}}]"
        #expect(SmallWorkspace.problems(["schedules/viikko.yaml": schedule]) == problems.map { "schedules/viikko.yaml:\($0)" })
    }

    static let tasks: [(text: String, problems: [String])] = [
        ("refresh-segment: {segment: aktiviset}", ["2:32 unknown.near aktiiviset"]),
        ("refresh-segment: aktiiviset", ["2:22 value.wrong"]),
        ("refresh-segment:", ["2:21 value.missing"]),
        ("refreshsegment: {segment: aktiiviset}", ["2:5 unknown.near refresh-segment"]),
        ("refresh-segment: {segment: aktiiviset}\n    bulk-edit: {}", ["3:5 tag.second"]),
        ("run-tool: {segment: aktiiviset}", ["2:15 key.missing"]),
        ("send-mailing: {segment: aktiiviset}", ["2:5 unavailable"]),
        ("run-formulas: {segment: aktiiviset, formulas: [sald]}", ["2:52 unknown.near saldo"]),
        ("bulk-edit: {segment: aktiiviset, set: {}}", ["2:43 list.empty"]),
        ("bulk-edit: {segment: aktiiviset, set: {birthdate: null}}", ["2:44 unknown.near birth_date"]),
        ("bulk-edit: {segment: aktiiviset, set: {customer_id: X}}", ["2:44 task.key-field"]),
        ("bulk-edit: {segment: aktiiviset, set: {last_name: null}}", ["2:55 task.required-field"]),
        ("bulk-edit: {segment: aktiiviset, set: {birth_date: {action-date: true, value: 2026-01-01}}}", ["2:76 key.excluded"]),
        ("bulk-edit: {segment: aktiiviset, set: {total_spent: {action-date: true}}}", ["2:58 task.action-date"]),
        ("bulk-edit: {segment: aktiiviset, set: {birth_date: {action-date: false}}}", ["2:56 task.nothing-set"]),
        ("bulk-edit: {segment: aktiiviset, set: {total_spent: 1.234}}", ["2:57 value.wrong"]),
        ("bulk-edit: {segment: aktiiviset, set: {total_spent: 99999999999999999999}}", ["2:57 value.wrong"]),
        ("bulk-edit: {segment: aktiiviset, set: {birth_date: 31.2.2026}}", ["2:56 value.wrong"]),
        ("bulk-edit: {segment: aktiiviset, set: {status: activ}}", ["2:52 unknown.near active"]),
        ("bulk-edit: {segment: aktiiviset, set: {consent: kyllä}}", ["2:53 value.wrong"]),
        ("bulk-edit: {segment: aktiiviset, set: {email: x}}", ["2:51 value.wrong"]),
        (
            "create-activities: {segment: aktiiviset, title: '{{name}}', assignee: {field: emial}}",
            ["2:53 unknown.among", "2:83 unknown.near email"]
        ),
        (
            "create-activities: {segment: aktiiviset, title: 'X {{email', assignee: Maija, due: pian}",
            ["2:53 task.placeholder", "2:76 value.wrong", "2:88 value.wrong"]
        ),
        ("deliver-list: {segment: aktiiviset, columns: [email], format: csv}", ["2:19 key.missing"]),
        ("deliver-list: {columns: [email], format: csv, to: a@b}", ["2:19 key.one-needed"]),
        (
            "deliver-list: {lists: [{segment: aktiiviset}, {segment: aktivset, columns: email}], segment: aktiiviset, workbook: yksi, format: xlsx, to: a@b}",
            ["2:28 key.missing", "2:61 unknown.near aktiiviset", "2:89 key.excluded", "2:120 unknown.among"]
        ),
        (
            "deliver-list: {segment: aktiiviset, template: kirje.docx, format: mail-merge, changes: only, output-template: puuttuu, to: a@b}",
            ["2:92 list.changes-with", "2:115 unknown.alone"]
        ),
        (
            "deliver-list: {segment: aktiiviset, columns: [email], template: ../kirje.docx, letters: kirja, format: mail-merge, to: a@b}",
            ["2:69 value.wrong", "2:93 unknown.among", "2:108 list.letter-template"]
        ),
        (
            "deliver-list: {segment: aktiiviset, columns: [e-mail, email, email], sort-by: nimi, format: [xslx, pdf, mail-merge, csv, csv], to: [group:tuotajat, anna]}",
            [
                "2:51 unknown.near email", "2:66 list.twice", "2:83 unknown.among", "2:97 list.letter-template", "2:98 unknown.near xlsx",

                "2:126 list.twice", "2:137 unknown.near tuottajat", "2:153 value.wrong",
            ]
        ),
        (
            "deliver-list: {segment: aktiiviset, columns: email, format: csv, to: a@b, deliver-as: link, password: false, layout: forma}",
            ["2:91 task.portal", "2:107 task.password", "2:122 unknown.among"]
        ),
    ]

    @Test(arguments: tasks)
    func tellsWhatIsWrongWithATask(text: String, problems: [String]) {
        let found = SmallWorkspace.problems(["schedules/viikko.yaml": "tasks:\n  - \(text)"])
        #expect(found == problems.map { "schedules/viikko.yaml:\($0)" })
    }

    @Test func tellsWhatIsWrongWithTheScheduleItself() {
        let text = "owner: maija\nondemand: [a@b]\non-demand: [anna]\nactive: on\ntasks: []"
        let places = ["1:8 value.wrong", "2:1 unknown.near on-demand", "3:13 value.wrong", "4:9 value.wrong", "5:8 list.empty"]
        #expect(SmallWorkspace.problems(["schedules/viikko.yaml": text]) == places.map { "schedules/viikko.yaml:\($0)" })
    }

    static let keys: [(text: String, problems: [String])] = [
        ("overlap: skip", ["1:1 key.needs"]),
        ("overlap: maybe\ntiming: {occurs: daily, at: 8:00}", ["1:10 unknown.among"]),
        ("pause-until: tomorrow\ntiming: {occurs: daily, at: 8:00}", ["1:14 value.wrong"]),
        ("pause-until: 2027-01-02\ntiming: {occurs: daily, at: 8:00, until: 2027-01-01}", ["1:14 pause.after-end"]),
        ("pause-until: 2027-01-03T00:00:00Z\ntiming: {occurs: daily, at: 8:00, until: 2027-01-01}", ["1:14 pause.after-end"]),
        ("pause-until: 2027-01-01\ntiming: {occurs: daily, at: 8:00, until: 2027-01-01}", []),
        ("pause-until: 2026-01-01\ntiming: {occurs: daily, at: 8:00}", ["1:14 pause.ended"]),
        ("wait-for: {drop: purchases, by: 8:00, otherwise: run}", ["1:1 key.needs", "1:18 unknown.among"]),
        ("wait-for: {drop: customers, otherwise: run}\ntiming: {occurs: daily, at: 7:00}", ["1:11 key.missing"]),
        ("wait-for: {drop: customers, by: 8:00}\ntiming: {occurs: daily, at: 7:00}", ["1:11 key.missing"]),
        ("wait-for: {drop: customers, by: 8:00, otherwise: stop}\ntiming: {occurs: daily, at: 7:00}", ["1:50 unknown.among"]),
        ("wait-for: {drop: customers, by: 8:00, otherwise: run}\ntiming: {occurs: daily, at: [7:00, 8:00]}", ["1:33 wait.at-start"]),
        ("wait-for: {drop: customers, by: 8:00, otherwise: run}\ntiming: {occurs: daily, before: 7:00}", ["1:33 wait.after-deadline"]),
        ("wait-for: {drop: customers, by: 8:00, otherwise: run}\ntiming: {occurs: hourly}", ["1:11 wait.hourly"]),
        (
            "wait-for: {drop: customers, within: 1 week, by: 8:00, otherwise: run}\ntiming: {occurs: daily, at: 7:00}",
            ["1:37 value.wrong"]
        ),
    ]

    @Test(arguments: keys)
    func tellsWhatIsWrongWithItsOtherKeys(text: String, problems: [String]) {
        let tasks = "\ntasks:\n  - refresh-segment: {segment: aktiiviset}"
        #expect(SmallWorkspace.problems(["schedules/paiva.yaml": text + tasks]) == problems.map { "schedules/paiva.yaml:\($0)" })
    }

    @Test func readsOverlapPauseAndWait() throws {
        let text = """
            timing: {occurs: daily, at: 7:00}
            overlap: skip
            pause-until: 2027-01-07T12:00:00+02:00
            wait-for: {drop: customers, within: 2 pv, by: 8:00, otherwise: hold}
            tasks: [{refresh-segment: {segment: aktiiviset}}]
            """
        let schedule = try #require(SmallWorkspace.load(["schedules/paiva.yaml": text]).catalog.schedules["paiva"])
        #expect(schedule.overlap == .skip)
        #expect(schedule.pauseUntil == Instant(iso: "2027-01-07T10:00:00Z").map { .instant($0) })
        #expect(schedule.waitFor == FileWait(source: "customers", withinHours: 48, by: LocalTime(minutes: 480), otherwise: .hold))
    }

    @Test func aZoneThatIsGoneIsOnlyWarnedOfInWhatWasSound() throws {
        let text = """
            timing: {occurs: daily, at: 7:00, time-zone: Europe/Vanished}
            tasks: [{refresh-segment: {segment: aktiiviset}}]
            """
        #expect(SmallWorkspace.problems(["schedules/paiva.yaml": text]) == ["schedules/paiva.yaml:1:46 recurrence.zone.unknown"])
        let files = SmallWorkspace.files.merging(["schedules/paiva.yaml": text]) { $1 }.map { DefinitionFile(path: $0.key, text: $0.value) }
        var context = SmallWorkspace.context
        context.mayLackZones = true
        let loaded = DefinitionLoader.load(files, context: context)
        #expect(!loaded.hasErrors && loaded.diagnostics.count == 1)
        #expect(loaded.catalog.schedules["paiva"]?.timing?.timeZone == "Europe/Vanished")
    }

    @Test func warnsOfAFileThatStartsWhatAwaitsIt() {
        let text = """
            timing: {occurs: daily, at: 7:00}
            wait-for: {drop: customers, by: 8:00, otherwise: hold}
            tasks: [{refresh-segment: {segment: aktiiviset}}]
            """
        let loaded = SmallWorkspace.load(["schedules/viikko.yaml": text])
        #expect(loaded.diagnostics.map(SmallWorkspace.summary) == ["schedules/viikko.yaml:2:18 wait.started-by-drop"])
        #expect(!loaded.hasErrors)
    }

    @Test func warnsOfARefreshThatStandsAfterItsUse() {
        let text = "tasks:\n  - bulk-edit: {segment: aktiiviset, set: {phone: null}}\n  - refresh-segment: {segment: aktiiviset}"
        let loaded = SmallWorkspace.load(["schedules/viikko.yaml": text])
        #expect(loaded.diagnostics.map(SmallWorkspace.summary) == ["schedules/viikko.yaml:3:5 task.refresh-late"])
        #expect(!loaded.hasErrors)
    }

    @Test func warnsOfARefreshThatStandsAfterAListOfItsSegment() {
        let text = """
            tasks:
              - deliver-list: {label: A, columns: [phone], lists: [{segment: aktiiviset}], format: csv, to: a@x.example}
              - refresh-segment: {segment: aktiiviset}
            """
        let loaded = SmallWorkspace.load(["schedules/viikko.yaml": text])
        #expect(loaded.diagnostics.map(SmallWorkspace.summary) == ["schedules/viikko.yaml:3:5 task.refresh-late"])
    }

    @Test(
        arguments: [
            (100, "csv, xlsx, pdf", "none", []), (101, "csv, pdf", "none", ["column-limit"]), (98, "pdf", "marked", []),
            (99, "pdf", "only", ["column-limit"]),
            (101, "csv, xlsx", "marked", []),
        ] as [(Int, String, String, [String])])
    func tellsOfMoreColumnsThanAFormatHolds(count: Int, formats: String, changes: String, problems: [String]) {
        let fields = (1...count).map { "f\($0)" }
        let files = [
            "modules/wide.yaml": "key: f1\nfields:\n" + fields.map { "  \($0): {type: text}\n" }.joined(),
            "segments/wide.yaml": "{label: A, module: wide}",
            "schedules/viikko.yaml": """
            tasks:
              - deliver-list: {segment: wide, format: [\(formats)], changes: \(changes), columns: [\(fields.joined(separator: ", "))], to: a@x.example}
            """,
        ]
        let found = SmallWorkspace.problems(files)
        #expect(found.map { $0.split(separator: ".").last.map(String.init) } == problems, "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("schedules/viikko.yaml:2:") })
    }
}
