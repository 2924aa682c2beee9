import Tabular

/// A node of the tree of an expression as it was written.
struct SyntaxNode: Sendable {
    indirect enum Kind: Sendable {
        case null
        case boolean(Bool)
        case integer(Int64)
        case decimal(unscaled: Int64, scale: Int)
        case text(String)
        case day(Day)
        case period(Period)
        case name(QualifiedName)
        case negate(SyntaxNode)
        case not(SyntaxNode)
        case logic(LogicOperator, [SyntaxNode])
        case comparison(ComparisonOperator, SyntaxNode, SyntaxNode)
        case arithmetic(ArithmeticOperator, SyntaxNode, SyntaxNode)
        case match(TextMatch, SyntaxNode, SyntaxNode)
        case between(SyntaxNode, lower: SyntaxNode, upper: SyntaxNode)
        case membership(SyntaxNode, [SyntaxNode])
        case within(SyntaxNode, Period)
        case isEmpty(SyntaxNode)
        case aggregate(AggregateCall)
        case call(FunctionCall)
        /// Texts one after another, with `&`.
        case joined([SyntaxNode])
        /// Whether the record itself is in a segment, or in the list of records that was given for one by hand.
        case member(MemberList, Name)
        /// Whether a text is one of the items of a list field.
        case item(SyntaxNode, of: QualifiedName)
    }

    let kind: Kind
    let range: Range<Int>
    /// How deep its SQL nests, at most; see ``Depth``.
    let depth: Int

    init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
        depth = Depth.of(kind)
    }
}

/// A field's or module's name as it was written.
struct Name: Hashable, Sendable {
    let text: String
    /// Whether it stood in brackets and may be a label.
    let isBracketed: Bool
    let range: Range<Int>
}

/// `field` or `module.field`.
struct QualifiedName: Hashable, Sendable {
    let module: Name?
    let field: Name
}

/// `sum(purchases.amount where …)`, `latest(purchases.product by date where …)`.
struct AggregateCall: Sendable {
    let function: AggregateFunction
    let functionRange: Range<Int>
    let module: Name
    let field: Name?
    /// The field in whose order the first or the latest is meant.
    let order: Name?
    let condition: SyntaxNode?
}

/// `left(name, 3)`.
struct FunctionCall: Sendable {
    let function: ScalarFunction
    let functionRange: Range<Int>
    let arguments: [SyntaxNode]
}

/// Where a record may be a member.
enum MemberList: Hashable, Sendable, CaseIterable {
    /// The members of a segment since its last refresh.
    case segment
    /// The records that a segment includes by hand.
    case list
}

enum LogicOperator: String, Hashable, Sendable {
    case and = "AND"
    case or = "OR"
}

enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The operator that says the same with its operands exchanged.
    var flipped: ComparisonOperator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

enum ArithmeticOperator: Hashable, Sendable, CaseIterable {
    case add, subtract, multiply, divide
}

/// How a text is looked for in another, without regard to upper and lower case.
enum TextMatch: Hashable, Sendable, CaseIterable {
    case contains, startsWith, endsWith
}
