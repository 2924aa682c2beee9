import Foundation

/// Names of people as they are written, whatever keyboard they came from.
enum PersonalName {
    /// `text` in NFC with single blanks; words of capitals or small letters alone are written as names are, others stay.
    static func normalized(_ text: String) -> String {
        let words = text.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace).map(String.init)
        var followsParticle = false
        return words.enumerated().map { index, word in
            let lowered = word.lowercased()
            let isParticle = index < words.count - 1 && (particles.contains(lowered) || followsParticle && articles.contains(lowered))
            followsParticle = isParticle
            if isParticle, isPlain(word) { return lowered }
            if index > 0, isRoman(word) { return word }
            return cased(word)
        }
        .joined(separator: " ")
    }

    /// What stands before a family name in small letters.
    private static let particles: Set<String> = [
        "af", "av", "von", "van", "de", "den", "der", "del", "della", "di", "da", "dos", "du", "zu", "zum", "zur", "ter", "ten",
    ]
    /// The same, but only after one of ``particles``.
    private static let articles: Set<String> = ["la", "las", "le", "los", "het", "und", "y"]

    /// Whether a word behind a name is the number of a king or a grandson.
    private static func isRoman(_ word: String) -> Bool { word.count > 1 && word.allSatisfy { "IVX".contains($0) } }

    /// Whether a word is of capitals alone or of small letters alone, so that its case says nothing.
    static func isPlain(_ word: String) -> Bool { word == word.uppercased() || word == word.lowercased() }

    /// A word with a capital at its start and behind hyphens and apostrophes, unless its case says something.
    static func cased(_ word: String) -> String {
        guard isPlain(word) else { return word }
        var parts: [String] = []
        var part = ""
        for character in word.lowercased() {
            part.append(character)
            if "-–/.".contains(character) {
                parts.append(part)
                part = ""
            }
        }
        return (parts + [part]).map(capitalized).joined()
    }

    private static func capitalized(_ part: String) -> String {
        if let mark = part.firstIndex(where: { "'’".contains($0) }), part[..<mark].count == 1, "od".contains(part[..<mark]) {
            // O'Brien and d'Arcy's relatives; l'Isle and the like are rare enough to be left small behind a capital.
            let rest = part[part.index(after: mark)...]
            return part[...mark].uppercased() + first(String(rest))
        }
        if part.hasPrefix("mc"), part.count > 3 { return "Mc" + first(String(part.dropFirst(2))) }
        if let name = scottish[part] { return name }
        return first(part)
    }

    private static func first(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// Names with Mac, which many other names start with too.
    private static let scottish: [String: String] = Dictionary(
        uniqueKeysWithValues: [
            "Allister", "Arthur", "Aulay", "Callum", "Donald", "Dougall", "Farlane", "Gregor", "Innes", "Intosh", "Intyre", "Kay",
            "Kenzie", "Kinnon", "Lachlan", "Laren", "Lean", "Lellan", "Leod", "Millan", "Neil", "Pherson", "Queen", "Rae", "Tavish",
        ].map { ("mac" + $0.lowercased(), "Mac" + $0) })
}
