import Foundation

/// Street addresses as Finnish ones are written: `Mannerheimintie 12 A 3`, `Paavo Nurmen tie 1 as. 5`, `PL 123`.
enum StreetAddress {
    /// `text` in NFC with single blanks; words of capitals or small letters alone are written as names are, stairways with capitals.
    static func normalized(_ text: String) -> String {
        let spaced = text.precomposedStringWithCanonicalMapping.replacing(/\s*,\s*/, with: ", ").replacing(/(?i)\b(as|bst)\.\s*(?=\d)/) {
            "\($0.1). "
        }
        let words = spaced.split(whereSeparator: \.isWhitespace).flatMap { split(String($0)) }
        var isBehindNumber = false
        return words.enumerated().map { index, word in
            if word.first?.isNumber == true {
                isBehindNumber = true
                return word
            }
            let (body, comma) = word.hasSuffix(",") ? (String(word.dropLast()), ",") : (word, "")
            return (isBehindNumber ? detail(body) : name(body, isFirst: index == 0, isLast: index == words.count - 1)) + comma
        }
        .joined(separator: " ")
    }

    /// `12A3`, number, stairway and flat, as the three words that they are.
    private static func split(_ word: String) -> [String] {
        guard let parts = word.wholeMatch(of: /(\d+)([A-Za-zÅÄÖåäö])(\d+)(,?)/) else { return [word] }
        return [String(parts.1), parts.2.uppercased(), String(parts.3 + parts.4)]
    }

    /// A word before the number of the house.
    private static func name(_ word: String, isFirst: Bool, isLast: Bool) -> String {
        let lowered = word.lowercased()
        if let box = boxes[lowered] { return box }
        if lowered == "c/o" { return lowered }
        guard PersonalName.isPlain(word) else { return word }
        // Paavo Nurmen tie, but Tie 5.
        if !isFirst, kinds.contains(lowered) { return lowered }
        return PersonalName.cased(word)
    }

    /// A word behind the number of the house: stairway, flat, floor.
    private static func detail(_ word: String) -> String {
        let lowered = word.lowercased()
        if let abbreviation = abbreviations[lowered] { return abbreviation }
        if word.count == 1, word.first?.isLetter == true { return word.uppercased() }
        if let parts = word.wholeMatch(of: /([A-Za-zÅÄÖåäö])(\d+)/) { return parts.1.uppercased() + " " + parts.2 }
        return PersonalName.isPlain(word) && word.count > 2 ? PersonalName.cased(word) : word
    }

    private static let boxes = ["pl": "PL", "pb": "PB", "pl.": "PL", "box": "Box", "po": "PO", "p.o.": "P.O."]
    private static let abbreviations = [
        "as": "as.", "as.": "as.", "bst": "bst", "bst.": "bst", "krs": "krs", "krs.": "krs", "kerros": "kerros", "lh": "lh", "lt": "lt",
        "c/o": "c/o", "rak": "rak.", "rak.": "rak.", "ovi": "ovi", "talo": "talo",
    ]
    /// What a street is, where it is a word of its own behind a name.
    private static let kinds: Set<String> = [
        "tie", "katu", "kuja", "polku", "aukio", "tori", "puisto", "raitti", "kaari", "ranta", "rinne", "puistotie", "kulma", "väylä",
        "portti", "silta", "penger", "esplanadi", "gata", "gatan", "väg", "vägen", "gränd", "gränden", "stig", "stigen", "torg", "torget",
        "plats", "park", "parken", "allé", "allén", "stranden", "esplanaden",
    ]
}
