/// Names of files that we give to people.
package enum FileName {
    /// `text` without what some file system refuses or a shell or mail program could misread; letters of every language stay.
    ///
    /// At most 120 bytes in UTF-8; never empty, never `.` or `..`, never with a separator of folders.
    package static func safe(_ text: String) -> String {
        let allowed = text.unicodeScalars.map { scalar -> Character in
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark
            {
                return Character(scalar)
            }
            return scalar == "-" || scalar == "_" || scalar == "." || scalar == " " ? Character(scalar) : "-"
        }
        var byteCount = 0
        let fitting = allowed.prefix { character in
            byteCount += character.utf8.count
            return byteCount <= 120
        }
        let name = String(fitting).split(separator: " ").joined(separator: " ")
        let trimmed = name.drop { $0 == "." || $0 == "-" || $0 == " " }
        return trimmed.isEmpty ? "ajastin" : String(trimmed)
    }
}
