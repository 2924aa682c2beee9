import Localization
import Model
import Testing

struct CollatorTests {
    private func sorted(_ words: [String], _ language: Language) throws -> [String] {
        let collator = try Collator(language)
        return try words.map { (try collator.sortKey($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }

    @Test func finnishPutsItsOwnLettersLast() throws {
        let order = ["Aalto", "aamu", "Vaara", "Virtanen", "Wiik", "Zimmer", "Åberg", "Äijälä", "Öhman"]
        #expect(try sorted(order.shuffled(), .fi) == order)
    }

    @Test func finnishKeepsVAndWApart() throws {
        #expect(try sorted(["Wa", "Vb", "Va", "Wb"], .fi) == ["Va", "Vb", "Wa", "Wb"])
    }

    @Test func englishTakesAccentsForTheLettersBelowThem() throws {
        #expect(try sorted(["Zimmer", "Åberg", "Adam", "Azure"], .en) == ["Åberg", "Adam", "Azure", "Zimmer"])
    }

    @Test func caseComesAfterLetters() throws {
        #expect(try sorted(["b", "A", "a", "B"], .fi) == ["a", "A", "b", "B"])
    }

    @Test func anyBytesHaveAKey() throws {
        let collator = try Collator(.fi)
        #expect(try collator.sortKey("").isEmpty == false)
        let long = String(repeating: "äö", count: 50_000)
        #expect(try collator.sortKey(long).count > 50_000)
        let broken: [UInt8] = [0x61, 0xFF, 0xC3]
        var key: [UInt8] = [1, 2, 3]
        try unsafe broken.withUnsafeBufferPointer { try unsafe collator.sortKey($0, into: &key) }
        #expect(try key == collator.sortKey("a\u{FFFD}\u{FFFD}"))
        #expect(!key.contains(0))
    }

    @Test func keysOrderAsEveryPrefixDoes() throws {
        let collator = try Collator(.fi)
        let words = ["a", "aa", "aaa", "v", "w", "ä", "äa", "ö", "öö"]
        for (index, word) in words.enumerated() {
            for later in words[(index + 1)...] {
                #expect(try collator.sortKey(word).lexicographicallyPrecedes(collator.sortKey(later)), "\(word) \(later)")
            }
        }
    }
}
