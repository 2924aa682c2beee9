import Model
import Tabular

extension MessageKey {
    static let expressionNoCondition: MessageKey = "expression.logic.type"
    static let expressionNoText: MessageKey = "expression.match.type"
    static let expressionPeriodOperand: MessageKey = "expression.period.operand"
    static let expressionPeriodAsValue: MessageKey = "expression.period.as-value"
    static let expressionFunctionNeedsField: MessageKey = "expression.function.field-needed"
    static let expressionFunctionTakesNoField: MessageKey = "expression.function.no-field"
    static let expressionFunctionType: MessageKey = "expression.function.type"
    static let expressionNoParentKey: MessageKey = "expression.module.no-key"
}

/// Turns the tree of an expression into one whose names and types are settled.
struct Checker {
    let source: SourceText
    /// The fields met so far, as ``CheckedExpression/fields`` gives them.
    private(set) var fields: Set<String> = []
    private var scopeCount = 1
    private var scopes: ScopeChain

    init(source: SourceText, module: ModuleDefinition, modules: [String: ModuleDefinition]) {
        self.source = source
        scopes = ScopeChain(scopes: [Scope(number: 0, module: module)], modules: modules)
    }

    /// The text of `node` as it was written.
    func text(_ node: SyntaxNode) -> MessageArgument { .text(source[node.range]) }

    mutating func check(_ node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        switch node.kind {
        case .null: return TypedNode(kind: .null, type: .null)
        case .boolean(let value): return TypedNode(kind: .boolean(value), type: .boolean)
        case .integer(let value): return TypedNode(kind: .number(value), type: .integer)
        case .decimal(let unscaled, let scale): return TypedNode(kind: .number(unscaled), type: .decimal(scale: scale))
        case .text(let text): return TypedNode(kind: .text(text), type: .text)
        case .day(let day): return TypedNode(kind: .day(.fixed(day)), type: .day)
        case .period(let period): return try singleDay(period, at: node)
        case .name(let name): return field(try scopes.resolve(name))
        case .negate(let operand): return try negation(of: operand)
        case .arithmetic(let operation, let left, let right): return try arithmetic(operation, left, right)
        case .aggregate(let call): return try aggregate(call)
        default: return TypedNode(kind: try condition(node), type: .boolean)
        }
    }

    /// Checks a node that is true or false by its form.
    private mutating func condition(_ node: SyntaxNode) throws(ExpressionError) -> TypedNode.Kind {
        switch node.kind {
        case .not(let operand): return .not(try requireCondition(operand))
        case .logic(let operation, let terms):
            return .logic(operation, try requireConditions(terms))
        case .comparison(let comparison, let left, let right): return try self.comparison(comparison, left, right)
        case .between(let operand, let lower, let upper): return try between(operand, lower, upper)
        case .membership(let operand, let values): return try membership(operand, values)
        case .within(let operand, let period): return try within(operand, period)
        case .isEmpty(let operand): return .isEmpty(try check(operand))
        case .match(let match, let left, let right): return .match(match, try requireText(left), try requireText(right))
        default: return .null
        }
    }

    private func singleDay(_ period: Period, at node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        guard let offset = period.singleDayOffset else {
            throw ExpressionError(.expressionPeriodAsValue, ["period": text(node)], at: node.range)
        }
        return TypedNode(kind: .day(.today(offset: offset)), type: .day)
    }

    private mutating func field(_ reference: FieldReference) -> TypedNode {
        let module = scopes.scopes.first { $0.number == reference.scope }?.module.name
        fields.insert(reference.scope == 0 ? reference.field.key : "\(module ?? "").\(reference.field.key)")
        return TypedNode(kind: .field(reference), type: ValueType(reference.field))
    }

    private mutating func requireCondition(_ node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        let checked = try check(node)
        guard checked.type == .boolean else {
            throw ExpressionError(.expressionNoCondition, ["operand": text(node), "type": checked.type.predicate], at: node.range)
        }
        return checked
    }

    /// Checks every one of `nodes`, so that all that is wrong with them is told at once.
    private mutating func requireConditions(_ nodes: [SyntaxNode]) throws(ExpressionError) -> [TypedNode] {
        var conditions: [TypedNode] = []
        var errors: [ExpressionError] = []
        for node in nodes {
            do { conditions.append(try requireCondition(node)) } catch { errors += error.all }
        }
        if let error = ExpressionError(leading: errors) { throw error }
        return conditions
    }

    private mutating func requireText(_ node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        let checked = try check(node)
        guard checked.type == .text else {
            throw ExpressionError(.expressionNoText, ["operand": text(node), "type": checked.type.predicate], at: node.range)
        }
        return checked
    }

    private mutating func within(_ operand: SyntaxNode, _ period: Period) throws(ExpressionError) -> TypedNode.Kind {
        let checked = try check(operand)
        switch checked.type {
        case .day:
            return .between(
                checked, lower: TypedNode(kind: .day(.firstDay(period)), type: .day),
                upper: TypedNode(kind: .day(.lastDay(period)), type: .day))
        case .instant:
            return .between(
                checked, lower: TypedNode(kind: .instant(.start(.firstDay(period))), type: .instant),
                upper: TypedNode(kind: .instant(.end(.lastDay(period))), type: .instant))
        default:
            throw ExpressionError(.expressionPeriodOperand, ["operand": text(operand), "type": checked.type.predicate], at: operand.range)
        }
    }

    // MARK: Aggregates

    private mutating func aggregate(_ call: AggregateCall) throws(ExpressionError) -> TypedNode {
        let (module, link, parent) = try scopes.child(call.module)
        guard let parentKey = parent.module.key else {
            throw ExpressionError(
                .expressionNoParentKey, ["module": .text(module.name), "parent": .text(parent.module.name)], at: call.module.range)
        }
        let scope = Scope(number: scopeCount, module: module)
        scopeCount += 1
        let outer = scopes
        scopes = outer.entering(scope)
        defer { scopes = outer }
        let field = try operand(of: call, in: scope)
        let condition = try call.condition.map { node throws(ExpressionError) in try requireCondition(node) }
        let aggregation = Aggregation(
            function: call.function, scope: scope.number, module: module.name, link: link, parentScope: parent.number,
            parentKey: parentKey, field: field, condition: condition)
        return TypedNode(kind: .aggregate(aggregation), type: call.function.type(field.map { ValueType($0) } ?? .null))
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
            let reference = try ScopeChain(scopes: [scope], modules: scopes.modules).resolve(QualifiedName(module: nil, field: name))
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
}
