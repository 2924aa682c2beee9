import Model

extension MessageKey {
    static let expressionFunctionNeedsField: MessageKey = "expression.function.field-needed"
    static let expressionFunctionTakesNoField: MessageKey = "expression.function.no-field"
    static let expressionFunctionType: MessageKey = "expression.function.type"
    static let expressionNoParentKey: MessageKey = "expression.module.no-key"
    static let expressionFunctionTakesNoOrder: MessageKey = "expression.function.no-order"
    static let expressionFunctionNeedsOrder: MessageKey = "expression.function.order-needed"
    static let expressionFunctionOrderType: MessageKey = "expression.function.order-type"
}

/// Functions, of values and of child records.
extension Checker {
    mutating func call(_ call: FunctionCall) throws(ExpressionError) -> TypedNode {
        let range = call.functionRange
        let allowed = call.function.argumentCount
        guard allowed.contains(call.arguments.count) else {
            var arguments: [String: MessageArgument] = ["function": .text(source[range]), "least": .integer(allowed.lowerBound)]
            if allowed.upperBound == ScalarFunction.any { throw ExpressionError(.expressionArgumentCountLeast, arguments, at: range) }
            if allowed.count == 1 { throw ExpressionError(.expressionArgumentCountExact, arguments, at: range) }
            arguments["most"] = .integer(allowed.upperBound)
            throw ExpressionError(.expressionArgumentCount, arguments, at: range)
        }
        var values: [TypedNode] = []
        for node in call.arguments { values.append(try check(node)) }
        return try call.function.check(
            CallArguments(function: source[range], range: range, nodes: call.arguments, values: values, source: source))
    }

    /// Texts with `&` between them; what is no text is written as one, and what is null counts as empty.
    mutating func joined(_ parts: [SyntaxNode]) throws(ExpressionError) -> TypedNode {
        var values: [TypedNode] = []
        for part in parts { values.append(ScalarFunction.asText(try check(part))) }
        return ScalarFunction.text(.concatenate, values)
    }

    mutating func aggregate(_ call: AggregateCall) throws(ExpressionError) -> TypedNode {
        let (module, link, parent) = try child(call.module)
        guard let parentKey = parent.module.key else {
            throw ExpressionError(
                .expressionNoParentKey, ["module": .text(module.name), "parent": .text(parent.module.name)], at: call.module.range)
        }
        return try entering(module) { checker, scope throws(ExpressionError) in
            let field = try checker.operand(of: call, in: scope)
            let order = try checker.order(of: call, in: scope)
            let condition = try call.condition.map { node throws(ExpressionError) in try checker.requireCondition(node) }
            let aggregation = Aggregation(
                function: call.function, scope: scope.number, module: module.name, link: link, parentScope: parent.number,
                parentKey: parentKey, field: field, order: order, condition: condition)
            return TypedNode(kind: .aggregate(aggregation), type: call.function.type(field.map { ValueType($0) } ?? .null))
        }
    }

    /// The field over whose values `call` computes, or nil for a function of whole records.
    private mutating func operand(of call: AggregateCall, in scope: Scope) throws(ExpressionError) -> FieldDefinition? {
        let function = MessageArgument.text(source[call.functionRange])
        switch (call.function.operand, call.field) {
        case (.records, nil): return nil
        case (.records, let name?):
            throw ExpressionError(
                .expressionFunctionTakesNoField, ["function": function, "module": .text(scope.module.name)], at: name.range)
        case (.field, nil):
            throw ExpressionError(
                .expressionFunctionNeedsField, ["function": function, "module": .text(scope.module.name)], at: call.module.range)
        case (.field(let accepts), let name?):
            let reference = try self.reference(name, in: scope)
            let checked = field(reference)
            guard accepts(checked.type) else {
                throw ExpressionError(
                    .expressionFunctionType,
                    ["function": function, "field": .text("\(scope.module.name).\(reference.field.key)"), "type": checked.type.predicate],
                    at: call.module.range.lowerBound..<name.range.upperBound)
            }
            return reference.field
        }
    }

    /// The field of the scope's module that `name` means.
    private mutating func reference(_ name: Name, in scope: Scope) throws(ExpressionError) -> FieldReference {
        let reference = try ScopeChain(scopes: [scope], modules: [:]).resolve(QualifiedName(module: nil, field: name))
        note(name, .field(reference.field, of: scope.module))
        return reference
    }

    /// The field in whose order the first or the latest record is meant: the only date of the module where none is named.
    private mutating func order(of call: AggregateCall, in scope: Scope) throws(ExpressionError) -> FieldDefinition? {
        let function = MessageArgument.text(source[call.functionRange])
        guard call.function.takesOrder else {
            guard let name = call.order else { return nil }
            throw ExpressionError(.expressionFunctionTakesNoOrder, ["function": function], at: name.range)
        }
        guard let name = call.order else {
            let dates = scope.module.fields.filter { $0.type == .date || $0.type == .instant }
            guard dates.count != 1 else { return dates[0] }
            throw ExpressionError(
                .expressionFunctionNeedsOrder,
                ["function": function, "module": .text(scope.module.name), "by": .text(vocabulary.spelling(.by))], at: call.module.range)
        }
        let reference = try reference(name, in: scope)
        let checked = field(reference)
        guard checked.type != .boolean, checked.type != .text else {
            throw ExpressionError(
                .expressionFunctionOrderType, ["function": function, "field": .text(reference.field.key), "type": checked.type.predicate],
                at: name.range)
        }
        return reference.field
    }
}
