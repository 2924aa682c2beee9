package import Tabular

/// The public holidays of a country, computed for any year.
package struct HolidayCalendar: Hashable, Sendable {
    /// The country's code, such as `fi`.
    package let code: String

    /// The calendars there are.
    static let codes = ["fi"]
    /// The one that counts where a timing names none.
    package static let standard = HolidayCalendar(code: codes[0])

    /// The most days by which a run moves: from Christmas Eve or St Stephen's Day over a weekend, five; the rest is margin.
    static let longestMove = 7

    /// The calendar of a country, or nil where it is not known.
    package static func named(_ code: String) -> HolidayCalendar? {
        codes.contains(code) ? HolidayCalendar(code: code) : nil
    }

    /// The calendar that counts where one of this code is asked for, or none: Finland's own in Finland's time zones, elsewhere none.
    package static func inForce(_ code: String?, zone: String) -> HolidayCalendar? {
        code.flatMap(named) ?? (["Europe/Helsinki", "Europe/Mariehamn"].contains(zone) ? .standard : nil)
    }

    /// Whether `day` is a public holiday; a weekend alone is none.
    ///
    /// Finland's as product.md section 3 lists them, eves of Midsummer and Christmas included.
    package func isHoliday(_ day: Day) -> Bool {
        let (year, month, dayOfMonth) = day.parts
        switch (month, dayOfMonth) {
        case (1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26): return true
        case (6, 19...26):  // Midsummer Day is the Saturday of 20-26 June, its eve the day before
            return day.weekday == 6 && dayOfMonth >= 20 || day.weekday == 5 && dayOfMonth <= 25
        case (10, 31), (11, 1...6): return day.weekday == 6
        case (3...6, _):
            switch day.number - Self.easterSunday(year: year).number {
            case -2, 0, 1, 39, 49: return true
            default: return false
            }
        default: return false
        }
    }

    /// Whether people work on `day`: Monday to Friday and no holiday.
    func isWorkingDay(_ day: Day) -> Bool { day.weekday <= 5 && !isHoliday(day) }

    /// Easter Sunday by the Gregorian computus (the anonymous algorithm of 1876, in Meeus, Astronomical Algorithms, chapter 8).
    static func easterSunday(year: Int) -> Day {
        let golden = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * toSunday) / 451
        let sum = epact + toSunday - 7 * late + 114
        return Day(year: year, month: sum / 31, day: sum % 31 + 1) ?? Day(number: 0)  // the sum lies in March or April
    }
}
