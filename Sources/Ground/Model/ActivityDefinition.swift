/// What kind of thing an activity asks for.
package enum ActivityType: String, Hashable, Sendable, CaseIterable {
    case call, meeting, email, letter, task, other

    /// The catalogue's key of the name that people see.
    package var nameKey: MessageKey { MessageKey(rawValue: "activity.type.\(rawValue)") }
}

/// How much an activity matters.
package enum ActivityPriority: String, Hashable, Sendable, CaseIterable {
    case low, normal, high

    /// The catalogue's key of the name that people see.
    package var nameKey: MessageKey { MessageKey(rawValue: "activity.priority.\(rawValue)") }
}

/// What has become of an activity.
package enum ActivityStatus: String, Hashable, Sendable, CaseIterable {
    case open, done, cancelled

    /// The catalogue's key of the name that people see.
    package var nameKey: MessageKey { MessageKey(rawValue: "state.activity.\(rawValue)") }
}

/// A to-do that is made for each member of a segment: an event of the segment, or written in a task.
package struct ActivityDefinition: Hashable, Sendable {
    /// Whose to-do it is.
    package enum Assignee: Hashable, Sendable {
        /// The person named by this field of the record.
        case field(String)
        case person(String)
        /// One after another; a run goes on where the schedule's run before it stopped.
        case inTurn([String])
    }

    /// When it is due, counted from the date of the run.
    package enum Due: Hashable, Sendable {
        case days(Int)
        /// Monday to Friday without public holidays; 0 is the first such day from the date of the run on.
        case workingDays(Int)
    }

    /// The part of a day within which activities have their times.
    package struct Hours: Hashable, Sendable {
        package var from: LocalTime
        /// The time by which the last one ends.
        package var until: LocalTime

        package init(from: LocalTime, until: LocalTime) {
            self.from = from
            self.until = until
        }
    }

    /// Minutes that an activity takes that has a time and does not say how long it is.
    package static let standardMinutes = 30

    /// Its name among the segment's events; empty for one that is written in a task.
    package var name: String
    /// May hold fields as `{{field}}`.
    package var title: LocalizedText
    /// May hold fields as `{{field}}`; nil: none.
    package var description: LocalizedText?
    package var type: ActivityType
    package var priority: ActivityPriority
    /// Nil: not said.
    package var minutes: Int?
    package var due: Due
    /// Nil: it is due on a day, at no time.
    package var hours: Hours?
    /// How many a person has on one day at most; the rest are due on the working days that follow.
    package var perDay: Int?
    package var assignee: Assignee

    package init(
        name: String = "", title: LocalizedText, description: LocalizedText? = nil, type: ActivityType = .task,
        priority: ActivityPriority = .normal, minutes: Int? = nil, due: Due = .days(0), hours: Hours? = nil, perDay: Int? = nil,
        assignee: Assignee
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.type = type
        self.priority = priority
        self.minutes = minutes
        self.due = due
        self.hours = hours
        self.perDay = perDay
        self.assignee = assignee
    }
}
