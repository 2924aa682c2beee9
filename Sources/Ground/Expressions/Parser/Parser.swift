import Model

extension MessageKey {
    static let expressionEmpty: MessageKey = "expression.empty"
    static let expressionTooDeep: MessageKey = "expression.too-deep"
    static let expressionTrailing: MessageKey = "expression.trailing"
    static let expressionChained: MessageKey = "expression.chained"
}

/// Builds the tree of an expression, by precedence climbing: `or`, `and`, `not`, comparisons, `&`, `+ -`, `* /`, unary minus.
struct Parser {
    enum Precedence: Int, Comparable {
        case or, and, comparison, joining, additive, multiplicative, unary

        static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

        /// The precedence of an operator's right operand, which makes it group from the left.
        var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }
    }

    let source: SourceText
    let vocabulary: Vocabulary
    private let tokens: [Token]
    private var position = 0
    /// How deep what is being read nests, as ``Depth`` counts it but too low.
    var nesting = 0

    private init(_ source: SourceText, _ vocabulary: Vocabulary) throws(ExpressionError) {
        self.source = source
        self.vocabulary = vocabulary
        tokens = try Lexer.tokens(of: source, vocabulary)
    }

    /// The tree of `source`, whose words are those of `vocabulary`.
    static func parse(_ source: SourceText, vocabulary: Vocabulary) throws(ExpressionError) -> SyntaxNode {
        var parser = try Parser(source, vocabulary)
        guard parser.current.kind != .end else { throw ExpressionError(.expressionEmpty, at: 0..<0) }
        let tree = try parser.expression(.or)
        guard parser.current.kind == .end else {
            throw ExpressionError(.expressionTrailing, ["found": parser.found], at: parser.current.range)
        }
        return tree
    }

    // MARK: Tokens

    var current: Token { tokens[position] }

    /// The token after the current one, or the end.
    var following: Token { token(after: 1) }

    /// The token so many after the current one, or the end.
    func token(after count: Int) -> Token { tokens[min(position + count, tokens.count - 1)] }

    /// The current token as it was written.
    var found: MessageArgument { .text(source[current.range]) }

    mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    /// Passes the current token if it is `symbol`.
    mutating func take(_ symbol: Symbol) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    /// Passes the current token if it is `keyword`.
    mutating func take(_ keyword: Keyword) -> Bool {
        guard self.keyword(current) == keyword else { return false }
        advance()
        return true
    }

    func keyword(_ token: Token) -> Keyword? {
        guard case .word(let word) = token.kind else { return nil }
        return vocabulary.keyword(word)
    }

    /// Whether the tokens from the one so many after the current one on are these words.
    func stand(_ words: [String], after count: Int = 0) -> Bool {
        words.indices.allSatisfy { index in
            guard case .word(let word) = token(after: count + index).kind else { return false }
            return TextFolding.fold(word) == words[index]
        }
    }

    /// Passes so many tokens.
    mutating func advance(by count: Int) {
        for _ in 0..<count { advance() }
    }

    // MARK: Nodes

    /// A node that ends before the current token, which must therefore have been reached before the call.
    func node(_ kind: SyntaxNode.Kind, from start: Int) throws(ExpressionError) -> SyntaxNode {
        let node = SyntaxNode(kind, start..<(position == 0 ? 0 : tokens[position - 1].range.upperBound))
        guard node.depth <= Depth.limit else { throw ExpressionError(.expressionTooDeep, at: node.range) }
        return node
    }

    /// An expression whose operators bind no looser than `lowest`.
    mutating func expression(_ lowest: Precedence) throws(ExpressionError) -> SyntaxNode {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Depth.limit else { throw ExpressionError(.expressionTooDeep, at: current.range) }
        let start = current.range.lowerBound
        var left = try prefixed()
        var hasComparison = false
        while true {
            if lowest <= .comparison, let predicate = try predicateStart() {
                guard !hasComparison else { throw ExpressionError(.expressionChained, at: current.range) }
                left = try self.predicate(predicate, on: left)
                hasComparison = true
            } else if lowest <= .joining, current.kind == .symbol(.ampersand) {
                var parts = [left]
                while take(.ampersand) { parts.append(try expression(.additive)) }
                left = try node(.joined(parts), from: start)
            } else if let (precedence, operation) = arithmeticOperator(), precedence >= lowest {
                advance()
                let right = try expression(precedence.next)
                left = try node(.arithmetic(operation, left, right), from: start)
            } else if let (precedence, keyword, operation) = logicOperator(), precedence >= lowest {
                var terms = [left]
                while take(keyword) { terms.append(try expression(precedence.next)) }
                left = try node(.logic(operation, terms), from: start)
            } else {
                return left
            }
        }
    }

    private mutating func prefixed() throws(ExpressionError) -> SyntaxNode {
        let start = current.range.lowerBound
        if keyword(current) == .not {
            advance()
            let operand = try expression(.comparison)
            return try node(.not(operand), from: start)
        }
        if take(.minus) {
            let operand = try expression(.unary)
            return try node(.negate(operand), from: start)
        }
        return try operand()
    }

    private func arithmeticOperator() -> (Precedence, ArithmeticOperator)? {
        switch current.kind {
        case .symbol(.plus): (.additive, .add)
        case .symbol(.minus): (.additive, .subtract)
        case .symbol(.times): (.multiplicative, .multiply)
        case .symbol(.slash): (.multiplicative, .divide)
        default: nil
        }
    }

    private func logicOperator() -> (Precedence, Keyword, LogicOperator)? {
        switch keyword(current) {
        case .and: (.and, .and, .and)
        case .or: (.or, .or, .or)
        default: nil
        }
    }
}
