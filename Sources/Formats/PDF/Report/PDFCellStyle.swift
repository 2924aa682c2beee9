package import Tabular

/// How values are written: the reader's locale.
package struct PDFCellStyle: Sendable {
    /// How days are written.
    package enum DayPattern: String, Hashable, Sendable {
        /// `1.12.2026`
        case dotted = "d.M.yyyy"
        /// `01/12/2026`
        case slashed = "dd/MM/yyyy"
        /// `2026-12-01`
        case iso = "yyyy-MM-dd"
    }

    /// What separates the whole part of a number from its decimals.
    package var decimalSeparator: String
    /// What separates groups of three digits.
    package var groupSeparator: String
    /// What stands before a negative number.
    package var minus: String
    /// How days are written, those of moments too.
    package var dayPattern: DayPattern
    /// Between hours and minutes.
    package var timeSeparator: String
    /// What is written for true.
    package var trueWord: String
    /// What is written for false.
    package var falseWord: String
    /// The seconds to add to a moment to have the local time that its cell shows.
    package var zoneOffset: @Sendable (Instant) -> Int

    /// A style of these parts; `zoneOffset` is that of UTC unless given.
    package init(
        decimalSeparator: String = ".", groupSeparator: String = ",", minus: String = "-", dayPattern: DayPattern = .iso,
        timeSeparator: String = ":", trueWord: String, falseWord: String, zoneOffset: @escaping @Sendable (Instant) -> Int = { _ in 0 }
    ) {
        self.decimalSeparator = decimalSeparator
        self.groupSeparator = groupSeparator
        self.minus = minus
        self.dayPattern = dayPattern
        self.timeSeparator = timeSeparator
        self.trueWord = trueWord
        self.falseWord = falseWord
        self.zoneOffset = zoneOffset
    }
}
