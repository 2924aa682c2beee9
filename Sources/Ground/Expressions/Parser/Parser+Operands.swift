import Model

extension MessageKey {
    static let expressionExpectedOperand: MessageKey = "expression.expected.operand"
    static let expressionReservedWord: MessageKey = "expression.expected.operand.word"
    static let expressionEndsBeforeOperand: MessageKey = "expression.expected.operand.end"
    static let expressionExpected: MessageKey = "expression.expected"
    static let expressionEndsBefore: MessageKey = "expression.expected.end"
    static let expressionUnclosedParenthesis: MessageKey = "expression.unclosed.parenthesis"
    static let expressionExpectedMemberList: MessageKey = "expression.expected.segment"
}

/// Literals, names, parentheses, periods and memberships.
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
        case .word: return try word()
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

    func expectedOperand() -> ExpressionError {
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

    private mutating func word() throws(ExpressionError) -> SyntaxNode {
        if let phrase = vocabulary.memberPhrases.first(where: { stand($0.words) }) { return try member(phrase) }
        if let call = try call() { return call }
        switch keyword(current) {
        case .true: return try leaf(.boolean(true))
        case .false: return try leaf(.boolean(false))
        case .null: return try leaf(.null)
        default: break
        }
        if isReserved(current) { throw ExpressionError(.expressionReservedWord, ["found": found], at: current.range) }
        let start = current.range.lowerBound
        if let period = try period() { return try node(.period(period), from: start) }
        return try field()
    }

    private func isReserved(_ token: Token) -> Bool {
        guard case .word(let word) = token.kind else { return false }
        return keyword(token)?.isReserved == true || vocabulary.reservedWords.contains(TextFolding.fold(word))
    }

    private mutating func member(_ phrase: (words: [String], list: MemberList)) throws(ExpressionError) -> SyntaxNode {
        let start = current.range.lowerBound
        advance(by: phrase.words.count)
        let token = current
        if case .text(let text) = token.kind {
            advance()
            return try node(.member(phrase.list, Name(text: text, isBracketed: true, range: token.range)), from: start)
        }
        guard let name = name() else { throw ExpressionError(.expressionExpectedMemberList, ["found": found], at: token.range) }
        return try node(.member(phrase.list, name), from: start)
    }

    // MARK: Periods

    /// The period whose name stands at the token so many after the current one, in one word or in two.
    private func periodName(after count: Int) -> (name: Period.Name, tokenCount: Int)? {
        guard case .word(let word) = token(after: count).kind else { return nil }
        let folded = TextFolding.fold(word)
        if let name = vocabulary.periods[folded] { return (name, 1) }
        guard case .word(let second) = token(after: count + 1).kind,
            let name = vocabulary.periods["\(folded)_\(TextFolding.fold(second))"]
        else { return nil }
        return (name, 2)
    }

    /// Whether a period stands at the token so many after the current one.
    func isPeriod(after count: Int) -> Bool { periodName(after: count) != nil }

    /// The period that starts here, or nil where none does.
    mutating func period() throws(ExpressionError) -> Period? {
        guard let (name, count) = periodName(after: 0) else { return nil }
        advance(by: count)
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

    // MARK: Names

    /// The name that stands here, or nil where none does.
    mutating func name() -> Name? {
        let token = current
        switch token.kind {
        case .word(let text) where !isReserved(token):
            advance()
            return Name(text: text, isBracketed: false, range: token.range)
        case .bracketed(let text):
            advance()
            return Name(text: text, isBracketed: true, range: token.range)
        default: return nil
        }
    }

    /// `field` or `module.field`, or nil where no name stands.
    mutating func qualifiedName() throws(ExpressionError) -> QualifiedName? {
        guard let first = name() else { return nil }
        guard take(.dot) else { return QualifiedName(module: nil, field: first) }
        guard let second = name() else { throw expectedOperand() }
        return QualifiedName(module: first, field: second)
    }

    private mutating func field() throws(ExpressionError) -> SyntaxNode {
        let start = current.range.lowerBound
        guard let name = try qualifiedName() else { throw expectedOperand() }
        return try node(.name(name), from: start)
    }
}
