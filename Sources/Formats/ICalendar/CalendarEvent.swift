package import Tabular

/// One entry of a calendar (VEVENT, RFC 5545 section 3.6.1).
package struct CalendarEvent: Hashable, Sendable {
    /// When it is.
    package enum Time: Hashable, Sendable {
        /// All day long.
        case day(Day)
        /// Without `until`, a moment.
        case moment(Instant, until: Instant? = nil)
    }

    /// What holds of it (section 3.8.1.11).
    package enum Status: String, Hashable, Sendable {
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// The same in every calendar that has the event, and in no other event of the world.
    package var id: String
    package var time: Time
    package var summary: String
    /// Empty: none.
    package var description: String
    package var categories: [String]
    /// From 1, the highest, to 9; nil: not said.
    package var priority: Int?
    package var status: Status?
    /// Raised with every change; nil: not said.
    package var sequence: Int?
    package var created: Instant?
    package var lastModified: Instant?
    /// Whether the person can do nothing else meanwhile.
    package var isBusy: Bool

    package init(
        id: String, time: Time, summary: String, description: String = "", categories: [String] = [], priority: Int? = nil,
        status: Status? = nil, sequence: Int? = nil, created: Instant? = nil, lastModified: Instant? = nil, isBusy: Bool = false
    ) {
        self.id = id
        self.time = time
        self.summary = summary
        self.description = description
        self.categories = categories
        self.priority = priority
        self.status = status
        self.sequence = sequence
        self.created = created
        self.lastModified = lastModified
        self.isBusy = isBusy
    }
}
