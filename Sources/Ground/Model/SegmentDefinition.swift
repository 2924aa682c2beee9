/// A saved set of criteria over a module: `segments/<name>.yaml`.
package struct SegmentDefinition: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    package var module: String
    /// An expression in its canonical form that is true for members; nil: every record is a member.
    package var criteria: String?
    /// The keys of records that are members whatever the criteria say.
    package var included: [String]
    /// The keys of records that are no members whatever the criteria say; they outweigh ``included``.
    package var excluded: [String]
    /// Whether a refresh leaves the members as they are.
    package var isFrozen: Bool
    /// The segments on whose members the criteria depend.
    package var uses: [String]

    /// To-dos that tasks may make for its members, in the order of the file.
    package var events: [ActivityDefinition]

    package init(
        name: String, label: LocalizedText, module: String, criteria: String?, included: [String] = [], excluded: [String] = [],
        isFrozen: Bool = false, uses: [String] = [], events: [ActivityDefinition] = []
    ) {
        self.name = name
        self.label = label
        self.module = module
        self.criteria = criteria
        self.included = included
        self.excluded = excluded
        self.isFrozen = isFrozen
        self.uses = uses
        self.events = events
    }

    /// The event with this name.
    package func event(_ name: String) -> ActivityDefinition? { events.first { $0.name == name } }
}

/// An expression that computes a field: `formulas/<name>.yaml`.
package struct FormulaDefinition: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    package var module: String
    /// The field that receives the value.
    package var field: String
    /// In its canonical form.
    package var expression: String
    package var isActive: Bool
    /// The segments on whose members the expression depends.
    package var uses: [String]

    package init(
        name: String, label: LocalizedText, module: String, field: String, expression: String, isActive: Bool = true, uses: [String] = []
    ) {
        self.name = name
        self.label = label
        self.module = module
        self.field = field
        self.expression = expression
        self.isActive = isActive
        self.uses = uses
    }
}
