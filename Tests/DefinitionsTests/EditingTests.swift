import Model
import Testing

@testable import Definitions

struct EditingTests {
    static let edits: [(before: String, after: String)] = [
        ("active: true # kyllä\ntags: [a]\n", "active: false # kyllä\ntags: [a]\n"),
        ("# alku\r\nlabel: X\r\nactive:   True\r\n# loppu", "# alku\r\nlabel: X\r\nactive:   false\r\n# loppu"),
        ("# alku\nlabel: Y\n", "# alku\nactive: false\nlabel: Y\n"),
        ("label: Y\r\ntags: []\r\n", "active: false\r\nlabel: Y\r\ntags: []\r\n"),
        ("{label: Ä, active: true, tags: [x]}", "{label: Ä, active: false, tags: [x]}"),
        ("{label: Ä}", "{active: false, label: Ä}"),
        ("active:\nlabel: Y\n", "active: false\nlabel: Y\n"),
        ("\u{FEFF}active: true\n", "\u{FEFF}active: false\n"),
        ("  active: true\n  label: 'active: true'\n", "  active: false\n  label: 'active: true'\n"),
        ("active: false\n", "active: false\n"),
    ]

    @Test(arguments: edits)
    func changesNothingElse(before: String, after: String) throws {
        let file = DefinitionFile(path: "schedules/a.yaml", text: before)
        let edited = try DefinitionEditing.settingActive(false, in: file)
        #expect(Array(edited.text.utf8) == Array(after.utf8))
        #expect(edited.path == file.path)
    }

    @Test func goesBackToTheSameBytes() throws {
        let file = DefinitionFile(path: "schedules/a.yaml", text: "# a\nactive: true  # b\ntasks: []")
        let back = try DefinitionEditing.settingActive(true, in: DefinitionEditing.settingActive(false, in: file))
        #expect(back == file)
    }

    @Test(arguments: ["", "- a", "active: [", "a: &x true\nactive: *x\n", "active: true\nactive: true"])
    func refusesWhatItCannotChangeInPlace(text: String) {
        #expect(throws: DefinitionError.self) {
            try DefinitionEditing.settingActive(false, in: DefinitionFile(path: "schedules/a.yaml", text: text))
        }
    }

    static let keys: [(before: String, key: String, value: DefinitionValue, after: String)] = [
        ("owner: a@b # oma\ntasks: []\n", "owner", .text("c@d"), "owner: c@d # oma\ntasks: []\n"),
        ("label: X\n\n# työt\ntasks:\n  - a: 1\n", "owner", .text("c@d"), "label: X\n\n# työt\nowner: c@d\ntasks:\n  - a: 1\n"),
        (
            "timing:\n  occurs: daily\n  at: 8:00\n# loppu\ntasks: []\n", "timing",
            .map([.init("occurs", .text("weekly")), .init("on", .texts(["monday"])), .init("at", .text("11:00"))]),
            "timing: {occurs: weekly, on: [monday], at: \"11:00\"}\n# loppu\ntasks: []\n"
        ),
        ("label: X\r\n", "label", .text("a: \"b\" #c\n"), "label: \"a: \\\"b\\\" #c\\n\"\r\n"),
        ("label: X", "tags", .texts(["yksi kaksi", "null"]), "label: X\ntags: [yksi kaksi, \"null\"]\n"),
    ]

    @Test(arguments: keys)
    func setsAKeyAndLeavesTheOtherLines(before: String, key: String, value: DefinitionValue, after: String) throws {
        let edited = try DefinitionEditing.setting(key, to: value, in: DefinitionFile(path: "schedules/a.yaml", text: before))
        #expect(edited.text == after)
        #expect(DefinitionEditing.value(of: key, in: edited)?.flow == value.flow)
    }

    @Test func addsATaskAfterTheOthers() throws {
        let before = "tasks:\n  - refresh-segment: {segment: a}\n  - bulk-edit:\n      segment: a\n# loppu\n"
        let edited = try DefinitionEditing.addingTask(
            "run-formulas: {segment: a}", to: DefinitionFile(path: "schedules/a.yaml", text: before))
        #expect(edited.text == before.replacing("# loppu", with: "  - run-formulas: {segment: a}\n# loppu"))
    }

    @Test(arguments: ["{label: X}", "- a", "label: [", ""])
    func refusesToSetWhereKeysHaveNoLinesOfTheirOwn(text: String) {
        #expect(throws: DefinitionError.self) {
            try DefinitionEditing.setting("owner", to: .text("a@b"), in: DefinitionFile(path: "schedules/a.yaml", text: text))
        }
    }
}
