import Expressions
package import Model
package import Recurrence
package import Store
package import Tabular

/// What an action is handed besides its task.
package struct ActionContext {
    package let transaction: StoreTransaction
    package let catalog: Catalog
    package let run: Int64
    /// The schedule's name.
    package let schedule: String
    /// The task's place in the run, from 1.
    package let position: Int
    package let calendar: LocalCalendar
    /// The date of the run in the schedule's zone: "the current date" of the whole run.
    package let actionDate: Day
    /// The moment that everything the run makes takes for the present.
    package let present: Instant
    /// When it is done, for the journal.
    package let now: Instant
    /// The days on which people work, by the schedule's holidays.
    package let workingDays: WorkingDays
    /// Writes a value for people, in the language of the workspace.
    package let text: (MessageArgument) -> String

    package init(
        transaction: StoreTransaction, catalog: Catalog, run: Int64, schedule: ScheduleDefinition, position: Int, calendar: LocalCalendar,
        present: Instant, now: Instant, text: @escaping (MessageArgument) -> String
    ) {
        self.transaction = transaction
        self.catalog = catalog
        self.run = run
        self.schedule = schedule.name
        self.position = position
        self.calendar = calendar
        self.present = present
        actionDate = calendar.day(at: present)
        workingDays = WorkingDays(holidays: HolidayCalendar.inForce(schedule.timing?.holidayCalendar, zone: calendar.zone))
        self.now = now
        self.text = text
    }

    /// The module over which the segment named `segment` is kept.
    func module(of segment: String) throws(ActionError) -> ModuleDefinition {
        guard let definition = catalog.segments[segment], let module = catalog.modules[definition.module] else {
            throw .unknownSegment(segment)
        }
        return module
    }
}

extension ActionContext {
    /// What gives `field` the value of an expression over the records of `module`; those for which it fails are left and listed.
    func computed(_ text: String, for field: FieldDefinition, of module: ModuleDefinition) throws -> EditAssignment {
        let expression = try CheckedExpression.check(
            text, for: .formula(field), module: module.name, names: ExpressionNames(catalog))
        return .computed(
            expression.sql(alias: "r", today: actionDate, dayStart: calendar.start(of:)), for: field,
            failures: expression.failures(alias: "r", today: actionDate, dayStart: calendar.start(of:)))
    }

    /// What the ledger keeps of an edit's counts; the failures of the task are noted by then.
    package func counts(of edit: EditCounts) throws -> TaskCounts {
        let listed = try transaction.runs.failureCount(run: run, task: position)
        let failed = max(0, listed - edit.stale)
        return TaskCounts(
            lookedAt: edit.lookedAt, changed: edit.changed, left: max(0, edit.lookedAt - edit.changed - failed), failed: failed)
    }
}

/// Why an action could not be done.
package enum ActionError: MessageError, Hashable {
    case unknownSegment(String)
    case unknownField(String, module: String)
    case unknownFormula(String)
    case unknownEvent(String, segment: String)
    /// There are more than the days of the calendar can take.
    case noDayLeft(String)
    case unknownModule(String)
    /// The records of a module do not belong to those of another.
    case noChildren(String, of: String)
    case unknownTool(String)

    package var message: Message {
        switch self {
        case .unknownSegment(let name): Message(.actionUnknownSegment, ["segment": .text(name)])
        case .unknownField(let field, let module): Message(.actionUnknownField, ["field": .text(field), "module": .text(module)])
        case .unknownFormula(let name): Message(.actionUnknownFormula, ["formula": .text(name)])
        case .unknownEvent(let name, let segment): Message(.actionUnknownEvent, ["event": .text(name), "segment": .text(segment)])
        case .noDayLeft(let person): Message(.actionNoDayLeft, ["person": .text(person)])
        case .unknownModule(let name): Message(.actionUnknownModule, ["module": .text(name)])
        case .noChildren(let name, let module): Message(.actionNoChildren, ["name": .text(name), "module": .text(module)])
        case .unknownTool(let name): Message(.actionUnknownTool, ["tool": .text(name)])
        }
    }
}

extension MessageKey {
    static let actionUnknownSegment: MessageKey = "action.unknown-segment"
    static let actionUnknownField: MessageKey = "action.unknown-field"
    static let actionUnknownFormula: MessageKey = "action.unknown-formula"
    static let actionUnknownEvent: MessageKey = "action.unknown-event"
    static let actionNoDayLeft: MessageKey = "action.no-day-left"
    static let actionUnknownModule: MessageKey = "action.unknown-module"
    static let actionNoChildren: MessageKey = "action.no-children"
    static let actionUnknownTool: MessageKey = "action.unknown-tool"
}
