import Foundation
import TestSupport
import Testing

/// Promises 1 and 2 over a longer time: whatever senders do in the folders, and whenever `serve` is killed, each file that is left to be
/// taken is taken once, and each of its rows is in the module or among the rejected ones.
///
/// It takes half a minute; `AJASTIN_SOAK_SECONDS` makes it longer, `AJASTIN_SOAK_SEED` repeats one.
struct SoakTests {
    @Test func nothingIsLostOrDoneTwiceWhateverHappens() throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["AJASTIN_SOAK_SECONDS"].flatMap(Int.init) ?? 30
        let seed = environment["AJASTIN_SOAK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000)
        let house = try SoakHouse(seed: seed)
        let kills = try house.run(for: .seconds(seconds))
        let findings = try SoakAudit(house).findings()
        print("soak: seed \(seed), \(seconds) s, \(kills) kills, \(house.summary); \(findings.summary)")
        #expect(findings.problems.isEmpty, "seed \(seed)")
        #expect(kills > 0 && findings.applied > 0)
    }
}

/// What must be true once everything has been taken in.
private struct SoakAudit {
    struct Findings {
        var problems: [String] = []
        var applied = 0
        var summary = ""
    }

    private struct Drop: Decodable {
        let id: Int
        let file: String
        let state: String
        let read: Int
        let added: Int
        let changed: Int
        let unchanged: Int
        let rejected: Int
    }

    private let house: SoakHouse
    private let drops: [Drop]
    /// The keys in the module, and those of rejected rows.
    private let keys: [Substring]
    private let rejectedKeys: [Substring]
    /// The numbers of the contents that lie in the archive or beside the rejected rows.
    private let kept: Set<Int>

    init(_ house: SoakHouse) throws {
        self.house = house
        drops = try Program().run(["drops", "list", "--format", "json"], in: house.path).json([Drop].self)
        keys = try Tool.run("sqlite3", [house.path + "/var/ajastin.sqlite", "SELECT id FROM customers"]).split(separator: "\n")
        rejectedKeys = try SoakAudit.rows("rejected") { $0.hasSuffix(".csv") && !$0.contains("-") }.files(in: house).flatMap(\.keys)
        kept = Set(
            try ["archive", "rejected"].flatMap { try SoakAudit.rows($0) { $0.contains("-") }.files(in: house).compactMap(\.number) })
    }

    func findings() throws -> Findings {
        var findings = Findings()
        findings.problems = drops.filter { $0.read != $0.added + $0.changed + $0.unchanged + $0.rejected && $0.state == "applied" }
            .map { "counts of drop \($0.id) do not add up" }
        findings.problems += drops.filter { $0.state != "applied" && $0.state != "duplicate" }.map {
            "drop \($0.id) \($0.file) \($0.state)"
        }
        let applied = drops.filter { $0.state == "applied" }
        // Contents have no row in common: one that was applied twice would show as unchanged rows.
        findings.problems += applied.filter { $0.changed + $0.unchanged > 0 }.map { "drop \($0.id) \($0.file) was applied again" }
        if applied.reduce(0, { $0 + $1.added }) != keys.count { findings.problems.append("added is not what the module has") }
        if applied.reduce(0, { $0 + $1.rejected }) != rejectedKeys.count { findings.problems.append("rejected is not what the files have") }
        if Set(rejectedKeys).count != rejectedKeys.count { findings.problems.append("rows were rejected twice") }
        findings.problems += missing()
        findings.problems += try house.waiting().map { "\($0) is left" }
        findings.applied = applied.count
        let duplicates = drops.count - applied.count
        findings.summary = "\(applied.count) applied, \(duplicates) duplicates, \(keys.count) rows taken, \(rejectedKeys.count) rejected"
        return findings
    }

    /// Contents that are there in part, or not at all although they were left to be taken.
    private func missing() -> [String] {
        let (taken, refused) = (Set(keys), Set(rejectedKeys))
        var expected = 0
        var problems: [String] = []
        for content in house.contents {
            let found = content.rows.count { ($0.isValid ? taken : refused).contains($0.key[...]) }
            expected += found
            let isWhole = found == content.rows.count
            if !isWhole, found > 0 || !content.isWithdrawn {
                problems.append("content \(content.number): \(found) of \(content.rows.count) rows")
            }
            if !content.isWithdrawn, !kept.contains(content.number) { problems.append("the file of content \(content.number) is nowhere") }
        }
        if expected != taken.count + refused.count { problems.append("there are rows that nobody sent") }
        return problems
    }

    private static func rows(_ place: String, where isWanted: @escaping (String) -> Bool) -> KeptFiles {
        KeptFiles(place: place, isWanted: isWanted)
    }
}

/// Files of the workspace's state, and the keys of their rows.
private struct KeptFiles {
    struct File {
        let keys: [Substring]
        /// That of the content, by its first key.
        var number: Int? { keys.first.flatMap { $0.split(separator: "-").first }.flatMap { Int($0) } }
    }

    let place: String
    let isWanted: (String) -> Bool

    func files(in house: SoakHouse) throws -> [File] {
        let folder = house.path + "/var/" + place
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter(isWanted).map { name in
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            return File(keys: text.split(whereSeparator: \.isNewline).dropFirst().compactMap { $0.split(separator: ";").first })
        }
    }
}
