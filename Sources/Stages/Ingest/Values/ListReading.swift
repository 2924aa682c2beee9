internal import Foundation
internal import Model

/// Reads the lists that people write into a cell: `teatteri; ooppera`, `teatteri, ooppera`, or an array of JSON.
struct ListReading: Sendable {
    /// Nil: an item may be any text.
    private let choices: ChoiceReading?

    init(_ choices: ChoiceReading?) { self.choices = choices }

    /// The list as it is kept; empty where it has no item.
    ///
    /// - Throws: `notChoice`, `listSeparator`.
    func value(_ text: Span<UInt8>) throws(Refusal) -> [UInt8] {
        let written = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        var items = try ListReading.array(written) ?? ItemList.items(written: written)
        if let choices {
            var known: [String] = []
            for item in items {
                let spelled = Array(item.precomposedStringWithCanonicalMapping.utf8)
                known.append(String(decoding: try choices.value(spelled.span), as: UTF8.self))
            }
            items = known
        }
        return Array((ItemList.text(of: items) ?? "").precomposedStringWithCanonicalMapping.utf8)
    }

    /// The texts of a JSON array; nil for what is none.
    private static func array(_ text: String) throws(Refusal) -> [String]? {
        guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
        // What only looks like an array is a text like any other.
        guard let items = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else { return nil }
        guard !items.contains(where: { $0.contains(ItemList.separator) }) else { throw .listSeparator }
        return items
    }
}
