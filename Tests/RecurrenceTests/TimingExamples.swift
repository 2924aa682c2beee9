import Model

/// Timings of every kind, for properties that hold of all of them.
enum TimingExamples {
    static let patterns: [Timing.Pattern] =
        [.weekdays]
        + [1, 2, 12, 13].flatMap { every in
            [
                .hourly(every: every, start: LocalTime(minutes: 195)), .daily(every: every),
                .weekly(every: every, on: [.sunday, .tuesday]), .weekly(every: every, on: [.friday]),
                .monthly(every: every, .days([31, 1, 0, 29, 22, 3])), .monthly(every: every, .days([30])),
                .monthly(every: every, .weekday(week: 0, .monday)),
            ]
        }
        + (1...12).flatMap { month in
            [
                .yearly(every: month, month: month, .days([15, 29])), .yearly(every: 13, month: month, .days([0])),
                .yearly(every: 1, month: month, .weekday(week: month % 5, .saturday)),
            ]
        }
        + rules.map { .rule($0) }

    static let rules = [
        "FREQ=DAILY;INTERVAL=10;COUNT=50", "FREQ=DAILY;BYMONTH=1,2;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
        "FREQ=WEEKLY;BYMONTH=3;BYDAY=MO,WE,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11,12,13", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "FREQ=YEARLY;BYWEEKNO=1,20,-1;BYDAY=MO,SU", "FREQ=YEARLY;BYYEARDAY=1,100,-1", "FREQ=YEARLY;BYDAY=20MO,-3TU",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,12;BYSETPOS=1,-2;BYDAY=WE", "RRULE:freq=yearly;until=20270630T090000Z", "FREQ=MONTHLY",
    ]

    static let times: [Timing.Times] = [
        .at([LocalTime(minutes: 0)]), .at([LocalTime(minutes: 210), LocalTime(minutes: 195), LocalTime(minutes: 990)]),
        .everyHours(every: 1, first: LocalTime(minutes: 30), last: LocalTime(minutes: 300)), .before(LocalTime(minutes: 480)),
    ]
}
