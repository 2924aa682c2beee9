package import Expressions
import Model

/// Which records are members of a segment.
package struct SegmentSelection: Sendable {
    /// Holds for members (fields through the alias `r`); nil: for every record, or for none but the included where some are.
    package var criteria: SQLFragment?
    /// The keys of records that are members whatever the criteria say.
    package var included: [String]
    /// The keys of records that are no members whatever else says so.
    package var excluded: [String]

    package init(criteria: SQLFragment? = nil, included: [String] = [], excluded: [String] = []) {
        self.criteria = criteria
        self.included = included
        self.excluded = excluded
    }

    /// What holds for the members among the records `r` of `module`.
    func condition(of module: ModuleDefinition) -> SQLFragment {
        var condition = criteria ?? SQLFragment(sql: included.isEmpty ? "TRUE" : "FALSE")
        guard let key = module.key.flatMap(module.field) else { return condition }
        let column = key.type.isText ? "r.\(quoted(key.key))" : "CAST(r.\(quoted(key.key)) AS TEXT)"
        func add(_ joint: String, _ operation: String, _ keys: [String]) {
            guard !keys.isEmpty else { return }
            condition.sql = "(\(condition.sql)) \(joint) \(column) \(operation) (SELECT value FROM json_each(?))"
            condition.bindings.append(.text(JSONText.array(keys)))
        }
        add("OR", "IN", included)
        add("AND", "NOT IN", excluded)
        return condition
    }
}
