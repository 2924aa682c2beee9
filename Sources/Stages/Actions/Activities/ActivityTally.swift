import Model
import Store
import Tabular

/// What came of a task that makes activities.
struct ActivityTally {
    /// Members.
    let lookedAt: Int
    var made = 0
    /// Members that had theirs already.
    var left = 0
    private(set) var people: Set<String> = []
    private var unassigned = 0
    private var days: ClosedRange<Day>?

    init(lookedAt: Int) { self.lookedAt = lookedAt }

    /// Counts an activity that was made.
    mutating func count(_ activity: Activity) {
        if let person = activity.assignee { people.insert(person) } else { unassigned += 1 }
        days = days.map { min($0.lowerBound, activity.due)...max($0.upperBound, activity.due) } ?? activity.due...activity.due
    }

    /// What the ledger keeps of it.
    var counts: TaskCounts { TaskCounts(lookedAt: lookedAt, changed: made, left: left, failed: 0) }

    /// How many, for how many people, from when to when.
    var summary: Message {
        guard let days else { return Message(.activitiesNone, ["left": .integer(left)]) }
        let due =
            days.lowerBound == days.upperBound
            ? Message(.activitiesDay, ["day": .day(days.lowerBound)])
            : Message(.activitiesDays, ["first": .day(days.lowerBound), "last": .day(days.upperBound)])
        let arguments: [String: MessageArgument] = [
            "count": .integer(made), "people": .message(Message(.activitiesPeople, ["count": .integer(people.count)])),
            "due": .message(due),
        ]
        let summary = Message(.activitiesSummary, arguments)
        guard unassigned > 0 else { return summary }
        return Message(.activitiesUnassigned, ["summary": .message(summary), "count": .integer(unassigned)])
    }
}

extension MessageKey {
    static let activitiesSummary: MessageKey = "task.create-activities.summary"
    static let activitiesNone: MessageKey = "task.create-activities.none"
    static let activitiesPeople: MessageKey = "task.create-activities.people"
    static let activitiesDay: MessageKey = "task.create-activities.day"
    static let activitiesDays: MessageKey = "task.create-activities.days"
    static let activitiesUnassigned: MessageKey = "task.create-activities.unassigned"
}
