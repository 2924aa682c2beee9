/// How a file's bytes spell its text, by the names of the IANA registry of character sets.
package enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "Windows-1252"
    case latin9 = "ISO-8859-15"

    /// The name that `encoding:` of a source has for it.
    package var key: String { rawValue.lowercased() }

    /// The encoding with this ``key``.
    package init?(key: String) {
        guard let encoding = TextEncoding.allCases.first(where: { $0.key == key.lowercased() }) else { return nil }
        self = encoding
    }
}
