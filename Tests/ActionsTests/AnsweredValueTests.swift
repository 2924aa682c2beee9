import Expressions
import Model
import Testing

@testable import Actions

/// What a tool's program may answer, as JSON and as values.
struct AnsweredValueTests {
    private func stored(_ json: String, _ field: FieldDefinition) -> SQLValue? {
        JSONNode(Array(json.utf8)[...]).flatMap { AnsweredValue.stored($0, field) }
    }

    private func field(_ type: FieldType, scale: Int = 0, choices: [String] = [], required: Bool = false) -> FieldDefinition {
        FieldDefinition(key: "x", type: type, scale: scale, choices: choices, isRequired: required)
    }

    @Test(arguments: [
        ("0", 2, 0), ("12", 2, 1200), ("-0.01", 2, -1), ("12.50", 2, 1250), ("12.500", 2, 1250), ("1.25e1", 2, 1250), ("125E-1", 2, 1250),
        ("9223372036854775807", 0, Int64.max), ("-9223372036854775808", 0, Int64.min), ("1e3", 0, 1000), ("-0", 2, 0), ("0.000", 2, 0),
        ("0e400", 2, 0),
    ]) func numbersAreExact(text: String, scale: Int, unscaled: Int64) {
        #expect(AnsweredValue.unscaled(text, scale: scale) == unscaled)
    }

    @Test(arguments: [("12.505", 2), ("1e-3", 2), ("9223372036854775808", 0), ("1e30", 0), ("92233720368547758.08", 2), ("0.1", 0)])
    func digitsAreNeverLost(text: String, scale: Int) {
        #expect(AnsweredValue.unscaled(text, scale: scale) == nil)
    }

    @Test func valuesAreReadAsStrictlyAsThoseOfAFile() {
        #expect(stored("\"  Me\\u0308ki \"", field(.text)) == .text("Mëki"))
        #expect(stored("\" \"", field(.text)) == .null)
        #expect(stored("\" \"", field(.text, required: true)) == nil)
        #expect(stored("null", field(.date)) == .null)
        #expect(stored("null", field(.date, required: true)) == nil)
        #expect(stored("\"2026-11-27\"", field(.date)) == .text("2026-11-27"))
        #expect(stored("\"27.11.2026\"", field(.date)) == nil)
        #expect(stored("\"2026-11-27T11:00:00+02:00\"", field(.instant)) == .text("2026-11-27T09:00:00Z"))
        #expect(stored("true", field(.boolean)) == .integer(1))
        #expect(stored("1", field(.boolean)) == nil)
        #expect(stored("\"lead\"", field(.choice, choices: ["lead"])) == .text("lead"))
        #expect(stored("\"Lead\"", field(.choice, choices: ["lead"])) == nil)
        #expect(stored("\"maija\"", field(.email)) == nil)
        #expect(stored("\"m@gmial.com\"", field(.email)) == .text("m@gmial.com"))
        #expect(stored("\"+358 40 1234567\"", field(.phone)) == .text("+358 40 1234567"))
        #expect(stored("\"ei ole\"", field(.phone)) == nil)
        #expect(stored("\"00100\"", field(.postalCode)) == .text("00100"))
        #expect(stored("\"?\"", field(.postalCode)) == nil)
        #expect(stored("[\" b\", \"a\", \"b\"]", field(.list)) == .text("b;a"))
        #expect(stored("[\"a;b\"]", field(.list)) == nil)
        #expect(stored("[1]", field(.list)) == nil)
        #expect(stored("\"a\"", field(.list)) == nil)
        #expect(stored("[]", field(.list)) == .null)
        #expect(stored("\"a\\u0000b\"", field(.text)) == nil)
    }

    @Test(arguments: [
        "{", "{\"a\":}", "[1,]", "01", "1.", ".5", "+1", "\"\\x\"", "\"\\ud800\"", "\"\t\"", "tru", "{} {}", "", "NaN", "'a'", "{a:1}",
        "\"a",
        String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
    ]) func whatIsNoJSONIsRefused(text: String) {
        #expect(JSONNode(Array(text.utf8)[...]) == nil)
    }

    @Test func jsonIsRead() {
        let node = JSONNode(Array(" {\"a\" : [1.50, \"\\ud83d\\ude00\\n\", true, null, {}], \"a\": false} ".utf8)[...])
        #expect(node?["a"] == .boolean(false))
        guard case .object(let members)? = node else {
            Issue.record("no object")
            return
        }
        #expect(members[0].value == .list([.number("1.50"), .text("😀\n"), .boolean(true), .null, .object([])]))
    }
}
