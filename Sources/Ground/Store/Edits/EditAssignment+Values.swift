package import Expressions
package import Model

extension EditAssignment {
    /// A value that is the same for every record.
    package static func value(_ value: SQLValue, for field: FieldDefinition) -> EditAssignment {
        EditAssignment(field.key, SQLFragment(sql: "?", bindings: [value]))
    }

    /// The value of an expression over the record; where the field must have one and there is none, the record is left as it is.
    ///
    /// - Parameter failures: tells the records for which it cannot be computed; they are left as they are and listed.
    package static func computed(
        _ value: SQLFragment, for field: FieldDefinition, failures: ExpressionFailures? = nil
    ) -> EditAssignment {
        // What an expression makes of a list has to become one again.
        let whole = field.type == .list ? "\(SQLFunctions.listOf)(\(value.sql))" : value.sql
        var assignment = EditAssignment(field.key, SQLFragment(sql: whole, bindings: value.bindings))
        assignment.failures = failures
        if field.isRequired { assignment.refusesEmpty = Message(.editNoValue, ["field": .label(field.label)]) }
        return assignment
    }

    /// The text that is there and `text` behind it; nothing counts as an empty text.
    package static func appending(_ text: String, to field: FieldDefinition) -> EditAssignment {
        EditAssignment(field.key, SQLFragment(sql: "coalesce(r.\(quoted(field.key)), '') || ?", bindings: [.text(text)]))
    }

    /// The items of the list and these, which are added where they are missing.
    package static func adding(_ items: [String], to field: FieldDefinition) -> EditAssignment {
        EditAssignment(
            field.key,
            SQLFragment(sql: "\(SQLFunctions.listAdding)(r.\(quoted(field.key)), ?)", bindings: [.text(ItemList.text(of: items) ?? "")]))
    }

    /// The items of the list without these; where the field must have a value, a list is not emptied.
    package static func removing(_ items: [String], from field: FieldDefinition) -> EditAssignment {
        var assignment = EditAssignment(
            field.key,
            SQLFragment(sql: "\(SQLFunctions.listRemoving)(r.\(quoted(field.key)), ?)", bindings: [.text(ItemList.text(of: items) ?? "")]))
        if field.isRequired { assignment.refusesEmpty = Message(.editNoValue, ["field": .label(field.label)]) }
        return assignment
    }
}

extension MessageKey {
    static let editNoValue: MessageKey = "store.edit-no-value"
}
