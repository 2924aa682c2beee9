import Model

extension MessageKey {
    static let expressionNotAssignable: MessageKey = "expression.formula.type"
    static let expressionChoiceFromText: MessageKey = "expression.formula.choice"
    static let expressionDecimalToInteger: MessageKey = "expression.formula.decimal-to-integer"
}

/// Whether a field can receive the value of an expression.
extension Checker {
    /// The value as `field` keeps it: decimals rounded half away from zero to the field's scale.
    func assigned(_ value: TypedNode, to field: FieldDefinition, at range: Range<Int>) throws(ExpressionError) -> TypedNode {
        let target = ValueType(field)
        switch (value.type, target) {
        case (.null, _): return TypedNode(kind: .null, type: target)
        case (.integer, .integer): return value
        case (.decimal, .integer): throw ExpressionError(.expressionDecimalToInteger, ["field": .text(field.key)], at: range)
        case (.integer, .decimal), (.decimal, .decimal):
            return value.type == target ? value : TypedNode(kind: .rescaled(value), type: target)
        case (.text, .text) where !field.choices.isEmpty:
            try checkChoices(of: value, for: field, at: range)
            return value
        case _ where value.type == target: return value
        default:
            throw ExpressionError(
                .expressionNotAssignable, ["field": .text(field.key), "type": target.predicate, "other": value.type.predicate], at: range)
        }
    }

    /// A choice field takes its own choices, and the values of fields that have no others.
    private func checkChoices(of value: TypedNode, for field: FieldDefinition, at range: Range<Int>) throws(ExpressionError) {
        switch value.kind {
        case .text(let text): try checkChoice(text, of: field, at: range)
        case .field(let reference) where reference.field.type == .choice && Set(reference.field.choices).isSubset(of: field.choices): break
        default: throw ExpressionError(.expressionChoiceFromText, ["field": .text(field.key)], at: range)
        }
    }
}
