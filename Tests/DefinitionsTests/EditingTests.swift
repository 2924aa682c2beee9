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
}
