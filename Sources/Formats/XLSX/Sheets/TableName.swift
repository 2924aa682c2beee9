/// The names that Excel allows for tables and for their columns (ECMA-376 part 1, sections 18.5.1.2 and 18.5.1.3).
enum TableName {
    /// The UTF-16 units that a name may have.
    private static let unitLimit = 255

    /// `name` made to fit: letters, digits, `_` and `.`, starting with a letter, unlike a cell's reference, and not equal to one of
    /// `taken`, however it is capitalized.
    static func make(_ name: String, taken: [String]) -> String {
        var base = ""
        for scalar in name.unicodeScalars {
            let isAllowed = scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
            let next = isAllowed ? Character(scalar) : "_"
            if next != "_" || base.last != "_" { base.append(next) }
        }
        if base.first.map({ $0.isLetter || $0 == "_" }) != true { base = "_" + base }
        while base.utf16.count > 200 { base.removeLast() }
        if looksLikeReference(base) { base += "_" }
        let lowered = Set(taken.map { $0.lowercased() })
        var candidate = base
        var number = 2
        while lowered.contains(candidate.lowercased()) {
            candidate = "\(base)_\(number)"
            number += 1
        }
        return candidate
    }

    /// The headings as names of a table's columns: none is empty, too long, or equal to another however it is capitalized.
    static func columns(_ headings: [String]) -> [String] {
        var taken: Set<String> = []
        return headings.enumerated().map { index, heading in
            var base = heading.isEmpty ? CellReference.letters(index) : heading
            while base.utf16.count > unitLimit - 8 { base.removeLast() }
            var candidate = base
            var number = 2
            while !taken.insert(candidate.lowercased()).inserted {
                candidate = "\(base) (\(number))"
                number += 1
            }
            return candidate
        }
    }

    /// A column as a formula names it behind its table.
    static func columnReference(_ name: String) -> String {
        var escaped = ""
        for character in name {
            if "[]#'@".contains(character) { escaped.append("'") }
            escaped.append(character)
        }
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || (48...57).contains($0.value) || $0 == "_" || $0 == " "
        }
        return isPlain ? "[\(escaped)]" : "[[\(escaped)]]"
    }

    /// Whether a formula would take the name for a cell: `AB12`, `R1C1`, `R` or `C`.
    private static func looksLikeReference(_ name: String) -> Bool {
        let upper = name.uppercased()
        if upper == "R" || upper == "C" { return true }
        let letters = upper.prefix { ("A"..."Z").contains($0) }
        let rest = upper.dropFirst(letters.count)
        if letters.count <= 3, !rest.isEmpty, rest.allSatisfy(\.isNumber) { return true }
        return upper.allSatisfy { $0 == "R" || $0 == "C" || $0.isNumber }
    }
}
