package import Model

/// How a language writes numbers and dates, in texts and in the files that people open.
///
/// Facts of CLDR 42 for `fi` and `en-GB`; the English of Ajastin is British, since its users are European.
package struct LocaleStyle: Hashable, Sendable {
    /// What separates the whole part of a number from its decimals.
    package let decimalSeparator: String
    /// What separates groups of three digits; in Finnish a no-break space (U+00A0).
    package let groupSeparator: String
    /// What stands before a negative number in texts; in Finnish the minus sign U+2212.
    package let minus: String
    /// Between hours and minutes.
    package let timeSeparator: String
    /// The number format of dates in a workbook.
    package let workbookDay: String
    /// The number format of dates with times in a workbook.
    package let workbookInstant: String
    /// Whether the sign of a currency stands before its amounts.
    package let putsCurrencyFirst: Bool
    /// How CSV files are written for programs set to this language.
    package let csv: CSVConvention

    /// What a spreadsheet program set to a language takes CSV files to mean.
    package struct CSVConvention: Hashable, Sendable {
        /// ASCII.
        package let delimiter: UInt8
        /// ASCII.
        package let decimalSeparator: UInt8
        package let days: DayForm
    }

    /// How a day is written in a file.
    package enum DayForm: String, Hashable, Sendable {
        case dotted = "d.M.yyyy"
        case iso = "yyyy-MM-dd"
    }

    /// The style of `language`.
    package static func of(_ language: Language) -> LocaleStyle {
        switch language {
        case .fi:
            LocaleStyle(
                decimalSeparator: ",", groupSeparator: "\u{A0}", minus: "\u{2212}", timeSeparator: ".", workbookDay: "d.m.yyyy",
                workbookInstant: "d.m.yyyy h.mm", putsCurrencyFirst: false,
                csv: CSVConvention(delimiter: UInt8(ascii: ";"), decimalSeparator: UInt8(ascii: ","), days: .dotted))
        case .en:
            LocaleStyle(
                decimalSeparator: ".", groupSeparator: ",", minus: "-", timeSeparator: ":", workbookDay: "dd/mm/yyyy",
                workbookInstant: "dd/mm/yyyy hh:mm", putsCurrencyFirst: true,
                csv: CSVConvention(delimiter: UInt8(ascii: ","), decimalSeparator: UInt8(ascii: "."), days: .iso))
        }
    }
}
