import Expressions
import Model
import Tabular
import Testing

struct ExpressionSQLTests {
    struct Golden: CustomTestStringConvertible, Sendable {
        let text: String
        let sql: String
        let bindings: [SQLValue]

        init(_ text: String, _ sql: String, _ bindings: SQLValue...) {
            self.text = text
            self.sql = sql
            self.bindings = bindings
        }

        var testDescription: String { text }
    }

    static let goldens = [
        Golden("kaupunki = \"Helsinki\"", "(\"r\".\"kaupunki\" = ?)", .text("Helsinki")),
        Golden("[KAUPUNKI] <> 'it''s'", "(\"r\".\"kaupunki\" <> ?)", .text("it's")),
        Golden("[Ostot yhteensä] >= 100", "(\"r\".\"balance\" >= ?)", .integer(10_000)),
        Golden("balance >= 99.995", "((\"r\".\"balance\" * 10) >= ?)", .integer(99_995)),
        Golden("age in (1, 2.5)", "((\"r\".\"age\" * 10) IN (?, ?))", .integer(10), .integer(25)),
        Golden(
            "consent AND NOT status = 'lead' or age < 5", "((\"r\".\"consent\" AND (NOT (\"r\".\"status\" = ?))) OR (\"r\".\"age\" < ?))",
            .text("lead"), .integer(5)),
        Golden("born = '2026-01-31'", "(\"r\".\"born\" = ?)", .text("2026-01-31")),
        Golden("last_purchase in last_week", "(\"r\".\"last_purchase\" BETWEEN ? AND ?)", .text("2026-11-09"), .text("2026-11-15")),
        Golden("born not in last_days(7)", "(NOT (\"r\".\"born\" BETWEEN ? AND ?))", .text("2026-11-16"), .text("2026-11-22")),
        Golden("seen in today", "(\"r\".\"seen\" BETWEEN ? AND ?)", .text("2026-11-21T22:00:00Z"), .text("2026-11-22T21:59:59Z")),
        Golden("seen > today - 1", "(\"r\".\"seen\" > ?)", .text("2026-11-21T21:59:59Z")),
        Golden("today > seen", "(\"r\".\"seen\" < ?)", .text("2026-11-21T22:00:00Z")),
        Golden("born + 3 > yesterday", "(ajastin_add_days(\"r\".\"born\", ?, 1) > ?)", .integer(3), .text("2026-11-21")),
        Golden("today - born", "ajastin_days_between(\"r\".\"born\", ?)", .text("2026-11-22")),
        Golden("kaupunki is empty", "(coalesce(\"r\".\"kaupunki\", '') = '')"),
        Golden("age is not empty", "(NOT (\"r\".\"age\" IS NULL))"),
        Golden("name contains \"ÄÖ\"", "(instr(ajastin_fold(\"r\".\"name\"), ?) > 0)", .text("äö")),
        Golden("name starts with 'Y'", "(instr(ajastin_fold(\"r\".\"name\"), ?) = 1)", .text("y")),
        Golden("email not ends with name", "(NOT ajastin_ends_with(ajastin_fold(\"r\".\"email\"), ajastin_fold(\"r\".\"name\")))"),
        Golden("age + balance", "ajastin_add((\"r\".\"age\" * 100), \"r\".\"balance\")"),
        Golden("balance * rate", "ajastin_multiply(\"r\".\"balance\", \"r\".\"rate\", 0)"),
        Golden("balance / age", "ajastin_divide(\"r\".\"balance\", \"r\".\"age\", 4)"),
        Golden("-age", "ajastin_subtract(?, \"r\".\"age\")", .integer(0)),
        Golden("-5", "?", .integer(-5)),
        Golden("null", "?", .null),
        Golden(
            "sum(purchases.amount where date in last_year) >= 100",
            """
            ((SELECT coalesce(sum("r_1"."amount"), 0) FROM "purchases" AS "r_1" WHERE "r_1"."customer_id" = "r"."customer_id" \
            AND ("r_1"."date" BETWEEN ? AND ?)) >= ?)
            """, .text("2025-01-01"), .text("2025-12-31"), .integer(10_000)),
        Golden(
            "exists([Ostot] where name = customers.name and kaupunki = 'Espoo')",
            """
            EXISTS (SELECT 1 FROM "purchases" AS "r_1" WHERE "r_1"."customer_id" = "r"."customer_id" \
            AND (("r_1"."name" = "r"."name") AND ("r"."kaupunki" = ?)))
            """, .text("Espoo")),
        Golden(
            "count(purchases where count(lines) > 2)",
            """
            (SELECT count(*) FROM "purchases" AS "r_1" WHERE "r_1"."customer_id" = "r"."customer_id" \
            AND ((SELECT count(*) FROM "lines" AS "r_2" WHERE "r_2"."purchase_id" = "r_1"."purchase_id") > ?))
            """, .integer(2)),
    ]

