/// The items of a list field, which is kept as one text: `teatteri;ooppera`.
///
/// Items are trimmed, none is empty and none stands twice; their order stays.
package enum ItemList {
    /// What stands between items, and in none of them.
    package static let separator: Character = ";"

    /// The items of a stored text.
    package static func items(of text: String) -> [String] {
        text.split(separator: separator).map(String.init)
    }

    /// The items of a text as people write it: split at semicolons, or at commas where it has none.
    package static func items(written text: String) -> [String] {
        clean(text.split(separator: text.contains(separator) ? separator : ",").map(String.init))
    }

    /// The text that is kept of `items`; nil where there are none.
    package static func text(of items: [String]) -> String? {
        let clean = clean(items)
        return clean.isEmpty ? nil : clean.joined(separator: String(separator))
    }

    /// How people are shown a stored text: `teatteri, ooppera`.
    package static func shown(_ text: String) -> String { items(of: text).joined(separator: ", ") }

    /// The items as they may stand in a list.
    package static func clean(_ items: [String]) -> [String] {
        var seen: Set<String> = []
        return items.compactMap { item in
            let trimmed = item.drop(while: \.isWhitespace)
            guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
            let text = String(trimmed[...last])
            return seen.insert(text).inserted ? text : nil
        }
    }
}
