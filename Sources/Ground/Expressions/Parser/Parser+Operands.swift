import Model

extension MessageKey {
    static let expressionExpectedOperand: MessageKey = "expression.expected.operand"
    static let expressionReservedWord: MessageKey = "expression.expected.operand.word"
    static let expressionEndsBeforeOperand: MessageKey = "expression.expected.operand.end"
    static let expressionExpected: MessageKey = "expression.expected"
    static let expressionEndsBefore: MessageKey = "expression.expected.end"
    static let expressionUnclosedParenthesis: MessageKey = "expression.unclosed.parenthesis"
    static let expressionPeriodCount: MessageKey = "expression.period.count"
    static let expressionUnknownFunction: MessageKey = "expression.function.unknown"
    static let expressionUnknownFunctionNearest: MessageKey = "expression.function.unknown.nearest"
    static let expressionExpectedModule: MessageKey = "expression.function.module-expected"
}

/// Literals, names, parentheses, periods and functions.
extension Parser {
    mutating func operand() throws(ExpressionError) -> SyntaxNode {
        let token = current
        let start = token.range.lowerBound
        switch token.kind {
        case .integer(let value): return try leaf(.integer(value))
        case .decimal(let unscaled, let scale): return try leaf(.decimal(unscaled: unscaled, scale: scale))
        case .text(let text): return try leaf(.text(text))
        case .day(let day): return try leaf(.day(day))
        case .bracketed: return try field()
        case .word(let word): return try self.word(word)
        case .symbol(.open):
            advance()
            let inner = try expression(.or)
            try close(parenthesisAt: start)
            return try node(inner.kind, from: start)
        case .symbol, .end: throw expectedOperand()
        }
    }

    private mutating func leaf(_ kind: SyntaxNode.Kind) throws(ExpressionError) -> SyntaxNode {
        let start = current.range.lowerBound
        advance()
        return try node(kind, from: start)
    }

    private func expectedOperand() -> ExpressionError {
        current.kind == .end
            ? ExpressionError(.expressionEndsBeforeOperand, at: current.range)
            : ExpressionError(.expressionExpectedOperand, ["found": found], at: current.range)
    }

    /// The error that `sign` must stand here.
    func expected(_ sign: String) -> ExpressionError {
        current.kind == .end
            ? ExpressionError(.expressionEndsBefore, ["expected": .text(sign)], at: current.range)
            : ExpressionError(.expressionExpected, ["expected": .text(sign), "found": found], at: current.range)
    }

    /// Passes the parenthesis that closes the one at `start`.
    mutating func close(parenthesisAt start: Int) throws(ExpressionError) {
        guard !take(.close) else { return }
        guard current.kind == .end else { throw expected(Symbol.close.rawValue) }
        throw ExpressionError(.expressionUnclosedParenthesis, ["column": .integer(start + 1)], at: current.range)
    }

    private mutating func word(_ word: String) throws(ExpressionError) -> SyntaxNode {
        switch keyword(current) {
        case .true: return try leaf(.boolean(true))
        case .false: return try leaf(.boolean(false))
        case .null: return try leaf(.null)
        case let keyword? where keyword.isReserved:
            throw ExpressionError(.expressionReservedWord, ["found": found], at: current.range)
        default: break
        }
        let start = current.range.lowerBound
        if let period = try period() { return try node(.period(period), from: start) }
        if following.kind == .symbol(.open) { return try aggregate(word) }
        return try field()
    }

    /// The period that starts here, or nil where none does.
    mutating func period() throws(ExpressionError) -> Period? {
        guard case .word(let word) = current.kind, let name = vocabulary.periods[TextFolding.fold(word)] else { return nil }
        advance()
        guard name.takesCount else { return Period(name: name) }
        let start = current.range.lowerBound
        guard take(.open) else { throw expected(Symbol.open.rawValue) }
        guard case .integer(let count) = current.kind, let count = Int(exactly: count), Period.counts.contains(count) else {
            throw ExpressionError(.expressionPeriodCount, ["limit": .integer(Period.counts.upperBound)], at: current.range)
        }
        advance()
        try close(parenthesisAt: start)
        return Period(name: name, count: count)
    }

    /// The name that stands here, or nil where none does.
    private mutating func name() -> Name? {
        let token = current
        switch token.kind {
        case .word(let text) where keyword(token)?.isReserved != true:
            advance()
            return Name(text: text, isBracketed: false, range: token.range)
        case .bracketed(let text):
            advance()
            return Name(text: text, isBracketed: true, range: token.range)
        default: return nil
        }
    }

    private mutating func field() throws(ExpressionError) -> SyntaxNode {
        let start = current.range.lowerBound
        guard let first = name() else { throw expectedOperand() }
        guard take(.dot) else { return try node(.name(QualifiedName(module: nil, field: first)), from: start) }
        guard let second = name() else { throw expectedOperand() }
        return try node(.name(QualifiedName(module: first, field: second)), from: start)
    }

    private mutating func aggregate(_ word: String) throws(ExpressionError) -> SyntaxNode {
        let functionRange = current.range
        guard let function = vocabulary.functions[TextFolding.fold(word)] else { throw unknownFunction(word) }
        advance()
        let parenthesis = current.range.lowerBound
        advance()
        guard let module = name() else {
            throw ExpressionError(.expressionExpectedModule, ["function": .text(word)], at: current.range)
        }
        var field: Name?
        if take(.dot) {
            guard let name = name() else { throw expectedOperand() }
            field = name
        }
        let condition = take(.where) ? try expression(.or) : nil
        try close(parenthesisAt: parenthesis)
        let call = AggregateCall(function: function, functionRange: functionRange, module: module, field: field, condition: condition)
        return try node(.aggregate(call), from: functionRange.lowerBound)
    }

    private func unknownFunction(_ word: String) -> ExpressionError {
        let known = vocabulary.functions.keys.sorted() + vocabulary.periods.filter(\.value.takesCount).keys.sorted()
        var arguments: [String: MessageArgument] = ["name": .text(word)]
        guard let nearest = NearestName.of(word, in: known) else {
            arguments["known"] = .list(known.map(MessageArgument.text))
            return ExpressionError(.expressionUnknownFunction, arguments, at: current.range)
        }
        arguments["nearest"] = .text(nearest)
        return ExpressionError(.expressionUnknownFunctionNearest, arguments, at: current.range)
    }
}
