import Model
import Tabular

extension MessageKey {
    static let expressionNoCondition: MessageKey = "expression.logic.type"
    static let expressionNoText: MessageKey = "expression.match.type"
    static let expressionPeriodOperand: MessageKey = "expression.period.operand"
    static let expressionPeriodAsValue: MessageKey = "expression.period.as-value"
    static let expressionUnknownPeriod: MessageKey = "expression.period.unknown"
    static let expressionSegmentModule: MessageKey = "expression.segment.module"
    static let expressionUnknownSegment: MessageKey = "expression.segment.unknown"
    static let expressionUnknownSegmentNearest: MessageKey = "expression.segment.unknown.nearest"
    static let expressionNoSegments: MessageKey = "expression.segment.none"
    static let expressionListKey: MessageKey = "expression.segment.list-key"
    static let expressionNoList: MessageKey = "expression.no-list"
}

/// Turns the tree of an expression into one whose names and types are settled.
struct Checker {
    let source: SourceText
    /// The fields met so far, as ``CheckedExpression/fields`` gives them.
    private(set) var fields: Set<String> = []
    private var scopeCount = 1
    private var scopes: ScopeChain

    /// What each name means, by the place where it starts.
    private(set) var meanings: [Int: NameMeaning] = [:]
    /// The segments on whose members or lists it depends.
    private(set) var segments: Set<String> = []
    /// The periods that it names.
    private(set) var periods: [Period] = []
    let vocabulary: Vocabulary
    private let names: ExpressionNames

    init(source: SourceText, module: ModuleDefinition, names: ExpressionNames, vocabulary: Vocabulary) {
        self.source = source
        self.names = names
        self.vocabulary = vocabulary
        scopes = ScopeChain(scopes: [Scope(number: 0, module: module)], modules: names.modules)
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
        case .name(let name): return try field(name)
        case .negate(let operand): return try negation(of: operand)
        case .arithmetic(let operation, let left, let right): return try arithmetic(operation, left, right)
        case .aggregate(let call): return try aggregate(call)
        case .call(let call): return try self.call(call)
        case .joined(let parts): return try joined(parts)
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
        case .member(let list, let name): return .member(try membership(list, name))
        case .item(let operand, let list): return try item(operand, of: list)
        default: return .null
        }
    }

    private mutating func singleDay(_ period: Period, at node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        guard let offset = period.singleDayOffset else {
            throw ExpressionError(.expressionPeriodAsValue, ["period": text(node)], at: node.range)
        }
        note(period)
        return TypedNode(kind: .day(.today(offset: offset)), type: .day)
    }

    private mutating func note(_ period: Period) {
        if !periods.contains(period) { periods.append(period) }
    }

    /// Notes what `name` means, for whoever writes it anew.
    mutating func note(_ name: Name, _ meaning: NameMeaning) { meanings[name.range.lowerBound] = meaning }

    mutating func field(_ name: QualifiedName) throws(ExpressionError) -> TypedNode {
        let reference = try scopes.resolve(name)
        let module = scopes.scopes.first { $0.number == reference.scope }?.module
        if let qualifier = name.module, let module { note(qualifier, .module(module)) }
        if let module { note(name.field, .field(reference.field, of: module)) }
        return field(reference)
    }

    mutating func field(_ reference: FieldReference) -> TypedNode {
        let module = scopes.scopes.first { $0.number == reference.scope }?.module.name
        fields.insert(reference.scope == 0 ? reference.field.key : "\(module ?? "").\(reference.field.key)")
        return TypedNode(kind: .field(reference), type: ValueType(reference.field))
    }

    mutating func requireCondition(_ node: SyntaxNode) throws(ExpressionError) -> TypedNode {
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

    mutating func requireText(_ node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        let checked = try check(node)
        guard checked.type == .text else {
            throw ExpressionError(.expressionNoText, ["operand": text(node), "type": checked.type.predicate], at: node.range)
        }
        return checked
    }

    private mutating func within(_ operand: SyntaxNode, _ period: Period) throws(ExpressionError) -> TypedNode.Kind {
        let checked = try check(operand)
        note(period)
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

    // MARK: Scopes

    /// Runs `body` with `module` as the innermost scope.
    mutating func entering<Result>(
        _ module: ModuleDefinition, _ body: (inout Checker, Scope) throws(ExpressionError) -> Result
    ) throws(ExpressionError) -> Result {
        let scope = Scope(number: scopeCount, module: module)
        scopeCount += 1
        let outer = scopes
        scopes = outer.entering(scope)
        defer { scopes = outer }
        return try body(&self, scope)
    }

    /// The child module that `name` means, its field that links to the parent, and the parent's scope.
    mutating func child(_ name: Name) throws(ExpressionError) -> (module: ModuleDefinition, link: String, parent: Scope) {
        let found = try scopes.child(name)
        note(name, .module(found.module))
        return found
    }

    /// Whether the record of a scope is a member; the innermost scope whose module is that of the segment is meant.
    private mutating func membership(_ list: MemberList, _ name: Name) throws(ExpressionError) -> Membership {
        guard let segment = names.segments[name.text] else { throw unknownSegment(name) }
        guard let scope = scopes.scopes.last(where: { $0.module.name == segment.module }) else {
            throw ExpressionError(
                .expressionSegmentModule,
                ["segment": .text(name.text), "module": .text(segment.module), "other": .text(scopes.scopes.last?.module.name ?? "")],
                at: name.range)
        }
        note(name, .segment)
        switch list {
        case .segment:
            segments.insert(name.text)
            return Membership(place: .segment(name.text), scope: scope.number)
        case .list:
            guard let key = scope.module.key.flatMap(scope.module.field) else {
                throw ExpressionError(.expressionListKey, ["module": .text(scope.module.name)], at: name.range)
            }
            return Membership(place: .list(key: key, values: segment.included), scope: scope.number)
        }
    }

    private func unknownSegment(_ name: Name) -> ExpressionError {
        var arguments: [String: MessageArgument] = ["name": .text(name.text)]
        let known = names.segments.keys.sorted()
        guard let nearest = NearestName.of(name.text, in: known) else {
            arguments["known"] = .list(known.map(MessageArgument.text))
            return ExpressionError(known.isEmpty ? .expressionNoSegments : .expressionUnknownSegment, arguments, at: name.range)
        }
        arguments["nearest"] = .text(nearest)
        return ExpressionError(.expressionUnknownSegmentNearest, arguments, at: name.range)
    }

    /// Whether a text is an item of a list field.
    private mutating func item(_ operand: SyntaxNode, of list: QualifiedName) throws(ExpressionError) -> TypedNode.Kind {
        let field: TypedNode
        do {
            field = try self.field(list)
        } catch {
            // What stands there may have been meant for a period.
            guard list.module == nil, !list.field.isBracketed,
                let nearest = NearestName.of(list.field.text, in: vocabulary.periods.keys.sorted())
            else { throw error }
            throw ExpressionError(
                .expressionUnknownPeriod, ["name": .text(list.field.text), "nearest": .text(nearest)], at: list.field.range)
        }
        guard case .field(let reference) = field.kind, reference.field.isList else {
            throw ExpressionError(.expressionNoList, ["field": .text(list.field.text), "type": field.type.predicate], at: list.field.range)
        }
        let checked = try requireText(operand)
        if case .text(let value) = checked.kind, !reference.field.choices.isEmpty {
            try checkChoice(value, of: reference.field, at: operand.range)
        }
        return .item(checked, of: field)
    }
}
