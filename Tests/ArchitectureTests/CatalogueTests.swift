import Localization
import Model
import TestSupport
import Testing

/// The health of the catalogues: every text in both languages, with the same arguments, and every text used.
struct CatalogueTests {
    private let finnish = Catalogue.embedded(.fi)
    private let english = Catalogue.embedded(.en)
    /// Keys that are put together from a value's name.
    private let families: [String] = CatalogueTests.familyPrefixes

    @Test func bothLanguagesAreWellFormed() {
        #expect(finnish.problems.isEmpty)
        #expect(english.problems.isEmpty)
    }

    @Test func bothLanguagesHaveTheSameTexts() {
        #expect(finnish.keys.subtracting(english.keys).map(\.rawValue).sorted() == [])
        #expect(english.keys.subtracting(finnish.keys).map(\.rawValue).sorted() == [])
        #expect(finnish.keys.count > 100)
    }

    @Test func bothLanguagesTakeTheSameArguments() {
        for key in finnish.keys.intersection(english.keys) {
            #expect(finnish.arguments(of: key) == english.arguments(of: key), "\(key.rawValue)")
        }
    }

    @Test func everyTextIsUsedAndEveryUsedTextIsThere() throws {
        let tree = try SourceTree()
        let literal = /"([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)"/
        var used: Set<String> = []
        for file in tree.files { used.formUnion(file.text.matches(of: literal).map { String($0.1) }) }
        let keys = Set(finnish.keys.map(\.rawValue))
        let unused = keys.subtracting(used).filter { key in !families.contains { key.hasPrefix($0) } }
        #expect(unused.sorted() == [])
        let rooms = Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) })
        let fileEndings: Set<Substring> = ["yaml", "csv", "xlsx", "po", "eml", "json", "sqlite", "key", "zip", "txt", "xml", "rels", "org"]
        let missing = used.subtracting(keys).filter { name in
            let parts = name.split(separator: ".")
            return rooms.contains(String(parts[0])) && !fileEndings.contains(parts[parts.count - 1])
        }
        #expect(missing.sorted() == [])
    }

    @Test(arguments: BuiltInTool.allCases) func everyBuiltInToolIsNamedAndDescribed(tool: BuiltInTool) throws {
        let keys = [tool.nameKey, tool.descriptionKey] + tool.options.map { tool.optionKey($0.name) }
        for key in keys {
            #expect(finnish.keys.contains(key), "\(key.rawValue)")
            #expect(english.keys.contains(key), "\(key.rawValue)")
        }
        let documentation = try Repository.text("docs/tools.md")
        #expect(documentation.contains("### `\(tool.rawValue)`"), "docs/tools.md lacks \(tool.rawValue)")
        for option in tool.options {
            #expect(documentation.contains("| `\(option.name)`"), "docs/tools.md lacks \(tool.rawValue) \(option.name)")
        }
    }

    @Test func everyTextOfABuiltInToolBelongsToOne() {
        let known = Set(
            BuiltInTool.allCases.flatMap { tool in
                [tool.nameKey, tool.descriptionKey] + tool.options.map { tool.optionKey($0.name) }
            })
        let families = ["tool.name.", "tool.about.", "tool.option."]
        #expect(finnish.keys.filter { key in families.contains { key.rawValue.hasPrefix($0) } }.subtracting(known).isEmpty)
    }

    @Test(arguments: ToolProgramProblem.allCases) func everyProblemOfAProgramHasItsText(problem: ToolProgramProblem) {
        #expect(finnish.keys.contains(problem.message("x").key))
    }

    @Test(arguments: TaskKind.allCases) func everyTaskKindHasItsName(kind: TaskKind) {
        #expect(finnish.keys.contains(kind.nameKey))
        #expect(english.keys.contains(kind.nameKey))
    }
}

extension CatalogueTests {
    /// What the names of such families start with; each is completed by a value's raw value in the source.
    fileprivate static let familyPrefixes = [
        "task.", "undo.", "definition.kind.", "state.", "trigger.", "weekday.", "cli.type.", "encoding-evidence.", "value-format.",
        "expression.failure.", "activity.type.", "activity.priority.", "tool.name.", "tool.about.", "tool.option.", "tool.program.",
        "template.problem.",
    ]
}
