import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Drops that change far more than usual wait for a person.
struct GuardTests {
    private let shop: Workshop
    private let source: SourceDefinition

    init() throws {
        shop = try Workshop()
        var source = shop.source(mode: .replace)
        source.volumeGuard = 3000
        source.owner = "maija@teatteri.example"
        self.source = source
        try shop.drop("customer_id,name\n" + (1...100).map { "C\($0),a\n" }.joined(), as: "first.csv", source: source)
    }

    private func rows(_ count: Int, _ name: String) -> String { "customer_id,name\n" + (1...count).map { "C\($0),\(name)\n" }.joined() }

    @Test(arguments: [(60, "a", "ingest.guard-removed"), (100, "b", "ingest.guard-changed"), (200, "a", "ingest.guard-added")])
    func holdsWhatIsFarFromUsual(count: Int, name: String, reason: String) throws {
        let before = try shop.records()
        let drop = try shop.drop(rows(count, name), source: source)
        #expect(drop.record.state == .held)
        #expect(drop.record.reason?.key.rawValue == reason)
        #expect(try shop.records() == before)
        #expect(shop.exists("held/2-a.csv"))
        #expect(!shop.exists("drop/a.csv"))
        #expect(try shop.store.read { try $0.notices.unsent() }.map(\.kind) == [.dropHeld])
        #expect(try shop.store.read { try $0.drops.held() }.map(\.id) == [2])
        // The same content again is no second question.
        let again = try shop.drop(rows(count, name), as: "b.csv", source: source)
        #expect(again.record.reason?.key.rawValue == "ingest.duplicate-held")
    }

    @Test func letsPassWhatIsUsual() throws {
        #expect(try shop.drop(rows(80, "a"), source: source).record.state == .applied)
        #expect(try shop.records().count == 80)
    }

    @Test func appliesAHeldDropUnderItsNumberOnceReleased() throws {
        let held = try shop.drop(rows(10, "z"), source: source)
        let drops = try shop.intake.apply(
            shop.folder.file("held/2-a.csv"), name: "a.csv", to: shop.target(source), options: .init(released: held.record))
        #expect(drops.map(\.record.id) == [2])
        #expect(drops.map(\.record.state) == [.applied])
        #expect(drops[0].record.file == "a.csv")
        #expect(try shop.records().count == 10)
        #expect(try shop.store.read { try $0.drops.list() }.map(\.state) == [.applied, .applied])
        #expect(shop.exists("archive/2-a.csv"))
        #expect(!shop.exists("held/2-a.csv"))
    }

    @Test func holdsAnArchiveAsOneAndReleasesAllOfIt() throws {
        var source = source
        source.mode = .upsert
        try shop.folder.write("customer_id,name\nC1,x\nC2,y,z\n", to: "drop/1.csv")
        try shop.folder.write(rows(60, "b"), to: "drop/2.csv")
        let pack = { _ = try Tool.run("7z", ["a", "-tzip", "a.zip", "1.csv", "2.csv"], in: shop.folder.file("drop")) }
        try pack()
        let before = try shop.records()
        let held = try shop.intake.apply(shop.path("a.zip"), to: shop.target(source))
        #expect(held.map(\.record.state) == [.held])
        #expect(held.map(\.record.file) == ["a.zip"])
        #expect(try shop.records() == before)
        #expect(shop.exists("held/2-a.zip"))
        #expect(!shop.exists("rejected/2.csv"))
        try pack()
        #expect(try shop.takeIn("a.zip", source: source).record.reason?.key.rawValue == "ingest.duplicate-held")
        let released = try shop.intake.apply(
            shop.folder.file("held/2-a.zip"), name: "a.zip", to: shop.target(source), options: .init(released: held[0].record))
        #expect(released.map(\.record.state) == [.applied, .applied])
        #expect(released.map(\.record.file) == ["a.zip/1.csv", "a.zip/2.csv"])
        #expect(released[0].record.id == 2)
        #expect(try shop.store.read { try $0.drops.held() }.isEmpty)
        #expect(try shop.records().filter { $0[1] == "b" }.count == 60)
        #expect(shop.exists("archive/2-a.zip"))
        #expect(shop.exists("rejected/2.csv"))
    }

    @Test func aFirstDropHasNothingToBeComparedWith() throws {
        let shop = try Workshop()
        var source = shop.source()
        source.volumeGuard = 0
        #expect(try shop.drop("customer_id\nC1\n", source: source).record.state == .applied)
    }
}
