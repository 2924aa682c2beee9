import Expressions
import Foundation
import Model
import Tabular
import Testing

/// The SQL of random expressions gives, record by record, what the independent evaluator gives.
struct EvaluationTests {
    private static func environments() -> [Environment] {
        var source = RandomExpressions(seed: 7)
        func purchase() -> Record {
            var record = Record()
            if source.chance(80) { record.numbers["amount"] = Decimal(Int.random(in: -5000...50_000, using: &source.random)) / 100 }
            if source.chance(80) { record.numbers["quantity"] = Decimal(Int.random(in: -3...9, using: &source.random)) }
            if source.chance(80) { record.texts["name"] = source.pick(RandomExpressions.texts) }
            if source.chance(80) { record.days["date"] = Workspace.today.advanced(by: Int.random(in: -500...20, using: &source.random)) }
            return record
        }
        func customer() -> Record {
            var record = Record()
            if source.chance(80) { record.numbers["age"] = Decimal(Int.random(in: -2...90, using: &source.random)) }
            if source.chance(80) { record.numbers["balance"] = Decimal(Int.random(in: -9999...99_999, using: &source.random)) / 100 }
            if source.chance(80) { record.numbers["rate"] = Decimal(Int.random(in: -20_000...20_000, using: &source.random)) / 10_000 }
            for name in ["name", "kaupunki", "email"] where source.chance(80) { record.texts[name] = source.pick(RandomExpressions.texts) }
            if source.chance(80) { record.texts["status"] = source.pick(["lead", "active", "lapsed"]) }
            for name in ["born", "last_purchase"] where source.chance(80) {
                record.days[name] = Workspace.today.advanced(by: Int.random(in: -500...20, using: &source.random))
            }
            if source.chance(80) {
                // Often at a midnight or a second beside it.
                let day = Workspace.today.advanced(by: Int.random(in: -60...10, using: &source.random))
                let second = source.pick([-1, 0, 1, Int.random(in: 0..<86_400, using: &source.random)])
                record.instants["seen"] = Workspace.dayStart(day) + .seconds(second)
            }
            if source.chance(80) { record.flags["consent"] = source.chance(50) }
            return record
        }
        return (0..<40).map { _ in
            Environment(customer: customer(), purchases: (0..<Int.random(in: 0...4, using: &source.random)).map { _ in purchase() })
        }
    }

    private static func stored(_ number: Decimal?, _ scale: Int) -> SQLValue {
        number.map { .integer(Int64(truncating: ($0 * pow(Decimal(10), scale)) as NSDecimalNumber)) } ?? .null
    }

    /// The value of the field as the store keeps it.
    private static func stored(_ record: Record, _ field: FieldDefinition) -> SQLValue {
        switch field.type {
        case .integer, .decimal: stored(record.numbers[field.key], field.scale)
        case .text, .email, .phone, .postalCode, .choice, .list: record.texts[field.key].map(SQLValue.text) ?? .null
        case .date: record.days[field.key].map { .text($0.iso) } ?? .null
        case .instant: record.instants[field.key].map { .text($0.isoUTC) } ?? .null
        case .boolean: record.flags[field.key].map { .integer($0 ? 1 : 0) } ?? .null
        }
    }

    private static func database(_ environments: [Environment]) throws -> SQLiteDatabase {
        let database = try SQLiteDatabase()
        func insert(_ record: Record, into module: ModuleDefinition, id: Int) throws {
            let values = module.fields.map { $0.key == "customer_id" ? .integer(Int64(id)) : stored(record, $0) }
            try database.rows("INSERT INTO \(module.name) VALUES (NULL, \(values.map { _ in "?" }.joined(separator: ", ")))", values)
        }
        let customers = try #require(Workspace.modules["customers"])
        let purchases = try #require(Workspace.modules["purchases"])
        for module in [customers, purchases] {
            let columns = module.fields.map { field in
                "\"\(field.key)\" \(field.type == .integer || field.type == .decimal || field.key == "customer_id" ? "INTEGER" : "TEXT")"
            }
            try database.rows("CREATE TABLE \(module.name) (_id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")))")
        }
        try database.rows("CREATE INDEX purchases_customer ON purchases (customer_id)")
        for (id, environment) in environments.enumerated() {
            try insert(environment.customer, into: customers, id: id)
            for purchase in environment.purchases { try insert(purchase, into: purchases, id: id) }
        }
        return database
    }

    @Test func agreesWithAnIndependentEvaluator() throws {
        let environments = Self.environments()
        let database = try Self.database(environments)
        var source = RandomExpressions(seed: 2026)
        var outcomes: [SQLValue: Int] = [:]
        var tooDeep = 0
        for round in 0..<3000 {
            let depth = 1 + round % 4
            let (text, type, value): (String, ValueType, (Environment) -> SQLValue)
            switch round % 8 {
            case 0, 1:
                let number = source.number(depth)
                (text, type) = (number.text, number.scale == 0 ? .integer : .decimal(scale: number.scale))
                value = { Self.stored(number.value($0), number.scale) }
            case 2:
                let day = source.day(depth)
                (text, type) = (day.text, .day)
                value = { day.value($0).map { .text($0.iso) } ?? .null }
            case 3:
                let sample = source.text(depth)
                (text, type) = (sample.text, .text)
                value = { sample.value($0).map(SQLValue.text) ?? .null }
            default:
                let truth = source.truth(depth)
                (text, type) = (truth.text, .boolean)
                value = { truth.value($0).map { .integer($0 ? 1 : 0) } ?? .null }
            }
            let fragment: SQLFragment
            do throws(ExpressionError) {
                let checked = try Workspace.check(text)
                #expect(checked.type == type, "\(text)")
                fragment = checked.sql(alias: "r", today: Workspace.today, dayStart: Workspace.dayStart)
            } catch {
                guard error.message.key == "expression.too-deep" else { throw error }
                tooDeep += 1
                continue
            }
            let rows = try database.rows("SELECT \(fragment.sql) FROM customers AS r ORDER BY customer_id", fragment.bindings)
            let expected = environments.map(value)
            guard rows.map({ $0[0] }) == expected else {
                let place = zip(rows.map { $0[0] }, expected).enumerated().first { $1.0 != $1.1 }
                Issue.record(
                    "\(text)\n\(fragment.sql)\n\(fragment.bindings)\n\(String(describing: place))\n\(environments[place?.offset ?? 0])")
                return
            }
            if type == .boolean { for outcome in expected { outcomes[outcome, default: 0] += 1 } }
        }
        // The samples are worth something: they are seldom refused, and are true, false and neither often enough.
        #expect(tooDeep < 300)
        for outcome in [SQLValue.null, .integer(0), .integer(1)] { #expect(outcomes[outcome, default: 0] > 5000) }
    }
}
