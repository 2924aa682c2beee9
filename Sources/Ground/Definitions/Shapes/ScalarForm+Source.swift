import Model

/// The forms of scalars that only sources have.
extension ScalarForm {
    /// When a file may be taken in.
    static let readiness = ScalarForm(
        expected: .expectedReadiness,
        schema: pattern("^(close|done-file|quiet [0-9]{1,4} ?(s|sec|seconds|sekuntia|min|minutes|minuuttia))$")
    ) { SourceReader.readiness($0) != nil }

    /// One ASCII character that is no letter, digit or quote, or its name.
    static let delimiter = ScalarForm(expected: .expectedDelimiter, schema: pattern("^(tab|[ -!#-&(-/:-@\\[-`{-~\t])$")) {
        SourceReader.delimiter($0) != nil
    }

    /// One ASCII character, or none.
    static let quote = ScalarForm(expected: .expectedQuote, schema: pattern("^(none|[!-/:-@\\[-`{-~])$")) { SourceReader.quote($0) != nil }

    /// One ASCII character that is no letter and no digit.
    static let character = ScalarForm(expected: .expectedCharacter, schema: pattern("^[!-/:-@\\[-`{-~]$")) {
        SourceReader.character($0) != nil
    }

    /// Yes or no.
    static let answer = ScalarForm(
        expected: .expectedAnswer,
        schema: [
            JSONValue.Member("enum", .array([.string("yes"), .string("no"), .boolean(true), .boolean(false)]))
        ]
    ) { SourceReader.answer($0) != nil }

    /// How numbers or dates are written.
    static let valueFormat = ScalarForm(
        expected: .expectedValueFormat, schema: [JSONValue.Member("type", .string("string")), JSONValue.Member("minLength", .integer(1))]
    ) { ValueFormat(written: $0) != nil }

    /// A share such as `30%`.
    static let share = ScalarForm(expected: .expectedShare, schema: pattern("^[0-9]+([.,][0-9]{1,2})? ?%$")) {
        SourceReader.share($0) != nil
    }

    /// A number of days.
    static let days = ScalarForm(expected: .expectedDays, schema: pattern("^[0-9]{1,4} ?(d|day|days|pv|päivä|päivää)$")) {
        SourceReader.days($0) != nil
    }

    /// An ISO 3166 code of two letters.
    static let country = ScalarForm(expected: .expectedCountry, schema: pattern("^[A-Z]{2}$")) {
        $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) }
    }
}
