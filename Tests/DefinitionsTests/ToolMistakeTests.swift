import Model
import Testing

@testable import Definitions

/// Module tools: what tasks and definitions say of them, and exactly where and how each mistake is told.
struct ToolMistakeTests {
    private static let tool = """
        label: {fi: Siivous, en: Cleaning}
        module: customers
        program: bin/siivous
        inputs: [last_name]
        outputs: [last_name, status]
        options:
          level: {type: choice, choices: [lax, strict], default: lax}
          limit: {type: integer, required: true}
          share: {type: decimal}
        time-limit: 2 min
        memory-limit: 1 GiB
        """

    private func problems(_ task: String, tool: String = ToolMistakeTests.tool, path: String = "schedules/viikko.yaml") -> [String] {
        let schedule = "tasks:\n  - run-tool: \(task)"
        return SmallWorkspace.problems(["schedules/viikko.yaml": schedule, "tools/siivous.yaml": tool]).filter { $0.hasPrefix(path + ":") }
            .map { String($0.dropFirst(path.count + 1)) }
    }

    static let tasks: [(text: String, problems: [String])] = [
        ("{segment: aktiiviset, tool: normalize-fone}", ["2:43 unknown.near normalize-phone"]),
        ("{segment: aktiiviset, tool: siivos}", ["2:43 unknown.near siivous"]),
        ("{segment: aktiiviset, tool: normalize-phone}", ["2:43 tool.option-missing"]),
        ("{segment: aktiiviset, tool: normalize-phone, options: {feld: phone}}", ["2:69 tool.option-missing", "2:70 unknown.near field"]),
        ("{segment: aktiiviset, tool: normalize-phone, options: {field: phoen}}", ["2:77 unknown.near phone"]),
        ("{segment: aktiiviset, tool: normalize-phone, options: {field: email}}", ["2:77 tool.field-type"]),
        ("{segment: aktiiviset, tool: normalize-phone, options: {field: customer_id}}", ["2:77 tool.key-output"]),
        ("{segment: aktiiviset, tool: normalize-phone, options: {field: phone, country: Suomi}}", ["2:93 value.wrong"]),
        ("{segment: aktiiviset, tool: normalize-phone, options: {field: phone, country: QQ}}", ["2:93 unknown.near AQ"]),
        ("{segment: aktiiviset, tool: normalize-name, options: {fields: [last_name, last_name]}}", ["2:89 list.twice"]),
        ("{segment: aktiiviset, tool: validate-email, options: {field: email, mark: last_name}}", ["2:89 tool.field-type"]),
        ("{segment: aktiiviset, tool: find-duplicates, options: {match: [email, phone]}}", ["2:77 tool.match-flat"]),
        ("{segment: aktiiviset, tool: find-duplicates, options: {match: [[emial]]}}", ["2:79 unknown.near email"]),
        ("{segment: aktiiviset, tool: merge-duplicates, options: {match: [[email]], keep: odlest}}", ["2:95 unknown.near oldest"]),
        (
            "{segment: aktiiviset, tool: fill-city, options: {postal-code: last_name, city: last_name, places: purchases}}",
            ["2:113 tool.field-missing", "2:113 tool.field-missing"]
        ),
        ("{segment: aktiiviset, tool: siivous, options: {limit: kymmenen}}", ["2:69 value.wrong"]),
        ("{segment: aktiiviset, tool: siivous, options: {limit: 10, level: tight}}", ["2:80 unknown.among"]),
        ("{segment: aktiiviset, tool: siivous, options: {limit: 10, share: 1/2}}", ["2:80 value.wrong"]),
        ("{segment: aktiiviset, tool: siivous}", ["2:43 tool.option-missing"]),
    ]

    @Test(arguments: tasks) func tellsWhatIsWrongWithATask(text: String, expected: [String]) {
        #expect(problems(text) == expected)
    }

    static let definitions: [(change: (String, String), problems: [String])] = [
        (("program: bin/siivous", "program: ../siivous"), ["3:10 value.wrong"]),
        (("program: bin/siivous", "program: /bin/sh"), ["3:10 value.wrong"]),
        (("program: bin/siivous", "program: .hidden"), ["3:10 value.wrong"]),
        (("outputs: [last_name, status]", "outputs: [customer_id]"), ["5:11 tool.key-output"]),
        (("inputs: [last_name]", "inputs: [lastname]"), ["4:10 unknown.near last_name"]),
        (
            ("module: customers", "module: purchases"),
            ["2:9 tool.module-key", "4:10 unknown.among", "5:11 unknown.among", "5:22 unknown.among"]
        ),
        (("time-limit: 2 min", "time-limit: 2 h"), ["10:13 value.wrong"]),
        (("memory-limit: 1 GiB", "memory-limit: 1 MiB"), ["11:15 value.wrong"]),
        (("default: lax", "default: loose"), ["7:58 unknown.among"]),
        (("choices: [lax, strict], ", ""), ["7:17 key.needed-for"]),
        (("type: integer", "type: int"), ["8:17 unknown.among"]),
    ]

