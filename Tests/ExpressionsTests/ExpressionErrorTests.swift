import Expressions
import Foundation
import Model
import TestSupport
import Testing

struct ExpressionErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let key: String
        let column: Int
        let length: Int
        let module: String

        init(_ text: String, _ key: String, _ column: Int, _ length: Int, module: String = "customers") {
            self.text = text
            self.key = key
            self.column = column
            self.length = length
            self.module = module
        }

        var testDescription: String { text }
    }

    static let cases = [
        Case("", "expression.empty", 1, 0),
        Case("  \n ", "expression.empty", 1, 0),
        Case("age = 5 §", "expression.character", 9, 1),
        Case("kaupunki = ”Espoo”", "expression.character", 12, 1),
        Case("kaupunki = \"Espoo", "expression.unclosed.text", 12, 6),
        Case("kaupunki = 'Es''poo", "expression.unclosed.text", 12, 8),
        Case("[Ostot yhteensä > 5", "expression.unclosed.bracket", 1, 19),
        Case("(age = 5", "expression.unclosed.parenthesis", 9, 0),
        Case("age in (5, 6", "expression.unclosed.parenthesis", 13, 0),
        Case("count(purchases", "expression.unclosed.parenthesis", 16, 0),
        Case("(age = 5 kaupunki", "expression.expected", 10, 8),
        Case("age = 5)", "expression.trailing", 8, 1),
        Case("age 5", "expression.trailing", 5, 1),
        Case("kaupunki \"Espoo\"", "expression.trailing", 10, 7),
        Case("age = 12345678901234567890", "expression.number.too-long", 7, 20),
        Case("balance = 1.1234567890123456789", "expression.number.too-long", 11, 21),
        Case("born = 2026-02-29", "expression.no-day", 8, 10),
        Case("born = \"2026-02-29\"", "expression.no-day", 8, 12),
        Case("born between 2026-01-01 and 'eilen'", "expression.no-day", 29, 7),
        Case("seen > \"eilen\"", "expression.no-instant", 8, 7),
        Case("seen > \"2026-01-01T00:00:00.5Z\"", "expression.no-instant", 8, 24),
        Case("1 < age < 5", "expression.chained", 9, 1),
        Case("age = 1 is empty", "expression.chained", 9, 2),
        Case("age =", "expression.expected.operand.end", 6, 0),
        Case("age = and", "expression.expected.operand.word", 7, 3),
        Case("and", "expression.expected.operand.word", 1, 3),
        Case("age = )", "expression.expected.operand", 7, 1),
        Case("age == 5", "expression.expected.operand", 6, 1),
        Case("age in ()", "expression.expected.operand", 9, 1),
        Case("name starts \"A\"", "expression.expected", 13, 3),
        Case("name is", "expression.expected.end", 8, 0),
        Case("age between 1 or 5", "expression.expected", 15, 2),
        Case("born in last_wek", "expression.period.unknown", 9, 8),
        Case("age in 5", "expression.expected.list", 8, 1),
        Case("born in last_days", "expression.expected.end", 18, 0),
        Case("born in last_days(0)", "expression.period.count", 19, 1),
        Case("born in last_days(age)", "expression.period.count", 19, 3),
        Case("born in last_days(36501)", "expression.period.count", 19, 5),
        Case("age in last_week", "expression.period.operand", 1, 3),
        Case("born = last_week", "expression.period.as-value", 8, 9),
        Case("born in (last_week)", "expression.period.as-value", 10, 9),
        Case("kaupunkki = \"Espoo\"", "expression.field.unknown.nearest", 1, 9),
        Case("City = \"Espoo\"", "expression.field.unknown.nearest", 1, 4),
        Case("name = Espooseen", "expression.field.unknown", 8, 9),
        Case("[Ostot yhtensä] > 5", "expression.field.unknown.nearest", 1, 15),
        Case("[Sama] = 'x'", "expression.field.ambiguous", 1, 6, module: "notes"),
        Case("purchases.amount > 5", "expression.field.of-child", 1, 16),
        Case("lines.pieces > 5", "expression.module.unrelated", 1, 5),
        Case("purchaces.amount > 5", "expression.module.unknown.nearest", 1, 9),
        Case("count(zzz) > 5", "expression.module.unknown", 7, 3),
        Case("count(notes) > 5", "expression.module.unrelated", 7, 5),
        Case("count(lines) > 5", "expression.module.unrelated", 7, 5),
        Case("suum(purchases.amount) > 5", "expression.function.unknown.nearest", 1, 4),
        Case("frobnicate(age) > 5", "expression.function.unknown", 1, 10),
        Case("count(5)", "expression.function.module-expected", 7, 1),
        Case("sum(purchases) > 5", "expression.function.field-needed", 5, 9),
        Case("count(purchases.amount) > 5", "expression.function.no-field", 17, 6),
        Case("sum(purchases.name) > 5", "expression.function.type", 5, 14),
        Case("sum(purchases.amuont) > 5", "expression.field.unknown.nearest", 15, 6),
        Case("sum(purchases.amount where dat = today) > 5", "expression.field.unknown.nearest", 28, 3),
        Case("sum(purchases.amount where quantity) > 5", "expression.logic.type", 28, 8),
        Case("consent and kaupunki", "expression.logic.type", 13, 8),
        Case("not age", "expression.logic.type", 5, 3),
        Case("age contains \"5\"", "expression.match.type", 1, 3),
        Case("name contains 5", "expression.match.type", 15, 1),
        Case("kaupunki = 5", "expression.compare.quote-number", 12, 1),
        Case("kaupunki in (\"a\", 7.5)", "expression.compare.quote-number", 19, 3),
        Case("age = \"5\"", "expression.compare.unquote-number", 7, 3),
        Case("age = \"viisi\"", "expression.compare.types", 7, 7),
        Case("name = -age", "expression.compare.types", 8, 4),
        Case("name = age * (2 + 1)", "expression.compare.types", 8, 13),
        Case("name = (not consent)", "expression.compare.types", 8, 13),
        Case("name = not age not in (1, 2)", "expression.compare.types", 8, 21),
        Case("name = (age is not empty)", "expression.compare.types", 8, 18),
        Case("name = (consent and name = 'x' or consent)", "expression.compare.types", 8, 35),
        Case("name = sum(purchases.amount where quantity > 1)", "expression.compare.types", 8, 40),
        Case("name = (born in last_days(5))", "expression.compare.types", 8, 22),
        Case("consent = 1", "expression.compare.types", 11, 1),
        Case("born > 2026-1-1", "expression.compare.day-as-number", 8, 8),
        Case("seen = born", "expression.compare.instant-day", 8, 4),
        Case("born between seen and seen", "expression.compare.instant-day", 1, 4),
        Case("seen in (2026-01-01)", "expression.compare.instant-day", 10, 10),
        Case("age = null", "expression.compare.null", 7, 4),
        Case("status = \"activ\"", "expression.choice.unknown.nearest", 10, 7),
        Case("\"x\" != status", "expression.choice.unknown", 1, 3),
        Case("status in ('lead', 'lapsedd')", "expression.choice.unknown.nearest", 20, 9),
        Case("name + 1 > 5", "expression.arithmetic.type", 1, 4),
        Case("-name = \"x\"", "expression.arithmetic.type", 2, 4),
        Case("born * 2 > today", "expression.arithmetic.day", 1, 8),
        Case("born + 1.5 > today", "expression.arithmetic.day", 1, 10),
        Case("born < today + 99999999999", "expression.arithmetic.day-range", 16, 11),
    ]

    @Test(arguments: cases)
    func pointsAtThePlace(_ example: Case) throws {
        let error = try #require(throws: ExpressionError.self) { try Workspace.check(example.text, module: example.module) }
        #expect(error.message.key.rawValue == example.key)
        #expect(error.column == example.column)
        #expect(error.length == example.length)
    }

    @Test func suggestsWhatWasMeant() throws {
        let suggestions = [
            ("kaupunkki = 'x'", "kaupunki"), ("Total = 5", nil), ("City = 'x'", "[City]"), ("[Ostot yhtensä] = 5", "[Ostot yhteensä]"),
            ("status = 'activ'", "active"), ("cuont(purchases) = 5", "count"), ("count(purchses) = 5", "purchases"),
            ("born in lastweek", "last_week"), ("last_day(5) = 5", "last_days"),
        ]
        for (text, nearest) in suggestions {
            let error = try #require(throws: ExpressionError.self) { try Workspace.check(text) }
            #expect(error.message.arguments["nearest"] == nearest.map(MessageArgument.text), "\(text)")
        }
    }

    @Test func tellsAllThatIsWrongInJoinedConditions() throws {
        let text = "consnt and (born > 5 or not [x]) and age > 1 and exists(purchases where amont > 1 or foo) and age"
        let error = try #require(throws: ExpressionError.self) { try Workspace.check(text) }
        #expect(error.all.map(\.column) == [1, 20, 29, 73, 86, 95])
    }

    @Test func countsColumnsInScalars() throws {
        let error = try #require(throws: ExpressionError.self) { try Workspace.check("name = \"e\u{301}👨‍👩‍👧\" and x") }
        #expect(error.column == 22)
    }

    @Test func saysWhatTheCatalogueCanShow() throws {
        for language in Language.allCases {
            let texts = try CatalogueFile(language).texts
            var told: Set<String> = []
            for example in Self.cases {
                let error = try #require(throws: ExpressionError.self) { try Workspace.check(example.text, module: example.module) }
                let text = try #require(texts[error.message.key.rawValue], "\(error.message.key.rawValue)")
                let placeholders = Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
                #expect(placeholders == Set(error.message.arguments.keys), "\(text)")
                told.insert(error.message.key.rawValue)
            }
            #expect(told.count > 40)
        }
    }

    @Test func demandsAConditionOfASegment() throws {
        let error = try #require(throws: ExpressionError.self) {
            try CheckedExpression.check("age + 1", for: .criteria, module: "customers", names: Workspace.names)
        }
        #expect(error.message.key == "expression.criteria.type")
        #expect((error.column, error.length) == (1, 7))
        #expect(try CheckedExpression.check("consent", for: .criteria, module: "customers", names: Workspace.names).type == .boolean)
    }

    @Test func refusesAbsurdLength() throws {
        let error = try #require(throws: ExpressionError.self) { try Workspace.check(String(repeating: " ", count: 32_001)) }
        #expect(error.message.key == "expression.too-long")
    }
}

/// The texts of one PO file, without its plurals.
private struct CatalogueFile {
    var texts: [String: String] = [:]

    init(_ language: Language) throws {
        let file = try Repository.text("Locales/\(language.rawValue).po")
        for match in file.matches(of: /msgid "([^"]+)"\nmsgstr "((?:[^"\\]|\\.)*)"/) { texts[String(match.1)] = String(match.2) }
    }
}
