import Model
import Tabular

extension MessageKey {
    static let expressionIncomparable: MessageKey = "expression.compare.types"
    static let expressionQuoteNumber: MessageKey = "expression.compare.quote-number"
    static let expressionUnquoteNumber: MessageKey = "expression.compare.unquote-number"
    static let expressionDayAsNumber: MessageKey = "expression.compare.day-as-number"
    static let expressionCompareNull: MessageKey = "expression.compare.null"
    static let expressionUnknownChoice: MessageKey = "expression.choice.unknown"
    static let expressionUnknownChoiceNearest: MessageKey = "expression.choice.unknown.nearest"
    static let expressionNoInstant: MessageKey = "expression.no-instant"
    static let expressionInstantAndDay: MessageKey = "expression.compare.instant-day"
}

/// Comparisons: operands of one kind, texts read as the dates or choices that they are compared with.
extension Checker {
    mutating func comparison(
        _ comparison: ComparisonOperator, _ left: SyntaxNode, _ right: SyntaxNode
    ) throws(ExpressionError) -> TypedNode.Kind {
        let operands = try alike([left, right])
        switch (operands[0].type, operands[1].type) {
        case (.instant, .day): return try instant(operands[0], comparison, operands[1], at: right)
        case (.day, .instant): return try instant(operands[1], comparison.flipped, operands[0], at: left)
        default: return .comparison(comparison, operands[0], operands[1])
        }
    }

    /// A moment compared with a day: equal is within it, later is after its end.
    private func instant(
        _ operand: TypedNode, _ comparison: ComparisonOperator, _ day: TypedNode, at node: SyntaxNode
    ) throws(ExpressionError) -> TypedNode.Kind {
        let start = try bound(day, at: node, InstantConstant.start)
        let end = try bound(day, at: node, InstantConstant.end)
        switch comparison {
        case .equal: return .between(operand, lower: start, upper: end)
        case .notEqual: return .not(TypedNode(kind: .between(operand, lower: start, upper: end), type: .boolean))
        case .less, .greaterOrEqual: return .comparison(comparison, operand, start)
        case .lessOrEqual, .greater: return .comparison(comparison, operand, end)
        }
    }

    /// The moment at an end of the day that `operand` is; a moment stays as it is.
    private func bound(
        _ operand: TypedNode, at node: SyntaxNode, _ end: (DayConstant) -> InstantConstant
    ) throws(ExpressionError) -> TypedNode {
        guard operand.type == .day else { return operand }
        guard case .day(let day) = operand.kind else {
            throw ExpressionError(.expressionInstantAndDay, ["operand": text(node)], at: node.range)
        }
        return TypedNode(kind: .instant(end(day)), type: .instant)
    }

    mutating func between(
        _ operand: SyntaxNode, _ lower: SyntaxNode, _ upper: SyntaxNode
    ) throws(ExpressionError) -> TypedNode.Kind {
        let operands = try alike([operand, lower, upper])
        guard operands.contains(where: { $0.type == .instant }) else {
            return .between(operands[0], lower: operands[1], upper: operands[2])
        }
        guard operands[0].type == .instant else {
            throw ExpressionError(.expressionInstantAndDay, ["operand": text(operand)], at: operand.range)
        }
        return .between(
            operands[0], lower: try bound(operands[1], at: lower, InstantConstant.start),
            upper: try bound(operands[2], at: upper, InstantConstant.end))
    }

    mutating func membership(_ operand: SyntaxNode, _ values: [SyntaxNode]) throws(ExpressionError) -> TypedNode.Kind {
        let operands = try alike([operand] + values)
        if operands.contains(where: { $0.type == .instant }), let day = operands.firstIndex(where: { $0.type == .day }) {
            let node = day == 0 ? operand : values[day - 1]
            throw ExpressionError(.expressionInstantAndDay, ["operand": text(node)], at: node.range)
        }
        return .membership(operands[0], Array(operands[1...]))
    }

