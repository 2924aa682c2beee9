import Model

/// The shape of activities: the events of a segment, and what a `create-activities` task says itself.
enum ActivityShape {
    /// An event of a segment.
    static let event = ObjectShape(keys: keys(required: true))

    /// The `create-activities` task: events of the segment by name, or the activity itself.
    static let task = ObjectShape(
        keys: [
            ScheduleShape.segment,
            ObjectShape.Key("event", .scalar(.text), "The event of the segment that says what is to be done."),
            ObjectShape.Key("events", .list(of: .scalar(.text), atLeast: 1), "Several events of the segment; each makes an activity."),
        ] + keys(required: false),
        rules: [.oneNeeded(["title", "event", "events"]), .excludes("event", "events"), .needs("title", "assignee")]
            + keys(required: false).flatMap { key in [.excludes("event", key.name), .excludes("events", key.name)] })

    private static func keys(required: Bool) -> [ObjectShape.Key] {
        [
            ObjectShape.Key("title", .localized, required: required, "What is to be done; may hold fields as {{field}}."),
            ObjectShape.Key("description", .localized, "More about it; may hold fields as {{field}}."),
            ObjectShape.Key(
                "type", .choice(ActivityType.allCases.map(\.rawValue)), standard: .string("task"), "What kind of thing it is."),
            ObjectShape.Key(
                "priority", .choice(ActivityPriority.allCases.map(\.rawValue)), standard: .string("normal"), "How much it matters."),
            ObjectShape.Key(
                "duration", .scalar(.duration),
                "How long it takes, such as `30 min` or `1 h`; with hours, half an hour where it is not said."),
            ObjectShape.Key(
                "due", .scalar(.due), standard: .integer(0),
                "How long after the run it is due, such as `2 days`, or `3 working-days` without weekends and public holidays."),
            ObjectShape.Key(
                "hours", .list(of: .scalar(.time), atLeast: 2, atMost: 2),
                "From when until when on a day activities have their times, one after another; without it, they have none."),
            ObjectShape.Key(
                "spread",
                .object(
                    ObjectShape(keys: [
                        ObjectShape.Key(
                            "per-day", .integer(1...1000), required: true, "How many activities a person has on one day at most.")
                    ])), "How activities are spread; the rest are due on the working days that follow."),
            ObjectShape.Key(
                "assignee",
                .either(
                    scalar: .scalar(.address),
                    structured: .object(
                        ObjectShape(
                            keys: [
                                ObjectShape.Key("field", .scalar(.text), "The field that names the responsible person."),
                                ObjectShape.Key(
                                    "in-turn", .list(of: .scalar(.address), atLeast: 1),
                                    "People who get one activity after another in turn."),
                            ],
                            rules: [.oneNeeded(["field", "in-turn"]), .excludes("field", "in-turn")])),
                    expected: .expectedAssignee),
                required: required, "Whose to-do it is: an e-mail address, a field of the record, or several people in turn."),
        ]
    }
}
