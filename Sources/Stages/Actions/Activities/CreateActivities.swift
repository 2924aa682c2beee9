package import Model
package import Store
import Tabular

extension CreateActivitiesTask {
    /// Makes an activity of each definition for each member, in the transaction of `context`.
    package func perform(_ context: ActionContext) throws -> TaskOutcome {
        let module = try context.module(of: segment)
        var tally = ActivityTally(lookedAt: try context.transaction.records.count(module, segment: segment))
        for definition in try definitions(in: context) {
            var making = try ActivityMaking(definition, module: module, segment: segment, context)
            try making.make(&tally)
        }
        try context.transaction.calendars.touch(tally.people)
        return TaskOutcome(affected: tally.made, counts: tally.counts, summary: tally.summary)
    }

    private func definitions(in context: ActionContext) throws -> [ActivityDefinition] {
        switch source {
        case .activity(let definition): return [definition]
        case .events(let names):
            return try names.map { name in
                guard let event = context.catalog.segments[segment]?.event(name) else {
                    throw ActionError.unknownEvent(name, segment: segment)
                }
                return event
            }
        }
    }
}

/// The making of one activity for each member.
private struct ActivityMaking {
    private let definition: ActivityDefinition
    private let context: ActionContext
    private let module: ModuleDefinition
    private let segment: String
    private let title: TextTemplate
    private let description: TextTemplate?
    /// Those of the title, of the description, and the one that names the person, in this order.
    private let fields: [FieldDefinition]
    private var plan: ActivityPlan
    private var turns: Turns?

    init(_ definition: ActivityDefinition, module: ModuleDefinition, segment: String, _ context: ActionContext) throws {
        let language = context.catalog.settings.language
        let title = TextTemplate(definition.title.text(in: language))
        let description = definition.description.map { TextTemplate($0.text(in: language)) }
        var names = title.fields + (description?.fields ?? [])
        if case .field(let field) = definition.assignee { names.append(field) }
        fields = try names.map { name in
            guard let field = module.field(name) else { throw ActionError.unknownField(name, module: module.name) }
            return field
        }
        if case .inTurn(let people) = definition.assignee {
            // An event's rotation is the same wherever it is used; what is written in a task is known by the task's place.
            let rotation = definition.name.isEmpty ? "\(context.position)" : "\(segment)/\(definition.name)"
            turns = Turns(people.compactMap(Person.canonicalName), rotation: rotation)
        }
        let activities = context.transaction.activities
        plan = ActivityPlan(
            definition, calendar: context.calendar, workingDays: context.workingDays, present: context.present,
            load: { try activities.load(of: $0, on: $1) })
        self.definition = definition
        self.context = context
        self.module = module
        self.segment = segment
        self.title = title
        self.description = description
    }

    mutating func make(_ tally: inout ActivityTally) throws {
        let activities = context.transaction.activities
        if let rotation = turns?.rotation {
            turns?.resume(after: try activities.lastInTurn(of: context.schedule, rotation: rotation))
        }
        // Those who have it already are not looked at, lest they take a turn or a time.
        let query = activities.lacking(
            RecordQuery(module: module, columns: fields, segment: segment, includesIdentity: true), run: context.run,
            task: context.position, event: definition.name)
        var made = 0
        try context.transaction.records.withBatches(query) { cursor in
            while let batch = try cursor.next() {
                let batchActivities = try (0..<batch.rowCount).map { try activity(for: $0, of: batch) }
                made += try activities.add(batchActivities, at: context.present)
                for activity in batchActivities { tally.count(activity) }
            }
        }
        tally.made += made
        tally.left += tally.lookedAt - made
        if let last = turns?.last, let rotation = turns?.rotation {
            try activities.setLastInTurn(last, of: context.schedule, rotation: rotation)
        }
    }

    private mutating func activity(for row: Int, of batch: Batch) throws -> Activity {
        let values = fields.indices.map { batch.columns[$0 + 1].argument(at: row).map(context.text) ?? "" }
        let person: String? =
            switch definition.assignee {
            case .person(let address): Person.canonicalName(address)
            case .field: values.last.flatMap(Person.canonicalName)
            case .inTurn: turns?.next()
            }
        let (day, start) = try plan.place(person)
        let titleText = title.filled(with: values.prefix(title.fields.count))
        let text = description?.filled(with: values.dropFirst(title.fields.count))
        return Activity(
            run: context.run, task: context.position, event: definition.name, module: module.name,
            record: batch.columns[0].fixed[row], title: oneLine(titleText), description: text, type: definition.type,
            priority: definition.priority, assignee: person, due: day, start: start, minutes: definition.minutes)
    }

    private func oneLine(_ text: String) -> String {
        text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : text
    }
}

/// People who take turns.
private struct Turns {
    /// By which the store knows where it stopped.
    let rotation: String
    private let people: [String]
    private var index = 0
    /// Who had the last turn of this run; nil: nobody yet.
    private(set) var last: String?

    init(_ people: [String], rotation: String) {
        self.people = people
        self.rotation = rotation
    }

    /// Goes on after `person`; from the start where nobody or somebody else was last.
    mutating func resume(after person: String?) {
        index = person.flatMap(people.firstIndex).map { $0 + 1 } ?? 0
    }

    mutating func next() -> String? {
        guard !people.isEmpty else { return nil }
        last = people[index % people.count]
        index += 1
        return last
    }
}
