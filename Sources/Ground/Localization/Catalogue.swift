package import Model

/// The texts of one language, from a gettext PO file of `Locales/`.
///
/// An entry's msgid is the key; its msgstr is the text, with arguments as `{name}`. A pair of double braces and what is between them is
/// no argument, so that texts can show the `{{field}}` of templates.
package struct Catalogue: Sendable {
    /// A text and its plural forms; one form when nothing is counted.
    struct Entry: Sendable {
        var forms: [String]
    }

    /// The language that the file's header names.
    package let language: String
    let entries: [MessageKey: Entry]
    /// What is wrong with the file, as `line: what`, in English and for developers; the catalogue test wants none.
    package let problems: [String]

    /// Reads a PO file; what cannot be read is left out and listed in ``problems``.
    package init(po text: some StringProtocol) {
        var parser = CatalogueParser()
        parser.read(text)
        language = parser.header["Language"] ?? ""
        entries = parser.entries
        problems = parser.problems
    }

    /// The catalogue that is part of the program.
    package static func embedded(_ language: Language) -> Catalogue {
        switch language {
        case .fi: finnish
        case .en: english
        }
    }

    private static let finnish = Catalogue(po: EmbeddedLocales.text(of: "fi.po"))
    private static let english = Catalogue(po: EmbeddedLocales.text(of: "en.po"))

    /// The keys of all texts.
    package var keys: Set<MessageKey> { Set(entries.keys) }

    /// The names of the arguments in the text of `key` and all its plural forms.
    package func arguments(of key: MessageKey) -> Set<String> {
        Set((entries[key]?.forms ?? []).flatMap { Template($0).arguments })
    }

    /// Whether `key` has a text for each grammatical number, chosen by its argument `count`.
    package func isCounted(_ key: MessageKey) -> Bool { (entries[key]?.forms.count ?? 0) > 1 }

    /// The text of `key` for `count`, or nil.
    ///
    /// Finnish and English have the same two forms: one for exactly 1, one for all else.
    func text(of key: MessageKey, count: Int?) -> String? {
        guard let forms = entries[key]?.forms else { return nil }
        return count == 1 ? forms.first : forms.last
    }
}
