/// How `contains`, `starts with` and `ends with` disregard upper and lower case.
package enum TextFolding {
    /// Each Unicode scalar of `text` in lower case, whatever the language.
    package static func fold(_ text: String) -> String {
        // The library's own mapping has a fast path for ASCII; beyond it, it would look at a letter's neighbours.
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars) }
        return String(folded)
    }
}
