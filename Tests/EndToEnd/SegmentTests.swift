import Foundation
import TestSupport
import Testing

/// Segments with the real program: nested, listed by hand, frozen, explained.
struct SegmentTests {
    private struct Segment: Decodable {
        struct Refresh: Decodable { let size: Int, joined: Int, left: Int }
        let name: String
        let `where`: String?
        let members: Int?, now: Int?
        let uses: [String]?, include: [String]?, exclude: [String]?
        let frozen: Bool?
        let history: [Refresh]?
    }
    private struct Customer: Decodable {
        let customer_id: String
        let postal_code: String?
        let consent: Bool?
        let description: String?
    }

    private let workspace: SampleWorkspace

    init() throws {
        workspace = try SampleWorkspace()
        #expect(try workspace.run(["ingest", workspace.path + "/data/customers.csv", "--source", "customers"]).status == 3)
        try workspace.succeed(["ingest", workspace.path + "/data/purchases.csv", "--source", "purchases"])
    }

    private func define(_ name: String, _ text: String) throws {
        try workspace.write("module: customers\n" + text, to: "segments/\(name).yaml")
        try workspace.succeed(["apply"])
    }

    private func members(_ name: String, _ options: String...) throws -> [Customer] {
        try workspace.list(["segment", "members", name] + options, of: Customer.self)
    }

    private func show(_ name: String) throws -> Segment {
        try workspace.run(["segment", "show", name, "--format", "json"]).json(Segment.self)
    }

    @Test func whatASegmentUsesIsRefreshedBeforeIt() throws {
        try define("luvalliset", "where: kohderyhmässä helsinkilaiset ja consent")
        #expect(try show("luvalliset").where == "in segment helsinkilaiset and consent")
        #expect(try show("luvalliset").uses == ["helsinkilaiset"])
        try workspace.succeed(["segment", "refresh", "luvalliset"])
        try define("kaikki", "label: Kaikki")
        try workspace.succeed(["segment", "refresh", "kaikki"])
        let expected = try members("kaikki").filter { $0.postal_code?.hasPrefix("00") == true && $0.consent == true }
        #expect(try members("luvalliset").map(\.customer_id) == expected.map(\.customer_id))
        #expect(!expected.isEmpty)
        #expect(try show("helsinkilaiset").history?.count == 1)
    }

    @Test func segmentsThatUseEachOtherAreRefusedByName() throws {
        try workspace.write("module: customers\nwhere: in segment b", to: "segments/a.yaml")
        try workspace.write("module: customers\nwhere: consent and not in segment a", to: "segments/b.yaml")
        let result = try workspace.run(["apply"])
        #expect(result.status == 2)
        #expect(result.errors.contains("segments/a.yaml:2:8: "))
        #expect(result.errors.contains("a → b → a"))
    }

    @Test func listsOutlastARefresh() throws {
        try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
        let before = try members("helsinkilaiset").map(\.customer_id)
        try define("kaikki", "label: Kaikki")
        try workspace.succeed(["segment", "refresh", "kaikki"])
        let outsider = try #require(try members("kaikki").map(\.customer_id).first { !before.contains($0) })
        let insider = try #require(before.first)
        try workspace.succeed(["segment", "include", "helsinkilaiset", outsider])
        try workspace.succeed(["segment", "exclude", "helsinkilaiset", insider])
        #expect(try workspace.run(["segment", "include", "helsinkilaiset", "ei-ole"]).status == 1)
        #expect(try workspace.text(of: "segments/helsinkilaiset.yaml").contains("exclude: [\(insider)]"))
        for _ in 0..<2 {
            try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
            let after = try members("helsinkilaiset").map(\.customer_id)
            #expect(Set(after) == Set(before).subtracting([insider]).union([outsider]))
        }
        let explained = try workspace.succeed(["segment", "explain", "helsinkilaiset", insider])
        #expect(explained.contains("Jätetty käsin kohderyhmän ulkopuolelle."))
        try workspace.succeed(["segment", "unlist", "helsinkilaiset", insider, outsider])
        try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
        #expect(try members("helsinkilaiset").map(\.customer_id) == before)
        #expect(try show("helsinkilaiset").history?.map(\.size) == [before.count, before.count, before.count, before.count])
    }

