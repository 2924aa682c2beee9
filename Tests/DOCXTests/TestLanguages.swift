import DOCX

extension MergeLanguage {
    /// Finnish as the product passes it in.
    static var finnish: MergeLanguage {
        var language = MergeLanguage()
        language.monthNames = [
            "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu",
            "joulukuu",
        ]
        language.monthNamesInDates = language.monthNames.map { $0 + "ta" }
        language.shortMonthNames = language.monthNames.map { String($0.dropLast(3)) }
        language.weekdayNames = ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"]
        language.shortWeekdayNames = ["ma", "ti", "ke", "to", "pe", "la", "su"]
        language.halfDayNames = ["ap.", "ip."]
        language.booleanNames = (yes: "kyllä", no: "ei")
        return language
    }

    static var english: MergeLanguage {
        var language = MergeLanguage()
        language.decimalSign = "."
        language.groupSign = ","
        language.dayPicture = "yyyy-MM-dd"
        language.instantPicture = "yyyy-MM-dd HH:mm"
        language.monthNames = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ]
        language.shortMonthNames = language.monthNames.map { String($0.prefix(3)) }
        language.weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        language.shortWeekdayNames = language.weekdayNames.map { String($0.prefix(3)) }
        language.halfDayNames = ["AM", "PM"]
        return language
    }
}
