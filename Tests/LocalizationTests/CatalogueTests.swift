import Localization
import Model
import TestSupport
import Testing

struct CatalogueTests {
    private static let header = """
        msgid ""
        msgstr ""
        "Language: en\\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

        """

    private func catalogue(_ body: String) -> Catalogue { Catalogue(po: CatalogueTests.header + body) }

    private func text(_ body: String, _ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) -> String {
        Localizer(language: .en, catalogue: catalogue(body)) { _ in 0 }.text(key, arguments)
    }

    @Test(arguments: Language.allCases) func embeddedFilesAreSound(language: Language) {
        let catalogue = Catalogue.embedded(language)
        #expect(catalogue.problems == [])
        #expect(catalogue.language == language.rawValue)
        #expect(!catalogue.keys.isEmpty)
    }

    @Test func languagesHaveTheSameKeysAndArguments() {
        let (finnish, english) = (Catalogue.embedded(.fi), Catalogue.embedded(.en))
        #expect(finnish.keys == english.keys)
        for key in finnish.keys {
            #expect(finnish.arguments(of: key) == english.arguments(of: key), "\(key.rawValue)")
            #expect(finnish.isCounted(key) == english.isCounted(key), "\(key.rawValue)")
        }
    }

    @Test func putsArgumentsInTheirPlaces() {
        #expect(text("msgid \"a\"\nmsgstr \"{x} and {y-2}{x}\"\n", "a", ["x": "1", "y-2": "2"]) == "1 and 21")
    }

    @Test func argumentsAreNotReadAgain() {
        #expect(text("msgid \"a\"\nmsgstr \"{x} {y}\"\n", "a", ["x": "{y}", "y": "{x}"]) == "{y} {x}")
    }

    @Test func missingArgumentsAndKeysShowTheirNames() {
        #expect(text("msgid \"a\"\nmsgstr \"{x}!\"\n", "a") == "{x}!")
        #expect(text("", "no.such-key", ["x": "1"]) == "no.such-key")
    }

    @Test(arguments: [
        ("{{name}} {x}", "{{name}} 1"), ("{ x }", "{ x }"), ("{", "{"), ("}{x}{", "}1{"), ("{{", "{{"), ("{{x", "{{x"),
        ("{{a} {x}", "{{a} 1"),
        ("{}", "{}"), ("ä{x}ö", "ä1ö"), ("{{x}}{x}{{x}}", "{{x}}1{{x}}"),
    ])
    func onlyNamesInSingleBracesAreArguments(written: String, shown: String) {
        #expect(text("msgid \"a\"\nmsgstr \"\(written)\"\n", "a", ["x": "1"]) == shown)
    }

    @Test(arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (21, "21 rows"), (-1, "-1 rows")])
    func countChoosesTheForm(count: Int, shown: String) {
        let body = "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"{count} row\"\nmsgstr[1] \"{count} rows\"\n"
        #expect(catalogue(body).problems == [])
        #expect(text(body, "a", ["count": .integer(count)]) == shown)
    }

    @Test func readsEscapesAndTextOverSeveralLines() {
        let body =
            "#. A hint\n#: File.swift:1\nmsgid \"a\"\nmsgstr \"\"\n\"one\\n\"\r\n\"\\ttwo \\\"three\\\" \\\\\"\n# end\nmsgid \"b\"\nmsgstr \"B\"\n"
        #expect(catalogue(body).problems == [])
        #expect(text(body, "a") == "one\n\ttwo \"three\" \\")
        #expect(text(body, "b") == "B")
    }

    @Test func unconfirmedAndObsoleteTextsAreNotTaken() {
        let body = "#, fuzzy\nmsgid \"a\"\nmsgstr \"A\"\n\n#~ msgid \"c\"\n#~ msgstr \"C\"\n\nmsgid \"b\"\nmsgstr \"B\"\n"
        #expect(catalogue(body).keys == ["b"])
    }

    @Test(arguments: [
        ("msgid \"a\"\nmsgstr \"A\"\n\nmsgid \"a\"\nmsgstr \"B\"\n", "8: a is there twice"),
        ("msgid \"a\"\nmsgstr \"\"\n", "5: a has no text"),
        ("msgid \"a\"\n", "5: a has 0 texts"),
        ("msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"A\"\n", "5: a has 1 texts"),
        ("msgid \"a\"\nmsgstr \"A\n", "6: not understood"),
        ("msgid \"a\"\nmsgstr \"\\q\"\n", "6: not understood"),
        ("msgctxt \"a\"\n", "5: msgctxt is not supported"),
        ("\n\"a\"\n", "6: text outside an entry"),
        ("msgstr \"a\"\n", "5: msgstr out of order"),
    ])
    func tellsWhatIsWrongAndWhere(body: String, problem: String) {
        #expect(catalogue(body).problems.contains(problem))
    }

    @Test func anotherPluralRuleIsAProblem() {
        #expect(Catalogue(po: "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=1; plural=0;\\n\"\n").problems.count == 1)
    }

    @Test func anyInputIsReadWithoutEnd() {
        var random = SeededGenerator(seed: 7)
        let pieces = ["msgid", "msgstr", "msgstr[1]", " ", "\"", "\\", "\n", "#", "{", "}", "ä", "a", "\r", "\0"]
        for _ in 0..<2000 {
            let body = (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let catalogue = Catalogue(po: body)
            let localizer = Localizer(language: .fi, catalogue: catalogue) { _ in 0 }
            for key in catalogue.keys { _ = localizer.text(key) }
        }
    }
}
