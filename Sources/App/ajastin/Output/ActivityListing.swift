import Localization
import Model
import Store
import Tabular

/// What is listed of activities.
enum ActivityListing {
    struct Row {
        var record: ActivityRecord
        /// The key of the record for which it was made; its identity where the module has no key, or the record is gone.
        var key: String
        var isOverdue: Bool
    }

    static func row(_ record: ActivityRecord, _ transaction: StoreTransaction, _ session: Session) throws -> Row {
        let now = session.clock.now()
        let activity = record.activity
        let key = try session.catalog.modules[activity.module].flatMap { try transaction.records.key(of: activity.record, in: $0) }
        return Row(
            record: record, key: key ?? "\(activity.record)", isOverdue: record.isOverdue(on: session.calendar.day(at: now), at: now))
    }

    static func of(_ session: Session) -> Listing<Row> {
        let words = session.words
        return Listing([
            .both("cli.column.id", "id", .right, text: { "\($0.record.id)" }, json: { .integer(Int($0.record.id)) }),
            .both(
                "cli.column.due-day", "due", text: { due($0.record.activity, words) }, json: { .string($0.record.activity.due.iso) }),
            .both(
                "cli.column.type", "type", text: { Words.text($0.record.activity.type.nameKey) },
                json: { .string($0.record.activity.type.rawValue) }),
            .both("cli.column.title", "title", text: { $0.record.activity.title }, json: { .string($0.record.activity.title) }),
            .both(
                "cli.column.priority", "priority", text: { Words.text($0.record.activity.priority.nameKey) },
                json: { .string($0.record.activity.priority.rawValue) }),
            .both(
                "cli.column.assignee", "assignee", text: { $0.record.activity.assignee ?? "–" },
                json: { JSON($0.record.activity.assignee) }),
            .both(
                "cli.column.state", "status", text: { Words.text($0.isOverdue ? "state.activity.overdue" : $0.record.status.nameKey) },
                json: { .string($0.record.status.rawValue) }),
            .text("cli.column.record", "record", \.key),
            .both("cli.column.note", "note", text: { $0.record.note ?? "" }, json: { JSON($0.record.note) }),
            .hidden("overdue") { .boolean($0.isOverdue) },
            .hidden("start") { session.json($0.record.activity.start) },
            .hidden("end") { session.json($0.record.activity.end) },
            .hidden("minutes") { JSON($0.record.activity.minutes) },
            .hidden("description") { JSON($0.record.activity.description) },
            .hidden("module") { .string($0.record.activity.module) },
            .hidden("event") { JSON($0.record.activity.event.isEmpty ? nil : $0.record.activity.event) },
            .hidden("run") { .integer(Int($0.record.activity.run)) },
            .hidden("task") { .integer($0.record.activity.task) },
            .hidden("created") { session.json($0.record.createdAt) },
            .hidden("changed") { session.json($0.record.changedAt) },
        ])
    }

    private static func due(_ activity: Activity, _ words: Localizer) -> String {
        activity.start.map { words.instant($0) } ?? words.day(activity.due)
    }
}
