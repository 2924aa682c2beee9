/// One step of a schedule.
package enum TaskDefinition: Hashable, Sendable {
    case refreshSegment(RefreshSegmentTask)
    case runFormulas(RunFormulasTask)
    case createActivities(CreateActivitiesTask)
    case bulkEdit(BulkEditTask)
    case runTool(RunToolTask)
    case deliverList(DeliverListTask)

    /// The task's key in definitions, JSON and the ledger, such as `bulk-edit`.
    package var kind: TaskKind {
        switch self {
        case .refreshSegment: .refreshSegment
        case .runFormulas: .runFormulas
        case .createActivities: .createActivities
        case .bulkEdit: .bulkEdit
        case .runTool: .runTool
        case .deliverList: .deliverList
        }
    }

    /// The segment over whose members it works.
    package var segment: String {
        switch self {
        case .refreshSegment(let task): task.segment
        case .runFormulas(let task): task.segment
        case .createActivities(let task): task.segment
        case .bulkEdit(let task): task.segment
        case .runTool(let task): task.segment
        case .deliverList(let task): task.segment
        }
    }
}

/// The kinds of task, by their keys (product.md section 1).
package enum TaskKind: String, Hashable, Sendable, CaseIterable {
    case refreshSegment = "refresh-segment"
    case runFormulas = "run-formulas"
    case createActivities = "create-activities"
    case bulkEdit = "bulk-edit"
    case runTool = "run-tool"
    case deliverList = "deliver-list"

    /// The catalogue's key of the name that people see.
    package var nameKey: MessageKey { MessageKey(rawValue: "task.\(rawValue)") }
}

/// Brings a segment's members up to date.
package struct RefreshSegmentTask: Hashable, Sendable {
    package var segment: String

    package init(segment: String) { self.segment = segment }
}

/// Computes fields of a segment's members.
package struct RunFormulasTask: Hashable, Sendable {
    package var segment: String
    /// In the order in which they are run.
    package var formulas: [String]

    package init(segment: String, formulas: [String]) {
        self.segment = segment
        self.formulas = formulas
    }
}

/// Puts a to-do for each member of a segment into a responsible person's calendar.
package struct CreateActivitiesTask: Hashable, Sendable {
    /// Where it is said what is to be done.
    package enum Source: Hashable, Sendable {
        /// Events of the segment, by their names.
        case events([String])
        /// In the task itself.
        case activity(ActivityDefinition)
    }

    package var segment: String
    package var source: Source

    package init(segment: String, source: Source) {
        self.segment = segment
        self.source = source
    }
}
