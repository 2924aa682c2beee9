package import Model

/// The names of months and days in a language.
///
/// Facts of CLDR 42 for `fi` and `en-GB`.
package struct CalendarNames: Hashable, Sendable {
    /// From January on.
    package let months: [String]
    /// As they stand beside a day: in Finnish the partitive.
    package let monthsInDates: [String]
    package let shortMonths: [String]
    /// From Monday on.
    package let weekdays: [String]
    package let shortWeekdays: [String]
    /// Before noon and after.
    package let halfDays: [String]

    package static func of(_ language: Language) -> CalendarNames {
        switch language {
        case .fi:
            let months = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]
            return CalendarNames(
                months: months.map { $0 + "kuu" }, monthsInDates: months.map { $0 + "kuuta" }, shortMonths: months,
                weekdays: ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"],
                shortWeekdays: ["ma", "ti", "ke", "to", "pe", "la", "su"], halfDays: ["ap.", "ip."])
        case .en:
            let months = [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
            ]
            let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            return CalendarNames(
                months: months, monthsInDates: months,
                shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"], weekdays: weekdays,
                shortWeekdays: weekdays.map { String($0.prefix(3)) }, halfDays: ["am", "pm"])
        }
    }
}
