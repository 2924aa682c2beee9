/// A language that Ajastin speaks.
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case fi, en
}

/// A text that people see: one for all languages, or one for each.
package struct LocalizedText: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    /// The texts by language; a text for all languages is listed under each.
    package var texts: [Language: String]

    /// One text, the same in every language.
    package init(_ text: String) {
        texts = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, text) })
    }

    /// A text for each language that has one.
    package init(_ texts: [Language: String]) {
        self.texts = texts
    }

    package init(stringLiteral value: String) { self.init(value) }

    /// The text in `language`, or else in the first language that has one.
    package func text(in language: Language) -> String {
        texts[language] ?? Language.allCases.lazy.compactMap { texts[$0] }.first ?? ""
    }

    /// Every distinct text.
    package var all: Set<String> { Set(texts.values) }
}
