import Model

/// A text that people see: one string, or one for each language.
enum LocalizedShape {
    static let shape = ObjectShape(
        keys: Language.allCases.map { language in
            ObjectShape.Key(language.rawValue, .scalar(.text), "The text in \(language == .fi ? "Finnish" : "English").")
        })

    /// The text of a node that fits.
    static func read(_ node: DocumentNode?) -> LocalizedText? {
        guard let node else { return nil }
        if let text = node.text { return LocalizedText(text) }
        var texts: [Language: String] = [:]
        for entry in node.entries {
            guard let language = Language(rawValue: entry.key) else { continue }
            texts[language] = entry.value.text
        }
        return texts.isEmpty ? nil : LocalizedText(texts)
    }
}
