import DOCX
import Localization
import Model

/// How letters write values in the reader's language.
enum LetterLanguage {
    static func of(_ renderer: ListRenderer) -> MergeLanguage {
        let localizer = renderer.localizer
        let names = CalendarNames.of(localizer.language)
        let calendar = renderer.calendar
        var language = MergeLanguage()
        language.decimalSign = localizer.style.decimalSeparator
        language.groupSign = localizer.style.groupSeparator
        language.monthNames = names.months
        language.monthNamesInDates = names.monthsInDates
        language.shortMonthNames = names.shortMonths
        language.weekdayNames = names.weekdays
        language.shortWeekdayNames = names.shortWeekdays
        language.halfDayNames = names.halfDays
        language.dayPicture = localizer.language == .fi ? "d.M.yyyy" : "d MMMM yyyy"
        language.instantPicture = localizer.language == .fi ? "d.M.yyyy H.mm" : "d MMMM yyyy HH:mm"
        language.booleanNames = (yes: localizer.boolean(true), no: localizer.boolean(false))
        language.zoneOffset = { calendar.offset(at: $0) }
        return language
    }
}
