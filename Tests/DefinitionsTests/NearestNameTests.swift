import Model
import TestSupport
import Testing

@testable import Definitions

struct NearestNameTests {
    private static let keys: [String] = {
        let objects = DefinitionKind.allCases.map { DefinitionShapes.shape(of: $0).object } + [TimingShape.object]
        return Set(objects.flatMap { $0.keys.map(\.name) }).filter { $0.count >= 4 }.sorted()
    }()

    /// One letter added, removed, changed or swapped: what is suggested is the key, or another that is as near.
    @Test func findsMisspelledKeys() {
        var random = SeededGenerator(seed: 26)
        for _ in 0..<2000 {
            guard let key = NearestNameTests.keys.randomElement(using: &random) else { return }
            let misspelled = NearestNameTests.misspell(key, &random)
            guard !NearestNameTests.keys.contains(misspelled) else { continue }
            let suggestion = NearestName.of(misspelled, in: NearestNameTests.keys)
            let distance = suggestion.map { NearestName.distance(Array($0), Array(misspelled)) }
            #expect(suggestion == key || distance ?? 9 <= 1, "\(misspelled): \(suggestion ?? "-") for \(key)")
        }
    }

    @Test(arguments: [
        ("ondemand", "on-demand"), ("on_demand", "on-demand"), ("Label", "label"), ("time_zone", "time-zone"), ("taggs", "tags"),
    ])
    func findsWhatWasMeant(name: String, key: String) {
        #expect(NearestName.of(name, in: ["label", "tags", "on-demand", "time-zone"]) == key)
    }

    @Test(arguments: ["", "x", "zzz", "puhelinnumero"])
    func suggestsNothingFarAway(name: String) {
        #expect(NearestName.of(name, in: ["label", "tags", "on-demand"]) == nil)
    }

    /// The distance by its definition, over all short words of two letters.
    @Test func measuresAsTheDefinitionSays() {
        let words = (0...4).flatMap { length in
            (0..<(1 << length)).map { bits in (0..<length).map { bits >> $0 & 1 == 1 ? Character("a") : "b" } }
        }
        for left in words {
            for right in words { #expect(NearestName.distance(left, right) == NearestNameTests.slow(left[...], right[...])) }
        }
    }

    private static func slow(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
        guard let first = left.first, let second = right.first else { return left.count + right.count }
        let (rest, other) = (left.dropFirst(), right.dropFirst())
        var best = min(slow(rest, other) + (first == second ? 0 : 1), slow(rest, right) + 1, slow(left, other) + 1)
        if let next = rest.first, let following = other.first, next == second, following == first {
            best = min(best, slow(rest.dropFirst(), other.dropFirst()) + 1)
        }
        return best
    }

    private static func misspell(_ key: String, _ random: inout SeededGenerator) -> String {
        var letters = Array(key)
        let index = Int.random(in: 0..<letters.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: letters.insert("q", at: index)
        case 1: letters.remove(at: index)
        case 2: letters[index] = "q"
        default: letters.swapAt(index, max(index - 1, 0))
        }
        return String(letters)
    }
}