    /// The operands of a comparison, the first of which is what is compared: all of one kind, except that a day may meet a moment.
    private mutating func alike(_ nodes: [SyntaxNode]) throws(ExpressionError) -> [TypedNode] {
        var operands: [TypedNode] = []
        for node in nodes {
            let operand = try check(node)
            guard operand.type != .null else { throw ExpressionError(.expressionCompareNull, at: node.range) }
            operands.append(operand)
        }
        let hasInstant = operands.contains { $0.type == .instant }
        if hasInstant || operands.contains(where: { $0.type == .day }) {
            for (index, node) in nodes.enumerated() {
                guard case .text(let text) = operands[index].kind else { continue }
                operands[index] = try moment(text, orInstant: hasInstant, at: node)
            }
        }
        for (index, node) in nodes.enumerated().dropFirst() where !Checker.areComparable(operands[0].type, operands[index].type) {
            throw incomparable(nodes[0], operands[0], node, operands[index])
        }
        try checkChoices(nodes, operands)
        return Checker.widened(operands)
    }

    private static func areComparable(_ left: ValueType, _ right: ValueType) -> Bool {
        switch (left, right) {
        case (.day, .instant), (.instant, .day): true
        case _ where left.scale != nil: right.scale != nil
        default: left == right
        }
    }

    /// Numbers in the widest of their scales; anything else as it is.
    private static func widened(_ operands: [TypedNode]) -> [TypedNode] {
        let widest = operands.compactMap(\.type.scale).max() ?? 0
        return operands.map { operand in
            guard let scale = operand.type.scale, scale < widest else { return operand }
            return operand.widened(by: widest - scale)
        }
    }

    private func moment(_ text: String, orInstant: Bool, at node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        if let day = Day(iso: text) { return TypedNode(kind: .day(.fixed(day)), type: .day) }
        guard orInstant else { throw ExpressionError(.expressionNoDay, ["text": .text(text)], at: node.range) }
        guard let instant = Instant(iso: text), instant.microseconds % 1_000_000 == 0 else {
            throw ExpressionError(.expressionNoInstant, ["text": .text(text)], at: node.range)
        }
        return TypedNode(kind: .instant(.fixed(instant)), type: .instant)
    }

    private func incomparable(_ left: SyntaxNode, _ leftType: TypedNode, _ right: SyntaxNode, _ rightType: TypedNode) -> ExpressionError {
        var arguments: [String: MessageArgument] = ["left": text(left), "right": text(right)]
        switch (leftType.type, rightType.type, rightType.kind) {
        case (.text, .integer, .number), (.text, .decimal, .number):
            return ExpressionError(.expressionQuoteNumber, arguments, at: right.range)
        case (.integer, .text, .text(let text)), (.decimal, .text, .text(let text)):
            guard !text.isEmpty, text.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }) else { break }
            arguments["right"] = .text(text)
            return ExpressionError(.expressionUnquoteNumber, arguments, at: right.range)
        case (.day, .integer, _), (.day, .decimal, _), (.instant, .integer, _), (.instant, .decimal, _):
            arguments["type"] = leftType.type.predicate
            return ExpressionError(.expressionDayAsNumber, arguments, at: right.range)
        default: break
        }
        arguments["type"] = leftType.type.predicate
        arguments["other"] = rightType.type.compared
        return ExpressionError(.expressionIncomparable, arguments, at: right.range)
    }

    /// Refuses a text that can never equal the choice field beside it.
    private func checkChoices(_ nodes: [SyntaxNode], _ operands: [TypedNode]) throws(ExpressionError) {
        for case .field(let reference) in operands.map(\.kind) where reference.field.type == .choice {
            for (node, operand) in zip(nodes, operands) {
                if case .text(let value) = operand.kind { try checkChoice(value, of: reference.field, at: node.range) }
            }
        }
    }

    /// Refuses `value` unless it is one of the choices of `field`.
    func checkChoice(_ value: String, of field: FieldDefinition, at range: Range<Int>) throws(ExpressionError) {
        guard !field.choices.contains(value) else { return }
        var arguments: [String: MessageArgument] = ["field": .text(field.key), "value": .text(value)]
        guard let nearest = NearestName.of(value, in: field.choices) else {
            arguments["known"] = .list(field.choices.map(MessageArgument.text))
            throw ExpressionError(.expressionUnknownChoice, arguments, at: range)
        }
        arguments["nearest"] = .text(nearest)
        throw ExpressionError(.expressionUnknownChoiceNearest, arguments, at: range)
    }
}
