/// How a list's CSV files are written; nil leaves it to the preset.
package struct CSVSettings: Hashable, Sendable {
    /// A whole way of writing.
    package enum Preset: String, Hashable, Sendable, CaseIterable {
        /// What Excel set to Finnish opens with a double click: semicolons, decimal commas, Finnish dates, UTF-8 with a byte order mark.
        case excelFinnish = "excel-fi"
        /// What Excel set to English opens with a double click: commas, decimal points, ISO dates, UTF-8 with a byte order mark.
        case excelEnglish = "excel-en"
        /// For programs: RFC 4180, decimal points, ISO dates and times in UTC, `true` and `false`, UTF-8 without a mark.
        case machine
    }

    package enum Decimal: String, Hashable, Sendable, CaseIterable {
        case comma, point
    }

    package enum Dates: String, Hashable, Sendable, CaseIterable {
        /// `2026-11-24`
        case iso
        /// `24.11.2026`
        case finnish
    }

    package enum Encoding: String, Hashable, Sendable, CaseIterable {
        case utf8 = "utf-8"
        /// Little-endian, always with a byte order mark.
        case utf16 = "utf-16"
        case windows1252 = "windows-1252"
    }

    /// What becomes of characters that the encoding does not have.
    package enum Unencodable: String, Hashable, Sendable, CaseIterable {
        /// A question mark takes their place, and the receipt counts them.
        case replace
        /// The list fails, and nothing is delivered.
        case refuse
    }

    package enum LineEnds: String, Hashable, Sendable, CaseIterable {
        case crlf, lf
    }

    package enum Headings: String, Hashable, Sendable, CaseIterable {
        case labels, keys, none
    }

    /// Nil: by the layout and the reader's language.
    package var preset: Preset?
    /// One ASCII character.
    package var delimiter: UInt8?
    package var decimal: Decimal?
    package var dates: Dates?
    package var encoding: Encoding?
    /// Whether a file in UTF-8 starts with a byte order mark.
    package var hasMark: Bool?
    package var lineEnds: LineEnds?
    package var headings: Headings?
    package var unencodable: Unencodable?

    package init() {}
}
