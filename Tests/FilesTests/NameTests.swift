import Files
import Foundation
import TestSupport
import Testing

struct NameTests {
    @Test(arguments: [
        ("part2.csv", "part10.csv"), ("a", "b"), ("a", "a1"), ("a1", "a01"), ("a01", "a2"), ("a9", "a10b"), ("2026/9/x", "2026/10/x"),
        ("a1b2", "a1b10"), ("", "a"), ("9999999999999999999998", "9999999999999999999999"), ("x1", "xa"),
    ])
    func peopleCountDigits(first: String, second: String) {
        #expect(NaturalOrder.precedes(first, second) != NaturalOrder.precedes(second, first))
        if first != "a1" { #expect(NaturalOrder.precedes(first, second)) }
        #expect(!NaturalOrder.precedes(first, first))
    }

    @Test func theOrderIsOne() {
        var random = SeededGenerator(seed: 4)
        let names = (0..<60).map { _ in
            String((0..<Int.random(in: 0...5, using: &random)).compactMap { _ in "0129a/".randomElement(using: &random) })
        }
        for a in names {
            for b in names where a != b {
                #expect(NaturalOrder.precedes(a, b) != NaturalOrder.precedes(b, a), "\(a) \(b)")
                for c in names where NaturalOrder.precedes(a, b) && NaturalOrder.precedes(b, c) {
                    #expect(NaturalOrder.precedes(a, c), "\(a) \(b) \(c)")
                }
            }
        }
    }

    @Test(arguments: [
        ("*", "anything"), ("*", ""), ("*.txt", "a.txt"), ("a?c", "abc"), ("a?c", "aäc"), ("a*b*c", "axxbyyc"), ("**x", "x"),
        ("ä.csv", "a\u{308}.csv"), ("[a].csv", "[a].csv"), ("*ab", "aaab"),
    ])
    func patternsFit(pattern: String, name: String) { #expect(NamePattern(pattern).matches(name)) }

    @Test(arguments: [
        ("*.txt", "a.txt.csv"), ("a?c", "ac"), ("", "a"), ("a", ""), ("A", "a"), ("?", ""), ("a*b", "axc"), ("[a].csv", "a.csv"),
    ])
    func othersDoNot(pattern: String, name: String) { #expect(!NamePattern(pattern).matches(name)) }

    @Test func aPatternOfStarsTakesNoLongTime() {
        let pattern = NamePattern(String(repeating: "a*", count: 100) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 255)))
    }
}
