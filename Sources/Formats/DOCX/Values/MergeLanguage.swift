package import Tabular

/// How values are spelled in the reader's language: everything that pictures and unformatted values need.
package struct MergeLanguage: Sendable {
    /// What stands before the decimals of a number.
    package var decimalSign = ","
    /// What separates the groups of three digits of a number that a picture asks to group.
    package var groupSign = "\u{A0}"
    /// The months by themselves, from January on: `MMMM` in a picture without a day.
    package var monthNames: [String] = []
    /// The months as they stand beside a day (in Finnish the partitive); as ``monthNames`` where there are none.
    package var monthNamesInDates: [String] = []
    /// The short forms of the months: `MMM`.
    package var shortMonthNames: [String] = []
    /// The days of the week from Monday on: `dddd`.
    package var weekdayNames: [String] = []
    /// The short forms of the days of the week: `ddd`.
    package var shortWeekdayNames: [String] = []
    /// The words for the halves of the day: `am/pm`.
    package var halfDayNames = ["am", "pm"]
    /// How a day is shown that no picture formats.
    package var dayPicture = "d.M.yyyy"
    /// How a moment is shown that no picture formats.
    package var instantPicture = "d.M.yyyy H.mm"
    /// The words for yes and no.
    package var booleanNames = (yes: "true", no: "false")
    /// The offset from UTC, in seconds, of the clock that moments are shown by.
    package var zoneOffset: @Sendable (Instant) -> Int = { _ in 0 }

    /// Numbers and dates as in Finland, months by their numbers, in UTC.
    package init() {}

    /// The name at `index` of `names`; the number from 1 where there is none.
    static func name(_ index: Int, of names: [String]) -> String {
        names.indices.contains(index) ? names[index] : String(index + 1)
    }
}
