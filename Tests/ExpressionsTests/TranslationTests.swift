import Expressions
import Model
import Tabular
import Testing

struct TranslationTests {
    private func read(_ text: String, in language: Language? = nil) throws -> CheckedExpression {
        guard let language else { return try CheckedExpression.read(text, module: "customers", names: Workspace.names) }
        return try CheckedExpression.check(text, in: language, module: "customers", names: Workspace.names)
    }

    static let pairs = [
        ("kaupunki = \"Helsinki\" and last_purchase in last_week", "kaupunki = \"Helsinki\" ja last_purchase viime_viikolla"),
        ("if(age >= 18, \"aikuinen\", \"lapsi\")", "JOS(age >= 18; \"aikuinen\"; \"lapsi\")"),
        ("sum(purchases.amount where date in last_year) >= 100.50", "SUMMA(purchases.amount joissa date viime_vuonna) >= 100,50"),
        ("[City] in (\"Espoo\", \"Oulu\")", "[Kaupunki] on jokin (\"Espoo\"; \"Oulu\")"),
        ("[Total spent] not in (1.5, 2)", "[Ostot yhteensä] ei ole mikään (1,5; 2)"),
        ("age between 18 and 65 or age is empty", "age on välillä 18 ja 65 tai age on tyhjä"),
        ("age not between 18 and 65", "age ei ole välillä 18 ja 65"),
        ("name contains \"x\" and name not starts with \"y\"", "name sisältää \"x\" ja name ei ala \"y\""),
        ("name ends with \"n\" and email is not empty", "name päättyy \"n\" ja email ei ole tyhjä"),
        ("born not in last_days(30)", "born ei viime_päivinä(30)"),
        ("born < 2001-02-03", "born < 3.2.2001"),
        ("in segment vip and not in segment lapsed", "kohderyhmässä vip ja ei kohderyhmässä lapsed"),
        ("in list vip", "listalla vip"),
        ("latest(purchases.name by date where amount > 1)", "VIIMEISIN(purchases.name järjestyksessä date joissa amount > 1)"),
        ("round(balance * 1.24, 2)", "PYÖRISTÄ(balance * 1,24; 2)"),
        ("edate(today(), -12)", "PÄIVÄ.KUUKAUSI(TÄMÄ.PÄIVÄ(); -12)"),
        ("not (consent or age = 1)", "ei (consent tai age = 1)"),
        ("consent = true and balance is not empty and age = null", nil),
        ("name & \" \" & email", "name & \" \" & email"),
        ("if(consent, null, 1)", "JOS(consent; tyhjä; 1)"),
        ("max(age, 18)", "MAKS(age; 18)"),
        ("born in today or born in tomorrow", "born tänään tai born huomenna"),
        ("(1 - age) * -age / (2 - (3 - age))", "(1 - age) * -age / (2 - (3 - age))"),
    ]

    @Test func translatesThereAndBack() throws {
        for case let (english, finnish?) in Self.pairs {
            let fromEnglish = try read(english, in: .en)
            #expect(fromEnglish.text(in: .fi) == finnish)
            #expect(fromEnglish.text(in: .en) == english)
            let fromFinnish = try read(finnish, in: .fi)
            #expect(fromFinnish.text(in: .en) == english)
            #expect(fromFinnish.text(in: .fi) == finnish)
            #expect(fromFinnish.canonical == fromEnglish.canonical)
        }
    }

