import Model

extension MessageKey {
    static let expressionEmpty: MessageKey = "expression.empty"
    static let expressionTooDeep: MessageKey = "expression.too-deep"
    static let expressionTrailing: MessageKey = "expression.trailing"
    static let expressionChained: MessageKey = "expression.chained"
}

/// Builds the tree of an expression, by precedence climbing: `or`, `and`, `not`, comparisons, `+ -`, `* /`, unary minus.
struct Parser {
    enum Precedence: Int, Comparable {
        case or, and, comparison, additive, multiplicative, unary

        static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

        /// The precedence of an operator's right operand, which makes it group from the left.
        var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }
    }

    let source: SourceText
    let vocabulary: Vocabulary
    private let tokens: [Token]
    private var position = 0
    private var nesting = 0

    private init(_ source: SourceText, _ vocabulary: Vocabulary) throws(ExpressionError) {
        self.source = source
        self.vocabulary = vocabulary
        tokens = try Lexer.tokens(of: source)
    }

    /// The tree of `source`, whose words are those of `vocabulary`.
    static func parse(_ source: SourceText, vocabulary: Vocabulary = .english) throws(ExpressionError) -> SyntaxNode {
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
    var following: Token { tokens[min(position + 1, tokens.count - 1)] }

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
        return vocabulary.keywords[TextFolding.fold(word)]
    }

    // MARK: Nodes

    /// A node that ends where the current token has not begun.
    func node(_ kind: SyntaxNode.Kind, from start: Int, over children: [SyntaxNode] = []) throws(ExpressionError) -> SyntaxNode {
        let end = position == 0 ? 0 : tokens[position - 1].range.upperBound
        let depth = 1 + (children.map(\.depth).max() ?? 0)
        guard depth <= SyntaxNode.depthLimit else { throw tooDeep(at: start..<end) }
        return SyntaxNode(kind: kind, range: start..<end, depth: depth)
    }

    private func tooDeep(at range: Range<Int>) -> ExpressionError {
        ExpressionError(.expressionTooDeep, ["limit": .integer(SyntaxNode.depthLimit)], at: range)
    }

    /// An expression whose operators bind no looser than `lowest`.
    mutating func expression(_ lowest: Precedence) throws(ExpressionError) -> SyntaxNode {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= SyntaxNode.depthLimit else { throw tooDeep(at: current.range) }
        let start = current.range.lowerBound
        var left = try prefixed()
        var hasComparison = false
        while true {
            if lowest <= .comparison, let predicate = predicateStart() {
                guard !hasComparison else { throw ExpressionError(.expressionChained, at: current.range) }
                left = try self.predicate(predicate, on: left)
                hasComparison = true
            } else if let (precedence, make) = binaryOperator(), precedence >= lowest {
                advance()
                let right = try expression(precedence.next)
                left = try node(make(left, right), from: start, over: [left, right])
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
            return try node(.not(operand), from: start, over: [operand])
        }
        if take(.minus) {
            let operand = try expression(.unary)
            return try node(.negate(operand), from: start, over: [operand])
        }
        return try operand()
    }

    private func binaryOperator() -> (Precedence, (SyntaxNode, SyntaxNode) -> SyntaxNode.Kind)? {
        switch current.kind {
        case .symbol(.plus): return (.additive, { .arithmetic(.add, $0, $1) })
        case .symbol(.minus): return (.additive, { .arithmetic(.subtract, $0, $1) })
        case .symbol(.times): return (.multiplicative, { .arithmetic(.multiply, $0, $1) })
        case .symbol(.slash): return (.multiplicative, { .arithmetic(.divide, $0, $1) })
        default: break
        }
        switch keyword(current) {
        case .and: return (.and, { .logic(.and, $0, $1) })
        case .or: return (.or, { .logic(.or, $0, $1) })
        default: return nil
        }
    }
}
