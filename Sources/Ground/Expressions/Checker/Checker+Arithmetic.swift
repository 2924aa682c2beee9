import Model

extension MessageKey {
    static let expressionNoNumber: MessageKey = "expression.arithmetic.type"
    static let expressionDayArithmetic: MessageKey = "expression.arithmetic.day"
    static let expressionDayOutOfRange: MessageKey = "expression.arithmetic.day-range"
}

/// Calculations: exact with numbers; with dates, days forwards and back and the days between.
extension Checker {
    /// The most digits after the point that a number can have.
    static let scaleLimit = 18

    mutating func negation(of node: SyntaxNode) throws(ExpressionError) -> TypedNode {
        let operand = try check(node)
        guard operand.type.scale != nil else { throw noNumber(node, operand) }
        if case .number(let value) = operand.kind { return TypedNode(kind: .number(-value), type: operand.type) }
        return TypedNode(kind: .arithmetic(.subtract, TypedNode(kind: .number(0), type: operand.type), operand), type: operand.type)
    }

    mutating func arithmetic(
        _ operation: ArithmeticOperator, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode
    ) throws(ExpressionError) -> TypedNode {
        let left = try check(leftNode)
        let right = try check(rightNode)
        if left.type == .day || right.type == .day {
            return try dayArithmetic(operation, (leftNode, left), (rightNode, right))
        }
        guard let leftScale = left.type.scale else { throw noNumber(leftNode, left) }
        guard let rightScale = right.type.scale else { throw noNumber(rightNode, right) }
        switch operation {
        case .add, .subtract:
            let scale = max(leftScale, rightScale)
            return TypedNode(
                kind: .arithmetic(operation, left.widened(by: scale - leftScale), right.widened(by: scale - rightScale)),
                type: .number(scale: scale))
        case .multiply:
            return TypedNode(
                kind: .arithmetic(.multiply, left, right), type: .number(scale: min(Checker.scaleLimit, leftScale + rightScale)))
        case .divide:
            return TypedNode(kind: .arithmetic(.divide, left, right), type: .decimal(scale: max(6, leftScale)))
        }
    }

    private func noNumber(_ node: SyntaxNode, _ operand: TypedNode) -> ExpressionError {
        ExpressionError(.expressionNoNumber, ["operand": text(node), "type": operand.type.predicate], at: node.range)
    }

    private func dayArithmetic(
        _ operation: ArithmeticOperator, _ left: (node: SyntaxNode, value: TypedNode), _ right: (node: SyntaxNode, value: TypedNode)
    ) throws(ExpressionError) -> TypedNode {
        switch (left.value.type, operation, right.value.type) {
        case (.day, .subtract, .day):
            return TypedNode(kind: .daysBetween(from: right.value, to: left.value), type: .integer)
        case (.day, .add, .integer), (.day, .subtract, .integer):
            return try shifted(left.value, by: right, isForward: operation == .add)
        case (.integer, .add, .day):
            return try shifted(right.value, by: left, isForward: true)
        default:
            let range = left.node.range.lowerBound..<right.node.range.upperBound
            throw ExpressionError(.expressionDayArithmetic, ["operation": .text(source[range])], at: range)
        }
    }

    /// `day` so many days later or earlier, settled at once where both are constants.
    private func shifted(
        _ day: TypedNode, by days: (node: SyntaxNode, value: TypedNode), isForward: Bool
    ) throws(ExpressionError) -> TypedNode {
        guard case .day(let constant) = day.kind, case .number(let count) = days.value.kind else {
            return TypedNode(kind: .shiftedDay(day, days: days.value, isForward: isForward), type: .day)
        }
        guard let shifted = constant.shifted(by: isForward ? count : -count) else {
            throw ExpressionError(.expressionDayOutOfRange, at: days.node.range)
        }
        return TypedNode(kind: .day(shifted), type: .day)
    }
}

extension TypedNode {
    /// The number with `digits` more digits after the point.
    func widened(by digits: Int) -> TypedNode {
        guard digits > 0 else { return self }
        let type = ValueType.decimal(scale: (type.scale ?? 0) + digits)
        if case .number(let value) = kind {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: Int64.powerOfTen(digits))
            if !overflow { return TypedNode(kind: .number(scaled), type: type) }
        }
        return TypedNode(kind: .widened(self, digits: digits), type: type)
    }
}

extension Int64 {
    /// Ten to the power of `exponent`, which is at most 18.
    static func powerOfTen(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