    @Test func aListAloneIsASegment() throws {
        try define("kaikki", "label: Kaikki")
        try workspace.succeed(["segment", "refresh", "kaikki"])
        let two = try members("kaikki").map(\.customer_id).prefix(2)
        try define("kutsutut", "include: [\(two.joined(separator: ", ")), A-0]")
        try define("muut", "where: ei listalla kutsutut")
        try workspace.succeed(["segment", "refresh", "kutsutut"])
        try workspace.succeed(["segment", "refresh", "muut"])
        #expect(try members("kutsutut").map(\.customer_id) == Array(two))
        #expect(try members("muut").count == (try members("kaikki").count - 2))
    }

    @Test func aFrozenSegmentStaysAsItIs() throws {
        try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
        let before = try members("helsinkilaiset").map(\.customer_id)
        try workspace.succeed(["segment", "freeze", "helsinkilaiset"])
        try workspace.succeed(["segment", "exclude", "helsinkilaiset", before[0]])
        let refreshed = try workspace.run(["segment", "refresh", "helsinkilaiset"])
        #expect(refreshed.errors.contains("jäädytetty"))
        #expect(try members("helsinkilaiset").map(\.customer_id) == before)
        try workspace.succeed(["segment", "thaw", "helsinkilaiset"])
        try workspace.succeed(["segment", "refresh", "helsinkilaiset"])
        #expect(try members("helsinkilaiset").map(\.customer_id) == Array(before.dropFirst()))
    }

    @Test func tellsWhyARecordIsOnTheList() throws {
        struct Explanation: Decodable {
            struct Criterion: Decodable {
                struct Value: Decodable { let text: String }
                let text: String, expression: String
                let holds: Bool?
                let values: [Value]
            }
            let member: Bool
            let criteria: [Criterion]
        }
        try workspace.succeed(["segment", "refresh", "maksusuunnitelma"])
        try define("kaikki", "label: Kaikki")
        try workspace.succeed(["segment", "refresh", "kaikki"])
        let customer = try #require(try members("kaikki").first)
        let explained = try workspace.run(["segment", "explain", "maksusuunnitelma", customer.customer_id, "--format", "json"])
            .json(Explanation.self)
        #expect(
            explained.criteria.map(\.expression) == [
                "consent", "last_purchase in last_month", "sum(purchases.amount where date in last_year) >= 100",
            ])
        #expect(
            explained.criteria.map(\.text) == [
                "consent", "last_purchase viime_kuussa", "SUMMA(purchases.amount joissa date viime_vuonna) >= 100",
            ])
        #expect(
            explained.criteria.map { $0.values.map(\.text) } == [
                ["consent"], ["last_purchase"], ["SUMMA(purchases.amount joissa date viime_vuonna)"],
            ])
        #expect(explained.criteria[0].holds == customer.consent)
        let text = try workspace.succeed(["--language", "en", "segment", "explain", "maksusuunnitelma", customer.customer_id])
        #expect(text.contains("sum(purchases.amount where date in last_year): "))
    }

    @Test func aTaskNeverWorksOnStaleMembers() throws {
        struct Run: Decodable {
            struct Task: Decodable {
                let task: String, state: String
                let affected: Int?
            }
            let state: String
            let tasks: [Task]
        }
        try workspace.write(
            "tasks:\n  - bulk-edit: {segment: helsinkilaiset, set: {description: Soitettu}}\n", to: "schedules/soitto.yaml")
        try workspace.succeed(["apply"])
        try workspace.succeed(["schedule", "run", "soitto"])
        let run = try #require(try workspace.list(["runs", "list"], of: Run.self).first)
        #expect(run.tasks.map(\.task) == ["refresh-segment", "bulk-edit"])
        let members = try members("helsinkilaiset")
        #expect(run.tasks.map(\.affected) == [members.count, members.count])
        #expect(members.allSatisfy { $0.description == "Soitettu" })
        let explained = try workspace.succeed(["segment", "explain", "helsinkilaiset", members[0].customer_id])
        #expect(explained.contains("Lisätieto – → Soitettu (Massamuokkaa kohderyhmää, ajastettu toiminto soitto, ajo "))
    }
}
