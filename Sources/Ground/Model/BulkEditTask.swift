/// Sets fields of the members of a segment, or of the records that belong to them.
package struct BulkEditTask: Hashable, Sendable {
    /// What a field becomes.
    package enum Value: Hashable, Sendable {
        /// A value as it was written, already checked against the field.
        case value(FieldValue)
        /// No value.
        case clear
        /// The date of the run in the schedule's time zone.
        case actionDate
        /// What is there, and this text behind it.
        case append(String)
        /// The items of the list and these, which are added where they are missing.
        case add([String])
        /// The items of the list without these.
        case remove([String])
        /// The value of an expression over the record, already checked against the field.
        case expression(String)
    }

    /// One field and what it becomes.
    package struct Assignment: Hashable, Sendable {
        package var field: String
        package var value: Value

        package init(field: String, value: Value) {
            self.field = field
            self.value = value
        }
    }

    /// Whose word an edit waits for.
    package enum Approval: String, Hashable, Sendable, CaseIterable {
        case none
        /// It is planned and shown, and made once a person has agreed.
        case required
    }

    package var segment: String
    /// Nil: the members themselves are edited; otherwise the records of this module that belong to them.
    package var module: String?
    /// Only records for which this expression holds are edited.
    package var condition: String?
    /// In the order of the file.
    package var assignments: [Assignment]
    package var approval: Approval
    /// How many more records than usual may change before a person is asked, in hundredths of a percent; nil: as many as likes.
    package var volumeGuard: Int?
    /// The segments on whose members its expressions depend.
    package var uses: [String]

    package init(
        segment: String, module: String? = nil, condition: String? = nil, assignments: [Assignment], approval: Approval = .none,
        volumeGuard: Int? = nil, uses: [String] = []
    ) {
        self.segment = segment
        self.module = module
        self.condition = condition
        self.assignments = assignments
        self.approval = approval
        self.volumeGuard = volumeGuard
        self.uses = uses
    }
}
