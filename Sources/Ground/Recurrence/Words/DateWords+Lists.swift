import Model

extension DateWords {
    /// "toinen" to "kahdestoista": every how-manieth day, week or year.
    static let ordinals: [MessageKey] = [
        "timing.ordinal.2", "timing.ordinal.3", "timing.ordinal.4", "timing.ordinal.5", "timing.ordinal.6", "timing.ordinal.7",
        "timing.ordinal.8", "timing.ordinal.9", "timing.ordinal.10", "timing.ordinal.11", "timing.ordinal.12",
    ]

    /// "toisen" to "kahdennentoista": of every how-manieth month.
    static let genitiveOrdinals: [MessageKey] = [
        "timing.ordinal.of.2", "timing.ordinal.of.3", "timing.ordinal.of.4", "timing.ordinal.of.5", "timing.ordinal.of.6",
        "timing.ordinal.of.7", "timing.ordinal.of.8", "timing.ordinal.of.9", "timing.ordinal.of.10", "timing.ordinal.of.11",
        "timing.ordinal.of.12",
    ]

    /// "viimeisenä", "ensimmäisenä" to "neljäntenä".
    static let nths: [MessageKey] = ["timing.nth.last", "timing.nth.1", "timing.nth.2", "timing.nth.3", "timing.nth.4"]

    /// "maanantai".
    static let weekdays: [MessageKey] = [
        "timing.weekday.1", "timing.weekday.2", "timing.weekday.3", "timing.weekday.4", "timing.weekday.5", "timing.weekday.6",
        "timing.weekday.7",
    ]

    /// "maanantaina".
    static let weekdaysOn: [MessageKey] = [
        "timing.weekday.on.1", "timing.weekday.on.2", "timing.weekday.on.3", "timing.weekday.on.4", "timing.weekday.on.5",
        "timing.weekday.on.6", "timing.weekday.on.7",
    ]

    /// "maanantaisin".
    static let habitualWeekdays: [MessageKey] = [
        "timing.weekday.every.1", "timing.weekday.every.2", "timing.weekday.every.3", "timing.weekday.every.4",
        "timing.weekday.every.5", "timing.weekday.every.6", "timing.weekday.every.7",
    ]

    /// "tammikuun": of January.
    static let months: [MessageKey] = [
        "timing.month.1", "timing.month.2", "timing.month.3", "timing.month.4", "timing.month.5", "timing.month.6",
        "timing.month.7", "timing.month.8", "timing.month.9", "timing.month.10", "timing.month.11", "timing.month.12",
    ]

    /// "tammikuuta", after the number of a day.
    static let monthsOfDate: [MessageKey] = [
        "timing.month.date.1", "timing.month.date.2", "timing.month.date.3", "timing.month.date.4", "timing.month.date.5",
        "timing.month.date.6", "timing.month.date.7", "timing.month.date.8", "timing.month.date.9", "timing.month.date.10",
        "timing.month.date.11", "timing.month.date.12",
    ]
}
