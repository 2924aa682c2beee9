import Expressions
import Foundation
import Model
import Testing

struct DepthTests {
    /// What is repeated around a core, and what it is repeated around.
    struct Nesting: Sendable {
        let before: String
        let core: String
        let after: String

        func text(_ count: Int) -> String {
            String(repeating: before, count: count) + core + String(repeating: after, count: count)
        }
    }

    static let nestings = [
        Nesting(before: "(", core: "consent", after: ")"), Nesting(before: "not ", core: "consent", after: ""),
        Nesting(before: "-", core: "age", after: ""), Nesting(before: "", core: "age", after: " + age"),
        Nesting(before: "", core: "balance", after: " * rate"), Nesting(before: "age - (rate - ", core: "age", after: ")"),
        Nesting(before: "1.5 / (", core: "age", after: " / 2)"), Nesting(before: "(consent and ", core: "consent", after: ")"),
        Nesting(before: "(", core: "consent", after: " and consent or consent)"),
        Nesting(before: "(", core: "consent", after: " = consent)"),
        Nesting(before: "(consent = ", core: "consent", after: ")"), Nesting(before: "(consent in (true, ", core: "consent", after: "))"),
        Nesting(before: "(consent between consent and ", core: "consent", after: ")"),
        Nesting(before: "(", core: "consent", after: " is not empty)"), Nesting(before: "born + (today - (", core: "born", after: "))"),
        Nesting(before: "exists(purchases where name not ends with max(purchases.name where name contains ", core: "name", after: "))"),
        Nesting(before: "if(consent, 1, ", core: "age", after: ")"), Nesting(before: "if(", core: "consent", after: ", consent, true)"),
        Nesting(before: "iferror(1 / ", core: "age", after: ", 0)"), Nesting(before: "abs(round(", core: "balance", after: ", 1))"),
        Nesting(before: "switch(age, 1, 2, ", core: "age", after: ")"), Nesting(before: "concat(name, left(", core: "name", after: ", 3))"),
        Nesting(before: "coalesce(age, min(3, age, ", core: "age", after: "))"), Nesting(before: "(name & ", core: "name", after: ")"),
        Nesting(before: "exists(purchases where in segment vip and ", core: "consent", after: ")"),
        Nesting(before: "latest(purchases.amount where amount > ", core: "age", after: ")"),
        Nesting(before: "edate(born, ", core: "age", after: " - age)"), Nesting(before: "", core: "age", after: " / (age - 1)"),
        Nesting(before: "rate < avg(purchases.amount where exists(purchases where ", core: "consent", after: "))"),
    ]

    /// Runs `work` on a thread with a stack smaller than any that the program gives.
    private func onSmallStack<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: work()) }
            thread.stackSize = 1024 * 1024
            thread.start()
        }
    }

    private static func database() throws -> SQLiteDatabase {
        let database = try SQLiteDatabase()
        try database.rows("CREATE TABLE customers (_id, customer_id, name, consent, age, balance, rate, born)")
        try database.rows("CREATE TABLE purchases (_id, customer_id, name, amount, date)")
        try database.rows("CREATE TABLE member (customer_id)")
        try database.rows("CREATE TABLE ajastin_segment_member (segment, record)")
        try database.rows("CREATE TABLE journal (customer_id, old, new, why)")
        return database
    }

    @Test(arguments: nestings.indices)
    func runsWhateverIsNotTooDeep(index: Int) async throws {
        let nesting = Self.nestings[index]
        let fragments = await onSmallStack {
            (1...100).map { count in try? Workspace.sql(nesting.text(count)) }
        }
        let failures = await onSmallStack {
            (1...100).map { count in
                try? Workspace.check(nesting.text(count)).failures(alias: "r", today: Workspace.today, dayStart: Workspace.dayStart)
            }
        }
        let allowed = fragments.prefix { $0 != nil }.compactMap { $0 }
        #expect(allowed.count >= 1)
        #expect(fragments.dropFirst(allowed.count).allSatisfy { $0 == nil })
        let database = try Self.database()
        for fragment in allowed {
            try database.rows(
                """
                WITH found AS (SELECT r.customer_id FROM (SELECT * FROM customers) AS r
                    WHERE EXISTS (SELECT 1 FROM member WHERE (\(fragment.sql))))
                INSERT INTO member (customer_id) SELECT customer_id FROM found WHERE customer_id NOT IN (SELECT customer_id FROM member)
                """, fragment.bindings)
        }
        for case let (fragment?, failures?) in zip(fragments, failures.map { $0 ?? nil }) {
            try database.rows(
                """
                INSERT INTO journal SELECT customer_id, old, new, why FROM
                    (SELECT r.customer_id, r.age AS old, \(fragment.sql) AS new, CASE WHEN (\(fragment.sql)) IS NULL THEN \(failures.sql.sql) END AS why
                    FROM customers AS r WHERE r.customer_id IN (SELECT customer_id FROM member WHERE customer_id > ?)) AS edit
                WHERE why IS NULL AND old IS NOT new
                """, fragment.bindings + fragment.bindings + failures.sql.bindings + [.integer(0)])
        }
    }

    @Test func refusesAbsurdDepth() async {
        let keys = await onSmallStack {
            Self.nestings.map { nesting in
                let length = nesting.before.unicodeScalars.count + nesting.after.unicodeScalars.count
                do throws(ExpressionError) {
                    _ = try Workspace.sql(nesting.text(31_900 / length))
                    return "none"
                } catch { return error.message.key.rawValue }
            }
        }
        #expect(keys == Array(repeating: "expression.too-deep", count: keys.count))
    }

    @Test(arguments: ["and", "or"])
    func takesLongChains(word: String) throws {
        let chain = (0..<1800).map { "age != \($0)" }.joined(separator: " \(word) ")
        let fragment = try Workspace.sql(chain)
        #expect(fragment.bindings.count == 1800)
        let database = try Self.database()
        try database.rows("INSERT INTO customers (age) VALUES (5), (1800), (NULL)")
        let expected: [[SQLValue]] = [[.integer(word == "or" ? 1 : 0)], [.integer(1)], [.null]]
        #expect(try database.rows("SELECT \(fragment.sql) FROM customers AS r", fragment.bindings) == expected)
    }

    @Test func takesLongLists() throws {
        let fragment = try Workspace.sql("age in (" + (0..<15_000).map { _ in "7" }.joined(separator: ",") + ")")
        let database = try Self.database()
        #expect(try database.rows("SELECT 1 FROM customers AS r WHERE \(fragment.sql)", fragment.bindings).isEmpty)
    }
}
