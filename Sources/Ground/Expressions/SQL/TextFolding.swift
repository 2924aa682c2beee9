/// How `contains`, `starts with` and `ends with` disregard upper and lower case.
package enum TextFolding {
    /// Each Unicode scalar of `text` in lower case, whatever the language.
    package static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let isUpper = (65...90).contains(scalar.value)
                folded.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
            } else {
                folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(folded)
    }
}
