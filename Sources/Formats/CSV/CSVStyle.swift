public import Tabular

/// How a ``CSVWriter`` spells text.
public enum CSVEncoding: Hashable, Sendable {
    /// With a byte order mark or without.
    case utf8(mark: Bool)
    /// Little-endian, with a byte order mark.
    case utf16
    case windows1252
}

/// How a ``CSVWriter`` writes records and values.
public struct CSVStyle: Sendable {
    /// What ends a record.
    public enum LineEnd: Hashable, Sendable {
        case lf, crlf, cr
    }

    /// How days are written.
    public enum DayPattern: Hashable, Sendable {
        /// `2026-12-31`
        case iso
        /// `31.12.2026`, without leading zeros.
        case dayMonthYear
    }

    /// How instants are written.
    public enum InstantPattern: Sendable {
        /// RFC 3339 in UTC: `2026-11-26T09:00:00Z`, with a fraction where there is one.
        case iso
        /// The local date in the style's day pattern and the time, to the second: `26.11.2026 11.00.00`, or `2026-11-26 11:00:00`.
        /// `offset` gives the seconds east of UTC that hold at an instant.
        case local(offset: @Sendable (Instant) -> Int)
    }

    /// The delimiter, the quote and the escape.
    public var dialect: CSVDialect
    /// What ends a record.
    public var lineEnd: LineEnd
    /// The byte between the integer and the fraction of a decimal.
    public var decimalSeparator: UInt8
    /// How days are written.
    public var dayPattern: DayPattern
    /// How moments are written.
    public var instantPattern: InstantPattern
    /// What is written for true.
    public var trueWord: String
    /// What is written for false.
    public var falseWord: String
    /// Whether text that a spreadsheet would take for a formula gets an apostrophe in front.
    public var guardsFormulas: Bool
    /// How text is spelled in bytes.
    public var encoding: CSVEncoding

    /// A style; without arguments RFC 4180 in UTF-8 with ISO dates.
    public init(
        dialect: CSVDialect = CSVDialect(), lineEnd: LineEnd = .lf, decimalSeparator: UInt8 = UInt8(ascii: "."),
        dayPattern: DayPattern = .iso, instantPattern: InstantPattern = .iso, trueWord: String = "true", falseWord: String = "false",
        guardsFormulas: Bool = false, encoding: CSVEncoding = .utf8(mark: false)
    ) {
        self.dialect = dialect
        self.lineEnd = lineEnd
        self.decimalSeparator = decimalSeparator
        self.dayPattern = dayPattern
        self.instantPattern = instantPattern
        self.trueWord = trueWord
        self.falseWord = falseWord
        self.guardsFormulas = guardsFormulas
        self.encoding = encoding
    }
}
