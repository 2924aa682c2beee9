import Model

extension MessageKey {
    static let expressionPeriodCount: MessageKey = "expression.period.count"
    static let expressionUnknownFunction: MessageKey = "expression.function.unknown"
    static let expressionUnknownFunctionNearest: MessageKey = "expression.function.unknown.nearest"
    static let expressionExpectedModule: MessageKey = "expression.function.module-expected"
}

/// Functions, of values and of child records.
extension Parser {
    /// A function's name as it stands here, with the points in it, and how many tokens it takes; nil where no parenthesis follows.
    private func functionName() -> (text: String, tokenCount: Int)? {
        guard case .word(var text) = current.kind else { return nil }
        var count = 1
        while token(after: count).kind == .symbol(.dot), case .word(let part) = token(after: count + 1).kind {
            text += "." + part
            count += 2
        }
        return token(after: count).kind == .symbol(.open) ? (text, count) : nil
    }

    /// The function that starts here, or nil where none does.
    mutating func call() throws(ExpressionError) -> SyntaxNode? {
        guard let (name, count) = functionName() else { return nil }
        let range = current.range.lowerBound..<token(after: count - 1).range.upperBound
        guard let function = vocabulary.functions[TextFolding.fold(name)] else {
            // A word of the language, before the parenthesis of something else.
            if vocabulary.isTaken(name) { return nil }
            throw unknownFunction(name, at: range)
        }
        let parenthesis = token(after: count).range.lowerBound
        advance(by: count + 1)
        nesting += Depth.ofCall - 1
        defer { nesting -= Depth.ofCall - 1 }
        if let aggregate = function.aggregate {
            let start = self
            if let call = try aggregateCall(aggregate, range, isOnly: function.scalar == nil, word: name) {
                try close(parenthesisAt: parenthesis)
                return try node(.aggregate(call), from: range.lowerBound)
            }
            self = start
        }
        guard let scalar = function.scalar else {
            throw ExpressionError(.expressionExpectedModule, ["function": .text(name)], at: current.range)
        }
        let arguments = try arguments(parenthesisAt: parenthesis)
        return try node(
            .call(FunctionCall(function: scalar, functionRange: range, arguments: arguments)), from: range.lowerBound)
    }

    /// The arguments up to the closing parenthesis, which is passed.
    private mutating func arguments(parenthesisAt parenthesis: Int) throws(ExpressionError) -> [SyntaxNode] {
        if take(.close) { return [] }
        var arguments: [SyntaxNode] = []
        repeat { arguments.append(try expression(.or)) } while take(vocabulary.separator)
        try close(parenthesisAt: parenthesis)
        return arguments
    }

    /// What stands in the parentheses of an aggregate; nil where something else stands there and a function of values may be meant.
    private mutating func aggregateCall(
        _ function: AggregateFunction, _ range: Range<Int>, isOnly: Bool, word: String
    ) throws(ExpressionError) -> AggregateCall? {
        guard let module = name() else {
            guard isOnly else { return nil }
            throw ExpressionError(.expressionExpectedModule, ["function": .text(word)], at: current.range)
        }
        var field: Name?
        if take(.dot) {
            guard let name = name() else { throw expectedOperand() }
            field = name
        }
        guard isOnly || current.kind == .symbol(.close) || [.where, .by].contains(keyword(current)) else { return nil }
        var order: Name?
        if take(.by) {
            guard let name = name() else { throw expectedOperand() }
            order = name
        }
        let condition = take(.where) ? try expression(.or) : nil
        return AggregateCall(
            function: function, functionRange: range, module: module, field: field, order: order, condition: condition)
    }

    private func unknownFunction(_ word: String, at range: Range<Int>) -> ExpressionError {
        let known = vocabulary.functions.keys.sorted() + vocabulary.periods.filter(\.value.takesCount).keys.sorted()
        var arguments: [String: MessageArgument] = ["name": .text(word)]
        guard let nearest = NearestName.of(word, in: known) else {
            return ExpressionError(.expressionUnknownFunction, arguments, at: range)
        }
        let names =
            ScalarFunction.all.flatMap { $0.names(in: vocabulary.language) }
            + AggregateFunction.all.flatMap { $0.names(in: vocabulary.language) }
        arguments["nearest"] = .text(names.first { TextFolding.fold($0) == nearest } ?? nearest)
        return ExpressionError(.expressionUnknownFunctionNearest, arguments, at: range)
    }
}