    @Test func understandsWhatFinnsWrite() throws {
        let writings = [
            ("kaupunki = \"Helsinki\" ja last_purchase viime viikolla", "kaupunki = \"Helsinki\" and last_purchase in last_week"),
            ("[ostot yhteensä] on välillä 1,5 ja 2", "balance between 1.5 and 2"),
            ("last_purchase on tässä_kuussa", "last_purchase in this_month"), ("born ei ole tänä_vuonna", "born not in this_year"),
            ("[Kaupunki] jokin (\"Espoo\")", "kaupunki in (\"Espoo\")"), ("on kohderyhmässä vip", "in segment vip"),
            ("ei ole kohderyhmässä vip", "not in segment vip"), ("JA(consent; EI(age > 1))", "and(consent, not age > 1)"),
            ("keskiarvo(purchases.amount)", "avg(purchases.amount)"), ("JOS(ONTYHJÄ(age); 0; age)", "if(isblank(age), 0, age)"),
            ("MAX(age; 5)", "max(age, 5)"), ("LEFT(name; 3)", "left(name, 3)"), ("Tosi tai Epätosi", "true or false"),
            ("born >= 2001-02-03", "born >= 2001-02-03"), ("ketjuta(name; kaupunki)", "concat(name, kaupunki)"),
        ]
        for (finnish, canonical) in writings { #expect(try read(finnish).canonical == canonical, "\(finnish)") }
    }

    @Test func storesFieldsByTheirKeys() throws {
        #expect(
            try read("[City] = 'x' and sum([Ostot].[amount]) > customers.[Total spent]").canonical
                == "kaupunki = \"x\" and sum(purchases.amount) > customers.balance")
    }

    @Test func asksWhereALanguageHasToBeGuessed() throws {
        #expect(try read("max(1,5) > 2", in: .en).canonical == "max(1, 5) > 2")
        #expect(try read("max(1,5) > 2", in: .fi).canonical == "max(1.5) > 2")
        let either = try #require(throws: ExpressionError.self) { try read("max(1,5) > 2") }
        #expect(either.message.key == "expression.ambiguous")
        #expect(try read("max(1, 5) > 2").canonical == "max(1, 5) > 2")
        #expect(try read("age = 1").languages == [.en, .fi])
    }

    @Test func speaksOfErrorsInTheLikelyLanguage() throws {
        let cases = [
            ("kaupunkki = \"x\" ja consent", "expression.field.unknown.nearest"), ("JOS(consent; 1)  + name", "expression.arithmetic.type"),
            ("PYÖRIST(age; 1)", "expression.function.unknown.nearest"), ("kohderyhmässä vipp", "expression.segment.unknown.nearest"),
            ("born viime_viiikolla", "expression.trailing"), ("name and consent", "expression.logic.type"),
        ]
        for (text, key) in cases {
            let error = try #require(throws: ExpressionError.self) { try read(text) }
            #expect(error.message.key.rawValue == key, "\(text)")
        }
        let error = try #require(throws: ExpressionError.self) { try read("PYÖRIST(age; 1)") }
        #expect(error.message.arguments["nearest"] == .text("PYÖRISTÄ"))
    }

    @Test func anyExpressionComesBackAsItWas() throws {
        var source = RandomExpressions(seed: 11)
        var count = 0
        for round in 0..<2500 {
            let depth = 1 + round % 4
            let text =
                switch round % 4 {
                case 0: source.number(depth).text
                case 1: source.text(depth).text
                case 2: source.day(depth).text
                default: source.truth(depth).text
                }
            guard let original = try? read(text, in: .en) else { continue }
            count += 1
            let finnish = try read(original.text(in: .fi), in: .fi)
            #expect(finnish.canonical == original.canonical, "\(text)")
            #expect(try read(finnish.text(in: .en), in: .en).canonical == original.canonical, "\(text)")
            #expect(finnish.text(in: .fi) == original.text(in: .fi))
            func sql(_ expression: CheckedExpression) -> SQLFragment {
                expression.sql(alias: "r", today: Workspace.today, dayStart: Workspace.dayStart)
            }
            #expect(sql(finnish) == sql(original))
        }
        #expect(count > 2000)
    }

    @Test func everyFunctionHasItsNames() throws {
        // Each is found by its name in either language, and no two share one.
        #expect(FunctionList.names(in: .en).count >= 60)
        for language in Language.allCases {
            let names = FunctionList.names(in: language)
            #expect(Set(names).count == names.count, "\(language)")
        }
    }
}
