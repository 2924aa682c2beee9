import Model

/// `timing:` of a schedule (product.md section 3).
enum TimingShape {
    static let object = ObjectShape(
        keys: [
            ObjectShape.Key(
                "occurs", .choice(["hourly", "daily", "weekly", "monthly", "yearly", "rule"]), required: true, "How often it occurs."),
            ObjectShape.Key(
                "every", .integer(1...9999), standard: .integer(1),
                "Every how many hours, days, weeks, months or years, counted from `from`."),
            ObjectShape.Key(
                "start", .scalar(.time), standard: .string("00:00"), "Hourly: the time on the day of `from` at which counting starts."),
            ObjectShape.Key("days", .choice(["weekdays"]), "Daily: Monday to Friday instead of every N days."),
            ObjectShape.Key(
                "on", .list(of: .choice(weekdays), orOne: true, atLeast: 1), "Weekly: the days of the week."),
            ObjectShape.Key("month", .integer(1...12), "Yearly: the month, 1 to 12."),
            ObjectShape.Key(
                "day",
                .either(
                    scalar: .scalar(.dayOfMonth), structured: .list(of: .scalar(.dayOfMonth), atLeast: 1), expected: .expectedDayOfMonth),
                "Monthly and yearly: the day of the month, 1 to 31 or `last`, or a list of them."),
            ObjectShape.Key("week", .choice(weeks), "Monthly and yearly: which of the month's days named by `weekday`."),
            ObjectShape.Key("weekday", .choice(weekdays), "Monthly and yearly: the day of the week that `week` counts."),
            ObjectShape.Key("rrule", .scalar(.text), "Rule: an RFC 5545 RRULE, such as FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13."),
            ObjectShape.Key("at", .list(of: .scalar(.time), orOne: true, atLeast: 1), "The time of day, or a list of them."),
            ObjectShape.Key("every-hours", .object(everyHours), "Several times a day, from one time to another."),
            ObjectShape.Key("before", .scalar(.time), "The time of day by which the run is done; it starts early enough."),
            ObjectShape.Key("from", .scalar(.date), "The first day, as yyyy-mm-dd; without it, the day on which the schedule was created."),
            ObjectShape.Key("until", .scalar(.date), "The last day, as yyyy-mm-dd."),
            ObjectShape.Key("time-zone", .scalar(.text), "An IANA time zone such as Europe/Helsinki; without it, the workspace's."),
            ObjectShape.Key(
                "short-months", .choice(Timing.ShortMonths.allCases.map(\.rawValue)), standard: .string("last"),
                "What a day that a month lacks means: its last day, or none."),
            ObjectShape.Key(
                "holidays", .choice(Timing.Holidays.allCases.map(\.rawValue)), standard: .string("run"),
                "What becomes of a run on a public holiday."),
            ObjectShape.Key("holiday-calendar", .choice(["fi"]), "The country whose public holidays count."),
            ObjectShape.Key(
                "missed", .choice(Timing.Missed.allCases.map(\.rawValue)), standard: .string("run-once"),
                "What becomes of runs that fell due while nothing was running."),
        ],
        rules: [
            when("hourly", allowed: ["every", "start"], required: []),
            when("daily", allowed: ["every", "days"] + times, required: [times]),
            when("weekly", allowed: ["every", "on"] + times, required: [["on"], times]),
            when("monthly", allowed: ["every", "short-months"] + monthDays + times, required: [["day", "week"], times]),
            when(
                "yearly", allowed: ["every", "month", "short-months"] + monthDays + times, required: [["month"], ["day", "week"], times]),
            when("rule", allowed: ["rrule"] + times, required: [["rrule"]]),
            .excludes("every", "days"), .excludes("day", "week"), .excludes("day", "weekday"), .needs("week", "weekday"),
            .excludes("at", "every-hours"), .excludes("at", "before"), .excludes("every-hours", "before"),
        ]
            + Timing.Holidays.allCases.filter { $0 != .run }.map {
                .when(key: "holidays", is: $0.rawValue, required: [["holiday-calendar"]], forbidden: [])
            }
    )

    /// What `ajastin timing next` takes beside a timing alone.
    static let request = ObjectShape(keys: [
        ObjectShape.Key("timing", .object(object), required: true, "The timing."),
        ObjectShape.Key("after", .scalar(.instant), "The moment after which instants are wanted."),
        ObjectShape.Key("count", .integer(1...100_000), "How many instants are wanted."),
        ObjectShape.Key("next", .list(of: .scalar(.instant)), "The instants that should come, as test vectors hold them; not looked at."),
    ])

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    /// In the order of ``Timing/MonthDays``, where 0 stands for the last one.
    static let weeks = ["last", "first", "second", "third", "fourth"]

    private static let times = ["at", "every-hours", "before"]
    private static let monthDays = ["day", "week", "weekday"]
    private static let patternKeys = ["every", "start", "days", "on", "month", "rrule", "short-months"] + monthDays + times

    private static let everyHours = ObjectShape(keys: [
        ObjectShape.Key("every", .integer(1...24), required: true, "Every how many hours."),
        ObjectShape.Key(
            "between", .list(of: .scalar(.time), atLeast: 2, atMost: 2), required: true, "The first and the last time, both included."),
    ])

    private static func when(_ value: String, allowed: [String], required: [[String]]) -> ObjectShape.Rule {
        .when(key: "occurs", is: value, required: required, forbidden: patternKeys.filter { !allowed.contains($0) })
    }
}
