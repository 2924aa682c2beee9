import Model

extension MessageKey {
    static let expressionExpectedList: MessageKey = "expression.expected.list"
}

/// Comparisons by signs and by words.
extension Parser {
    enum Predicate {
        case comparison(ComparisonOperator)
        case phrase(Phrase)
        /// A period right behind the operand, after so many words.
        case period(after: Int, isNegated: Bool)
    }

    /// The predicate that the current token begins, or nil.
    func predicateStart() throws(ExpressionError) -> Predicate? {
        switch current.kind {
        case .symbol(.equal): return .comparison(.equal)
        case .symbol(.notEqual), .symbol(.unequal): return .comparison(.notEqual)
        case .symbol(.less): return .comparison(.less)
        case .symbol(.lessOrEqual): return .comparison(.lessOrEqual)
        case .symbol(.greater): return .comparison(.greater)
        case .symbol(.greaterOrEqual): return .comparison(.greaterOrEqual)
        case .word: break
        default: return nil
        }
        if let lead = vocabulary.periodLeads.first(where: { stand($0.words) && isPeriod(after: $0.words.count) }) {
            return .period(after: lead.words.count, isNegated: lead.isNegated)
        }
        if let phrase = vocabulary.phrases.filter({ stand($0.words) }).max(by: { $0.words.count < $1.words.count }) {
            return .phrase(phrase)
        }
        try checkBegunPhrase()
        return nil
    }

    /// Refuses a phrase of which only the beginning stands here: `name starts "A"`.
    private func checkBegunPhrase() throws(ExpressionError) {
        for phrase in vocabulary.phrases where phrase.words.count > 1 {
            for count in stride(from: phrase.words.count - 1, to: 0, by: -1) where stand(Array(phrase.words.prefix(count))) {
                // `not` and its like alone begin too many things.
                let begun = phrase.words.prefix(count).filter { vocabulary.keyword($0) != .not }
                guard !begun.isEmpty else { continue }
                var parser = self
                parser.advance(by: count)
                throw parser.expected(phrase.words[count])
            }
        }
    }

    /// The rest of `predicate`, of which `left` is the first operand.
    mutating func predicate(_ predicate: Predicate, on left: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        let start = left.range.lowerBound
        switch predicate {
        case .comparison(let comparison):
            advance()
            let right = try expression(.joining)
            return try node(.comparison(comparison, left, right), from: start)
        case .period(let count, let isNegated):
            advance(by: count)
            guard let period = try period() else { throw expectedList() }
            return try negated(isNegated, try node(.within(left, period), from: start))
        case .phrase(let phrase):
            advance(by: phrase.words.count)
            let inner = try affirmed(phrase.meaning, on: left)
            return try negated(phrase.isNegated, inner)
        }
    }

    private func negated(_ isNegated: Bool, _ inner: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        isNegated ? try node(.not(inner), from: inner.range.lowerBound) : inner
    }

    private mutating func affirmed(_ meaning: Phrase.Meaning, on left: SyntaxNode) throws(ExpressionError) -> SyntaxNode {
        let start = left.range.lowerBound
        switch meaning {
        case .within, .oneOf, .itemOf: return try membership(of: left, meaning)
        case .between:
            let lower = try expression(.joining)
            guard take(.and) else { throw expected(vocabulary.spelling(.and)) }
            let upper = try expression(.joining)
            return try node(.between(left, lower: lower, upper: upper), from: start)
        case .isEmpty: return try node(.isEmpty(left), from: start)
        case .match(let match):
            let right = try expression(.joining)
            return try node(.match(match, left, right), from: start)
        }
    }

    private mutating func membership(of left: SyntaxNode, _ meaning: Phrase.Meaning) throws(ExpressionError) -> SyntaxNode {
        let start = left.range.lowerBound
        if meaning == .within, let period = try period() { return try node(.within(left, period), from: start) }
        let parenthesis = current.range.lowerBound
        if meaning != .itemOf, take(.open) {
            var values: [SyntaxNode] = []
            repeat { values.append(try expression(.joining)) } while take(vocabulary.separator)
            try close(parenthesisAt: parenthesis)
            return try node(.membership(left, values), from: start)
        }
        guard meaning != .oneOf, let name = try qualifiedName() else { throw expectedList() }
        return try node(.item(left, of: name), from: start)
    }

    private func expectedList() -> ExpressionError { ExpressionError(.expressionExpectedList, at: current.range) }
}
