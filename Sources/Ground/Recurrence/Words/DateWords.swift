import Model

/// The words for the days of a timing, and for what short months make of them.
struct DateWords {
    private let pattern: Timing.Pattern
    private let shortMonths: Timing.ShortMonths

    init(_ timing: Timing) {
        shortMonths = timing.shortMonths
        var pattern = timing.pattern
        if case .rule(let text) = pattern, let plain = Self.plainPattern(text) { pattern = plain }
        // A day that no such month has beyond its last one is said as what it is: the last day.
        if shortMonths == .last {
            switch pattern {
            case .monthly(let every, .days(let days)):
                pattern = .monthly(every: every, .days(days.map { $0 == 31 ? 0 : $0 }))
            case .yearly(let every, let month, .days(let days)):
                let length = month == 2 ? 29 : [4, 6, 9, 11].contains(month) ? 30 : 31
                pattern = .yearly(every: every, month: month, .days(days.map { $0 > length ? 0 : $0 }))
            default: break
            }
        }
        self.pattern = pattern
    }

    /// What an RRULE says, where one of the plainer patterns says the same.
    private static func plainPattern(_ text: String) -> Timing.Pattern? {
        do { return try RuleParser.parse(text).plainPattern } catch { return nil }  // a broken rule is shown as it stands
    }

    /// "joka toinen torstai".
    var days: Message {
        switch pattern {
        case .hourly(let every, _): TimeWords.interval(hours: every)
        case .daily(let every): daily(every)
        case .weekdays: Message("timing.weekdays")
        case .weekly(let every, let on): weekly(every, Set(on).sorted())
        case .monthly(let every, let days): monthly(every, days)
        case .yearly(let every, let month, let days): yearly(every, month: month, days)
        case .rule(let text): Message("timing.rule", ["rule": .text(text)])
        }
    }

    /// `text` with what becomes of days that some months lack, where that matters.
    func withShortMonths(_ text: Message) -> Message {
        let key: MessageKey
        switch (pattern, shortMonths) {
        case (.monthly(_, .days(let days)), .last) where days.contains { $0 > 28 }: key = "timing.short-months.last"
        case (.monthly(_, .days(let days)), .skip) where days.contains { $0 > 28 }: key = "timing.short-months.skip"
        case (.yearly(_, 2, .days(let days)), .last) where days.contains(29) && !days.contains(0): key = "timing.leap.last"
        case (.yearly(_, 2, .days(let days)), .skip) where days.contains(29) && !days.contains(0): key = "timing.leap.skip"
        default: return text
        }
        return Message(key, ["timing": .message(text)])
    }

    private func daily(_ every: Int) -> Message {
        if every == 1 { return Message("timing.daily.one") }
        guard let ordinal = TimeWords.word(every, from: Self.ordinals) else {
            return Message("timing.daily.count", ["count": .integer(every)])
        }
        return Message("timing.daily.ordinal", ["ordinal": ordinal])
    }

    private func weekly(_ every: Int, _ on: [Weekday]) -> Message {
        func list(_ words: [MessageKey]) -> MessageArgument { .list(on.map { .message(Message(words[$0.rawValue - 1])) }) }
        if every == 1 {
            if on == Weekday.allCases { return Message("timing.daily.one") }
            if on == [.monday, .tuesday, .wednesday, .thursday, .friday] { return Message("timing.weekdays") }
            return Message("timing.weekly.one", ["days": list(Self.habitualWeekdays)])
        }
        guard let ordinal = TimeWords.word(every, from: Self.ordinals) else {
            return Message("timing.weekly.count", ["count": .integer(every), "days": list(Self.weekdaysOn)])
        }
        if on.count == 1 { return Message("timing.weekly.ordinal.single", ["ordinal": ordinal, "day": list(Self.weekdays)]) }
        return Message("timing.weekly.ordinal.several", ["ordinal": ordinal, "days": list(Self.weekdaysOn)])
    }

    private func monthly(_ every: Int, _ days: Timing.MonthDays) -> Message {
        let when = MessageArgument.message(when(days))
        if every == 1 {
            if case .weekday = days { return Message("timing.monthly.weekday", ["when": when]) }
            return Message("timing.monthly.days", ["when": when])
        }
        guard let ordinal = TimeWords.word(every, from: Self.genitiveOrdinals) else {
            return Message("timing.monthly.count", ["count": .integer(every), "when": when])
        }
        return Message("timing.monthly.ordinal", ["ordinal": ordinal, "when": when])
    }

    private func yearly(_ every: Int, month: Int, _ days: Timing.MonthDays) -> Message {
        let years: Message
        if every == 1 {
            years = Message("timing.yearly.one")
        } else if let ordinal = TimeWords.word(every, from: Self.ordinals) {
            years = Message("timing.yearly.ordinal", ["ordinal": ordinal])
        } else {
            years = Message("timing.yearly.count", ["count": .integer(every)])
        }
        guard (1...12).contains(month) else { return years }
        if case .days(let numbers) = days, !numbers.contains(0) {
            let list = MessageArgument.list(
                Set(numbers).sorted().map { .message(Message("timing.day-number", ["day": .text(String($0))])) })
            return Message(
                "timing.yearly.date", ["years": .message(years), "days": list, "month": .message(Message(Self.monthsOfDate[month - 1]))])
        }
        let name = MessageArgument.message(Message(Self.months[month - 1]))
        return Message("timing.yearly.when", ["years": .message(years), "month": name, "when": .message(when(days))])
    }

    /// The days within their month, such as "viimeisenä perjantaina".
    private func when(_ days: Timing.MonthDays) -> Message {
        switch days {
        case .weekday(let week, let weekday):
            let nth = Self.nths.indices.contains(week) ? Self.nths[week] : Self.nths[0]
            let name = MessageArgument.message(Message(Self.weekdaysOn[weekday.rawValue - 1]))
            return Message("timing.nth-weekday", ["nth": .message(Message(nth)), "weekday": name])
        case .days(let numbers):
            let numbered = Set(numbers).subtracting([0]).sorted().map(Self.dayOfMonth)
            let last = numbers.contains(0) ? [Message("timing.day.last")] : []
            return Message("timing.month-days", ["days": .list((numbered + last).map { .message($0) })])
        }
    }

    /// A day as an ordinal; English says 1st, 2nd, 3rd and 11th.
    private static func dayOfMonth(_ day: Int) -> Message {
        let key: MessageKey
        switch (day % 10, day / 10) {
        case (_, 1): key = "timing.day.th"
        case (1, _): key = "timing.day.st"
        case (2, _): key = "timing.day.nd"
        case (3, _): key = "timing.day.rd"
        default: key = "timing.day.th"
        }
        return Message(key, ["day": .text(String(day))])
    }
}