    @Test(arguments: goldens)
    func compiles(_ golden: Golden) throws {
        #expect(try Workspace.sql(golden.text) == SQLFragment(sql: golden.sql, bindings: golden.bindings))
    }

    @Test func keepsWhatUsersWroteOutOfTheSQL() throws {
        let attack = "'); DROP TABLE customers; --\""
        let modules = [
            "a\"b": ModuleDefinition(
                name: "a\"b", label: "x", key: "k\"", fields: [FieldDefinition(key: "k\"", type: .text, label: "Avain")])
        ]
        let quoted = "\"\(attack.replacing("\"", with: "\"\""))\""
        let fragment = try CheckedExpression.check("[avain] = \(quoted)", module: "a\"b", names: ExpressionNames(modules: modules))
            .sql(alias: "r\"", today: Workspace.today, dayStart: Workspace.dayStart)
        #expect(fragment == SQLFragment(sql: "(\"r\"\"\".\"k\"\"\" = ?)", bindings: [.text(attack)]))
    }

    @Test func tellsTheFieldsThatItReads() throws {
        let text = "consent and [Kaupunki] = 'x' and sum(purchases.amount where date in last_year and kaupunki = name) > customers.age"
        let fields = try Workspace.check(text).fields
        #expect(fields == ["consent", "kaupunki", "age", "purchases.amount", "purchases.date", "purchases.name"])
        #expect(try Workspace.check("count(purchases) > 1").fields.isEmpty)
    }

    @Test func settlesTypes() throws {
        let types: [(String, ValueType)] = [
            ("age", .integer), ("age + 1.50", .decimal(scale: 2)), ("balance * rate", .decimal(scale: 6)), ("age / 2", .decimal(scale: 6)),
            ("0.12345678 / 2", .decimal(scale: 8)), ("0.123456789012 * 0.123456789012", .decimal(scale: 18)),
            ("avg(purchases.amount)", .decimal(scale: 4)), ("avg(purchases.quantity)", .decimal(scale: 2)),
            ("max(purchases.date)", .day), ("min(purchases.name)", .text), ("count(purchases)", .integer),
            ("sum(purchases.quantity)", .integer),
            ("born - 3", .day), ("today - born", .integer), ("seen", .instant), ("null", .null), ("exists(purchases)", .boolean),
            ("status", .text),
        ]
        for (text, type) in types { #expect(try Workspace.check(text).type == type, "\(text)") }
    }

    @Test func fitsFormulasToTheirField() throws {
        func formula(_ text: String, _ key: String) throws -> CheckedExpression {
            let field = try #require(Workspace.modules["customers"]?.field(key))
            return try CheckedExpression.check(text, for: .formula(field), module: "customers", names: Workspace.names)
        }
        func sql(_ text: String, _ key: String) throws -> String {
            try formula(text, key).sql(alias: "r", today: Workspace.today, dayStart: Workspace.dayStart).sql
        }
        #expect(try sql("sum(purchases.amount) - age", "balance").hasPrefix("ajastin_subtract((SELECT "))
        #expect(try sql("age", "balance") == "ajastin_multiply(\"r\".\"age\", 100, 0)")
        #expect(try sql("rate", "balance") == "ajastin_multiply(\"r\".\"rate\", 1, 2)")
        #expect(try formula("null", "born").type == .day)
        #expect(try formula("'lead'", "status").type == .text)
        for (text, key, message) in [
            ("age / 2", "age", "expression.formula.decimal-to-integer"), ("age", "name", "expression.formula.type"),
            ("name", "status", "expression.formula.choice"), ("'leadd'", "status", "expression.choice.unknown.nearest"),
            ("born", "seen", "expression.formula.type"),
        ] {
            let error = try #require(throws: ExpressionError.self) { try formula(text, key) }
            #expect(error.message.key.rawValue == message)
            #expect((error.column, error.length) == (1, text.unicodeScalars.count))
        }
    }
}
