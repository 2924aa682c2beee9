package import Expressions
package import Model
package import Tabular

/// A field and what it becomes: an SQL expression over the record, which is called `r`, giving the value as the column stores it.
package struct EditAssignment: Sendable {
    package var field: String
    package var value: SQLFragment
    /// Why a record without a value is left as it is and listed as a failure; nil: the field may become empty.
    package var refusesEmpty: Message?
    /// What tells the records for which the value cannot be computed.
    package var failures: ExpressionFailures?

    package init(_ field: String, _ value: SQLFragment) {
        self.field = field
        self.value = value
    }
}

/// The records that an edit is about.
package struct EditTarget: Sendable {
    /// How the records belong to the members of the segment.
    struct Link: Sendable {
        /// The members' module and its key field.
        var module: String
        var key: String
        /// The field of the records that holds that key.
        var field: String
    }

    /// Whose records are edited.
    package let module: ModuleDefinition
    package let segment: String
    /// Only records for which this holds; fields are reached through the alias `r`.
    package let condition: SQLFragment?
    /// Nil: the records are the members themselves.
    let link: Link?

    /// The members of `segment`, which is one of `module`.
    package init(members segment: String, of module: ModuleDefinition, where condition: SQLFragment? = nil) {
        self.module = module
        self.segment = segment
        self.condition = condition
        link = nil
    }

    /// The records of `module` that belong to the members of `segment`; nil where the module's parent is not `parent`, or that has no key.
    package init?(
        childrenOf segment: String, in parent: ModuleDefinition, module: ModuleDefinition, where condition: SQLFragment? = nil
    ) {
        guard let link = module.parent, link.module == parent.name, let key = parent.key else { return nil }
        self.module = module
        self.segment = segment
        self.condition = condition
        self.link = Link(module: parent.name, key: key, field: link.field)
    }
}

/// How many records an edit met, and how many it changed or left.
package struct EditCounts: Hashable, Sendable {
    package var lookedAt: Int
    package var changed: Int
    /// Those that had changed since they were planned, and were left alone for that.
    package var stale: Int

    package init(lookedAt: Int = 0, changed: Int = 0, stale: Int = 0) {
        self.lookedAt = lookedAt
        self.changed = changed
        self.stale = stale
    }
}

/// What has become of a task's plan of edits.
package enum EditState: String, Hashable, Sendable, CaseIterable {
    /// It is noted, and nothing of it is made yet.
    case planned
    /// A person has let it go on.
    case approved
    case applied
    /// It was made and taken back.
    case undone
    case declined
}

/// The edits of one task of a run, as a whole.
package struct EditPlan: Hashable, Sendable {
    package var run: Int64
    package var task: Int
    package var state: EditState
    /// Records that were looked at.
    package var lookedAt: Int
    package var plannedAt: Instant
    /// Who approved or declined it, and when.
    package var decidedBy: String?
    package var decidedAt: Instant?
    package var appliedAt: Instant?
}
