import Model

extension MessageKey {
    static let expressionExpectedList: MessageKey = "expression.expected.list"
    static let expressionUnknownPeriod: MessageKey = "expression.period.unknown"
}

/// Comparisons and the operators that are words: `in`, `between`, `is empty`, `contains`, `starts with`, `ends with`.
extension Parser {
    enum Predicate {
        case comparison(ComparisonOperator)
        case word(Keyword, isNegated: Bool)
    }

    /// The predicate that the current token begins, or nil.
    func predicateStart() -> Predicate? {
        switch current.kind {
        case .symbol(.equal): return .comparison(.equal)
        case .symbol(.notEqual), .symbol(.unequal): return .comparison(.notEqual)
        case .symbol(.less): return .comparison(.less)
        case .symbol(.lessOrEqual): return .comparison(.lessOrEqual)
        case .symbol(.greater): return .comparison(.greater)
        case .symbol(.greaterOrEqual): return .comparison(.greaterOrEqual)
        default: break
        }
        let isNegated = keyword(current) == .not
        switch keyword(isNegated ? following : current) {
        case .is where !isNegated: return .word(.is, isNegated: false)
        case let word? where [.in, .between, .contains, .starts, .ends].contains(word): return .word(word, isNegated: isNegated)
        default: return nil
        }
    }

    /// The rest of `predicate`, of which `left` is the first operand.
    mutating func predicate(_ predicate: Predicate, on left: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        let start = left.range.lowerBound
        advance()
        switch predicate {
        case .comparison(let comparison):
            let right = try expression(.additive)
            return try node(.comparison(comparison, left, right), from: start)
        case .word(.is, _):
            let isNegated = take(.not)
            guard take(.empty) else { throw expected(Keyword.empty.rawValue) }
            return try negated(isNegated, try node(.isEmpty(left), from: start))
        case .word(let word, let isNegated):
            if isNegated { advance() }
            let inner = try affirmed(word, on: left)
            return try negated(isNegated, inner)
        }
    }

    private func negated(_ isNegated: Bool, _ inner: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        isNegated ? try node(.not(inner), from: inner.range.lowerBound) : inner
    }

    private mutating func affirmed(_ word: Keyword, on left: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        switch word {
        case .in: return try membership(of: left)
        case .between:
            let lower = try expression(.additive)
            guard take(.and) else { throw expected(Keyword.and.rawValue) }
            let upper = try expression(.additive)
            return try node(.between(left, lower: lower, upper: upper), from: left.range.lowerBound)
        case .starts, .ends:
            guard take(.with) else { throw expected(Keyword.with.rawValue) }
            return try match(word == .starts ? .startsWith : .endsWith, on: left)
        default:
            return try match(.contains, on: left)
        }
    }

    private mutating func match(_ match: TextMatch, on left: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        let right = try expression(.additive)
        return try node(.match(match, left, right), from: left.range.lowerBound)
    }

    private mutating func membership(of left: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        let start = left.range.lowerBound
        if let period = try period() { return try node(.within(left, period), from: start) }
        let parenthesis = current.range.lowerBound
        guard take(.open) else { throw expectedList() }
        var values: [SyntaxNode] = []
        repeat { values.append(try expression(.additive)) } while take(.comma)
        try close(parenthesisAt: parenthesis)
        return try node(.membership(left, values), from: start)
    }

    private func expectedList() -> ExpressionError {
        if case .word(let word) = current.kind, let nearest = NearestName.of(word, in: vocabulary.periods.keys.sorted()) {
            return ExpressionError(.expressionUnknownPeriod, ["name": .text(word), "nearest": .text(nearest)], at: current.range)
        }
        return ExpressionError(.expressionExpectedList, at: current.range)
    }
}