    @Test(arguments: definitions) func tellsWhatIsWrongWithADefinition(change: (String, String), expected: [String]) {
        let tool = Self.tool.replacing(change.0, with: change.1)
        #expect(problems("{segment: aktiiviset, tool: archive}", tool: tool, path: "tools/siivous.yaml") == expected)
    }

    @Test func aToolCannotHaveTheNameOfABuiltInOne() {
        let found = SmallWorkspace.problems(["tools/archive.yaml": Self.tool])
        #expect(found == ["tools/archive.yaml:1:1 tool.built-in"])
    }

    /// A program's state is told where the check may look at files, and only there.
    @Test func aProgramThatCannotBeRunIsTold() {
        let files = SmallWorkspace.files.merging(["tools/siivous.yaml": Self.tool]) { $1 }
        var context = SmallWorkspace.context
        context.programProblem = { $0 == "bin/siivous" ? .notExecutable : nil }
        let loaded = DefinitionLoader.load(files.map { DefinitionFile(path: $0.key, text: $0.value) }, context: context)
        #expect(loaded.diagnostics.map(SmallWorkspace.summary) == ["tools/siivous.yaml:3:10 tool.program.not-executable"])
        #expect(SmallWorkspace.problems(["tools/siivous.yaml": Self.tool]) == [])
    }

    /// What a task says, with what holds where it says nothing.
    @Test func readsToolsAndTheirOptions() throws {
        let schedule = """
            tasks:
              - run-tool: {segment: aktiiviset, tool: siivous, options: {limit: 10, share: "0,50"}}
              - run-tool: {segment: aktiiviset, tool: merge-duplicates, options: {match: [[email], [phone, last_name]]}}
              - run-tool: {segment: aktiiviset, tool: find-duplicates, options: {match: email}}
              - run-tool: {segment: aktiiviset, tool: archive}
            """
        let loaded = SmallWorkspace.load(["schedules/viikko.yaml": schedule, "tools/siivous.yaml": Self.tool])
        #expect(loaded.diagnostics == [])
        let tool = try #require(loaded.catalog.tools["siivous"])
        #expect(tool.timeLimit == 120)
        #expect(tool.memoryLimit == 1 << 30)
        #expect(tool.inputs == ["last_name"] && tool.outputs == ["last_name", "status"])
        let options = try #require(loaded.catalog.schedules["viikko"]).tasks.map { task -> [String: ToolValue] in
            if case .runTool(let task) = task { task.options } else { [:] }
        }
        #expect(options[0] == ["limit": .integer(10), "share": .decimal("0.5"), "level": .text("lax")])
        #expect(
            options[1] == ["match": .lists([["email"], ["phone", "last_name"]]), "keep": .text("oldest"), "merge-empty": .boolean(true)])
        #expect(options[2] == ["match": .lists([["email"]])])
        #expect(options[3] == ["with-children": .boolean(false)])
    }

    /// The programs of tools lie beside their definitions, and are none.
    @Test func programsAreNoDefinitions() {
        #expect(DefinitionPaths.isCandidate("tools/siivous.yaml"))
        #expect(!DefinitionPaths.isCandidate("tools/siivous.py"))
        #expect(!DefinitionPaths.isCandidate("tools/bin"))
        #expect(DefinitionPaths.isCandidate("segments/muistio.txt"))
    }

    /// A tool for one module cannot be run over another one's segment, and a tool for any needs its fields there.
    @Test func aToolFitsTheSegmentsModule() {
        let segment = ["segments/ostot.yaml": "module: purchases"]
        func found(_ tool: String) -> [String] {
            let schedule = "tasks:\n  - run-tool: {segment: ostot, tool: siivous, options: {limit: 1}}"
            return SmallWorkspace.problems(segment.merging(["schedules/viikko.yaml": schedule, "tools/siivous.yaml": tool]) { $1 })
        }
        #expect(found(Self.tool) == ["schedules/viikko.yaml:2:38 tool.module"])
        #expect(found(Self.tool.replacing("module: customers\n", with: "")) == ["schedules/viikko.yaml:2:38 tool.module-key"])
    }
}
