import Actions
import Model
import Store
import TestSupport
import Testing

@testable import Actions

/// Records that are the same: found, marked, merged, and brought back.
struct DuplicateToolTests {
    private static let match = ToolValue.lists([["email"], ["phone"], ["name", "postal"]])
    private static let rows = [
        ["id": "A", "name": "Matti Meikäläinen", "email": "matti@x.fi", "phone": "0401234567", "postal": "00100"],
        ["id": "B", "name": "Liisa", "postal": "00100"],
        // Like A by the address, and like D by the phone.
        ["id": "C", "name": "M. Meikäläinen", "email": "MATTI@X.FI", "phone": "050 765 4321", "city": "Helsinki"],
        ["id": "D", "name": "Meikäläinen Matti", "phone": "+358 50 765 4321", "spent": "1250", "born": "1980-02-01"],
        // Like A by name and postal code.
        ["id": "E", "name": "MATTI MEIKALAINEN", "postal": "00100", "city": "Espoo", "spent": "700"],
        ["id": "F", "name": "Liisa", "postal": "00200"], ["id": "G", "mark": "vanha"],
    ]
    private static let bought: [(String, Int64)] = [("A", 1), ("C", 2), ("D", 3), ("B", 4), ("E", 5)]

    @Test func theyAreMarkedWithTheKeyOfTheFirst() throws {
        let house = try ToolHouse(Self.rows)
        let outcome = try house.run(.findDuplicates, ["match": Self.match, "mark": .text("mark")])
        #expect(try house.values("mark") == ["A", "–", "A", "A", "A", "–", "–"])
        #expect(outcome.affected == 4)
        #expect(outcome.summary.arguments["count"] == .integer(1))
        // Records that are like no other any longer lose their mark.
        try house.run(.findDuplicates, ["match": .lists([["email"]]), "mark": .text("mark")], run: 2)
        #expect(try house.values("mark") == ["A", "–", "A", "–", "–", "–", "–"])
        try house.undo(run: 2)
        try house.undo(run: 1)
        #expect(try house.values("mark") == ["–", "–", "–", "–", "–", "–", "vanha"])
    }

    @Test func withoutAMarkTheyAreOnlyCounted() throws {
        let house = try ToolHouse(Self.rows)
        let outcome = try house.run(.findDuplicates, ["match": .lists([["name"]])])
        #expect(outcome.affected == 4)
        #expect(outcome.counts == TaskCounts(lookedAt: 7, changed: 0, left: 7, failed: 0))
        #expect(try house.values("mark").last == "vanha")
    }

    @Test func oneOfThemIsKeptWithAllThatIsKnown() throws {
        let house = try ToolHouse(Self.rows, purchases: Self.bought)
        let fields = ToolHouse.customers.fields.map(\.key)
        let before = try house.values(fields)
        let outcome = try house.run(.mergeDuplicates, ["match": Self.match])
        #expect(outcome.affected == 3)
        #expect(try house.values("id") == ["A", "B", "F", "G"])
        let kept = try house.values(["name", "email", "phone", "postal", "city", "born", "spent"])[0]
        // What A lacks comes from the newest that has it: the city and the sum from E, the birthday from D.
        #expect(kept == ["Matti Meikäläinen", "matti@x.fi", "0401234567", "00100", "Espoo", "3683", "700"])
        #expect(
            try house.values(["customer", "amount"], of: ToolHouse.purchases) == [
                ["A", "1"], ["A", "2"], ["A", "3"], ["B", "4"], ["A", "5"],
            ])
        #expect(outcome.summary.arguments["moved"] == .integer(3))
        #expect(outcome.counts == TaskCounts(lookedAt: 7, changed: 4, left: 3, failed: 0))
        let undone = try #require(try house.undo())
        #expect(undone.broughtBack == 3 && undone.left == 0)
        #expect(try house.values(fields) == before)
        #expect(try house.values("customer".components, of: ToolHouse.purchases).map { $0[0] } == ["A", "C", "D", "B", "E"])
    }

    @Test(arguments: [("oldest", "A"), ("newest", "E"), ("most-complete", "A")]) func whichOneIsKeptCanBeSaid(keep: String, key: String)
        throws
    {
        let house = try ToolHouse(Self.rows)
        try house.run(.mergeDuplicates, ["match": Self.match, "keep": .text(keep), "merge-empty": .boolean(false)])
        #expect(Set(try house.values("id")) == [key, "B", "F", "G"])
        #expect(try house.values(["id", "born"]).contains([key, "–"]))
    }

    @Test func ifNoneAreAlikeNothingHappens() throws {
        let house = try ToolHouse([["id": "A", "email": "a@x.fi"], ["id": "B"], ["id": "C"]])
        let outcome = try house.run(.mergeDuplicates, ["match": Self.match])
        #expect(outcome.affected == 0)
        #expect(outcome.counts == TaskCounts(lookedAt: 3, changed: 0, left: 3, failed: 0))
    }

    /// Against a slow and obvious way of finding the groups: records reached from each other over any number of shared values.
    @Test(arguments: 0..<20) func groupsAreWhatHangsTogether(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let count = 60
        var links: [(Int64, Int64)] = []
        for _ in 0..<Int.random(in: 0...80, using: &random) {
            links.append((Int64.random(in: 1...Int64(count), using: &random), Int64.random(in: 1...Int64(count), using: &random)))
        }
        var groups = RecordGroups()
        for (left, right) in links { groups.join(left, right) }
        var marks = Dictionary(uniqueKeysWithValues: (1...Int64(count)).map { ($0, $0) })
        var isChanging = true
        while isChanging {
            isChanging = false
            for (left, right) in links where marks[left] != marks[right] {
                let lower = min(marks[left] ?? 0, marks[right] ?? 0)
                (marks[left], marks[right]) = (lower, lower)
                isChanging = true
            }
        }
        for record in 1...Int64(count) { #expect(groups.first(of: record) == marks[record]) }
        let all = groups.all()
        for (first, records) in all {
            #expect(records == records.sorted() && records.first == first && records.count > 1)
            #expect(records.allSatisfy { marks[$0] == first })
        }
    }
}

extension String {
    fileprivate var components: [String] { [self] }
}
