import Model
import Tabular

/// A function of the values of one record, as people know it from Excel.
final class ScalarFunction: Sendable {
    /// The canonical spelling: Excel's English name in small letters, where Excel has the function.
    let name: String
    /// Excel's Finnish name, where it has the function.
    let finnish: String
    /// What else the function is called, in each language.
    let aliases: [Language: [String]]
    /// How many arguments it takes.
    let argumentCount: ClosedRange<Int>
    /// What a call costs of ``Depth`` beside its arguments.
    let depth: Int
    /// Settles the types, and says what the value is.
    let check: @Sendable (CallArguments) throws(ExpressionError) -> TypedNode

    init(
        _ name: String, _ finnish: String, also aliases: [Language: [String]] = [:], _ argumentCount: ClosedRange<Int>,
        depth: Int = Depth.ofCall,
        _ check: @escaping @Sendable (CallArguments) throws(ExpressionError) -> TypedNode
    ) {
        self.name = name
        self.finnish = finnish
        self.aliases = aliases
        self.argumentCount = argumentCount
        self.depth = depth
        self.check = check
    }

    /// Every name in `language`; the first is the one that is written.
    func names(in language: Language) -> [String] {
        switch language {
        case .en: [name] + aliases[.en, default: []]
        case .fi: [finnish] + aliases[.fi, default: []]
        }
    }

    /// Every function, in the order in which documentation lists them.
    static let all = logical + texts + numbers + dates

    /// More arguments than any expression has room for.
    static let any = SourceText.lengthLimit
}

/// The checked arguments of a call.
struct CallArguments {
    /// The function's name as it was written.
    let function: String
    let range: Range<Int>
    let nodes: [SyntaxNode]
    let values: [TypedNode]
    let source: SourceText

    var count: Int { values.count }

    // MARK: One argument

    func text(_ index: Int) throws(ExpressionError) -> TypedNode { try value(index, .text, .typeText) { $0 == .text } }

    func boolean(_ index: Int) throws(ExpressionError) -> TypedNode { try value(index, .boolean, .typeBoolean) { $0 == .boolean } }

    /// A number of any scale.
    func number(_ index: Int) throws(ExpressionError) -> TypedNode { try value(index, .integer, .typeNumber) { $0.scale != nil } }

    func integer(_ index: Int) throws(ExpressionError) -> TypedNode { try value(index, .integer, .typeInteger) { $0 == .integer } }

    /// A date; a text that is one is taken for it.
    func day(_ index: Int) throws(ExpressionError) -> TypedNode {
        if case .text(let text) = values[index].kind {
            guard let day = Day(iso: text) else {
                throw ExpressionError(.expressionNoDay, ["text": .text(text)], at: nodes[index].range)
            }
            return TypedNode(kind: .day(.fixed(day)), type: .day)
        }
        return try value(index, .day, .typeDay) { $0 == .day }
    }

    private func value(
        _ index: Int, _ type: ValueType, _ expected: MessageKey, _ accepts: (ValueType) -> Bool
    ) throws(ExpressionError) -> TypedNode {
        let value = values[index]
        if value.type == .null { return TypedNode(kind: .null, type: type) }
        guard accepts(value.type) else {
            throw ExpressionError(
                .expressionArgumentType,
                [
                    "function": .text(function), "number": .integer(index + 1), "expected": .message(Message(expected)),
                    "type": value.type.predicate,
                ],
                at: nodes[index].range)
        }
        return value
    }

    /// A whole number that is written out, or `standard` where the argument is missing.
    func constant(_ index: Int, in allowed: ClosedRange<Int>, or standard: Int? = nil) throws(ExpressionError) -> Int {
        if index >= count, let standard { return standard }
        if index < count, values[index].type == .integer, case .number(let number) = values[index].kind, let number = Int(exactly: number),
            allowed.contains(number)
        {
            return number
        }
        throw ExpressionError(
            .expressionArgumentConstant,
            [
                "function": .text(function), "number": .integer(index + 1), "least": .integer(allowed.lowerBound),
                "most": .integer(allowed.upperBound),
            ],
            at: index < count ? nodes[index].range : range)
    }

    /// A text that is written out.
    func constantText(_ index: Int) throws(ExpressionError) -> String {
        guard case .text(let text) = values[index].kind else {
            throw ExpressionError(
                .expressionArgumentConstantText, ["function": .text(function), "number": .integer(index + 1)], at: nodes[index].range)
        }
        return text
    }

    /// The error that the argument is not one of some texts.
    func unknown(_ index: Int, _ known: [String]) -> ExpressionError {
        ExpressionError(
            .expressionArgumentUnknown,
            ["function": .text(function), "number": .integer(index + 1), "known": .list(known.map(MessageArgument.text))],
            at: nodes[index].range)
    }

    // MARK: Several arguments

    /// The arguments as values of one type: numbers in the widest of their scales, texts that are dates as dates beside dates.
    func alike(_ indices: [Int]) throws(ExpressionError) -> [TypedNode] {
        let hasDay = indices.contains { values[$0].type == .day }
        var found: [TypedNode] = []
        for index in indices { found.append(hasDay && values[index].type == .text ? try day(index) : values[index]) }
        guard let first = found.indices.first(where: { found[$0].type != .null }) else { return found }
        let type = found[first].type
        let widest = found.compactMap(\.type.scale).max() ?? 0
        for (place, index) in indices.enumerated() {
            switch found[place].type {
            case .null: found[place] = TypedNode(kind: .null, type: type.scale == nil ? type : .number(scale: widest))
            case let other where other.scale != nil && type.scale != nil:
                found[place] = found[place].widened(by: widest - (other.scale ?? 0))
            case type: break
            default:
                throw ExpressionError(
                    .expressionArgumentsDiffer,
                    [
                        "function": .text(function), "left": .text(source[nodes[indices[first]].range]), "type": type.predicate,
                        "right": .text(source[nodes[index].range]), "other": found[place].type.predicate,
                    ],
                    at: nodes[index].range)
            }
        }
        return found
    }
}

extension MessageKey {
    static let expressionArgumentType: MessageKey = "expression.function.argument.type"
    static let expressionArgumentConstant: MessageKey = "expression.function.argument.constant"
    static let expressionArgumentConstantText: MessageKey = "expression.function.argument.constant-text"
    static let expressionArgumentUnknown: MessageKey = "expression.function.argument.unknown"
    static let expressionArgumentsDiffer: MessageKey = "expression.function.argument.differ"
    static let expressionArgumentCount: MessageKey = "expression.function.argument.count"
    static let expressionArgumentCountExact: MessageKey = "expression.function.argument.count.exact"
    static let expressionArgumentCountLeast: MessageKey = "expression.function.argument.count.least"
    static let expressionArgumentPairs: MessageKey = "expression.function.argument.pairs"
    static let typeInteger: MessageKey = "expression.type.integer"
}
