/// A saved set of criteria over a module: `segments/<name>.yaml`.
package struct SegmentDefinition: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    package var module: String
    /// An expression that is true for members; nil: every record is a member.
    package var criteria: String?

    package init(name: String, label: LocalizedText, module: String, criteria: String?) {
        self.name = name
        self.label = label
        self.module = module
        self.criteria = criteria
    }
}

/// An expression that computes a field: `formulas/<name>.yaml`.
package struct FormulaDefinition: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    package var module: String
    /// The field that receives the value.
    package var field: String
    package var expression: String
    package var isActive: Bool

    package init(name: String, label: LocalizedText, module: String, field: String, expression: String, isActive: Bool = true) {
        self.name = name
        self.label = label
        self.module = module
        self.field = field
        self.expression = expression
        self.isActive = isActive
    }
}
