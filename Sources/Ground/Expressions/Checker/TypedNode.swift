import Model
import Tabular

/// A node of an expression whose names are resolved, whose types fit, and whose numbers are aligned.
struct TypedNode: Sendable {
    indirect enum Kind: Sendable {
        case null
        case boolean(Bool)
        /// A number times ten to the power of the scale of the node's type.
        case number(Int64)
        case text(String)
        case day(DayConstant)
        case instant(InstantConstant)
        case field(FieldReference)
        case not(TypedNode)
        case logic(LogicOperator, [TypedNode])
        /// Operands of one type; numbers of one scale.
        case comparison(ComparisonOperator, TypedNode, TypedNode)
        case between(TypedNode, lower: TypedNode, upper: TypedNode)
        case membership(TypedNode, [TypedNode])
        case isEmpty(TypedNode)
        case match(TextMatch, TypedNode, TypedNode)
        /// The number with `digits` more digits after the point, for comparisons; exact, whatever its size.
        case widened(TypedNode, digits: Int)
        /// The number in the scale of the node's type, rounded half away from zero; null where it does not fit.
        case rescaled(TypedNode)
        /// Sums and differences of operands in the scale of the node's type, products and quotients of operands in their own.
        case arithmetic(ArithmeticOperator, TypedNode, TypedNode)
        case shiftedDay(TypedNode, days: TypedNode, isForward: Bool)
        case daysBetween(from: TypedNode, to: TypedNode)
        case aggregate(Aggregation)
        case call(SQLCall)
        /// A function of SQL itself, which is null where one of the operands is.
        case native(String, [TypedNode])
        case datePart(DatePart, TypedNode)
        case conditional([ConditionalBranch], otherwise: TypedNode)
        /// The first of several values that is not null.
        case coalesced([TypedNode])
        /// The value, or another one where something in it cannot be computed.
        case recovered(TypedNode, fallback: TypedNode)
        case member(Membership)
        /// Whether a text is one of the items of a list.
        case item(TypedNode, of: TypedNode)
    }

    let kind: Kind
    let type: ValueType
}

/// A call of one of our functions, which is null where one of its arguments is.
struct SQLCall: Sendable {
    let function: SQLFunction
    let arguments: [TypedNode]
    /// Why it is null though no argument is; nil for a function that never is.
    var failure: FailureReason?
}

/// One of the values between which a condition chooses.
struct ConditionalBranch: Sendable {
    let condition: TypedNode
    let value: TypedNode
}

/// Whether the record of a scope is in a segment, or in its list.
struct Membership: Sendable {
    enum Place: Sendable {
        case segment(String)
        /// The field that holds the records' keys, and the keys of the list.
        case list(key: FieldDefinition, values: [String])
    }

    let place: Place
    let scope: Int
}

/// A field of the record of one of the scopes of an expression.
struct FieldReference: Sendable {
    /// 0 for the records of the expression's own module; others for those of aggregates, in the order of their appearance.
    let scope: Int
    let field: FieldDefinition
}

/// A subquery over the child records of a record.
struct Aggregation: Sendable {
    let function: AggregateFunction
    let scope: Int
    /// The child module.
    let module: String
    /// The child's field that holds the parent's key.
    let link: String
    let parentScope: Int
    let parentKey: String
    let field: FieldDefinition?
    /// The field in whose order the first or the latest is meant.
    let order: FieldDefinition?
    let condition: TypedNode?
}

/// A day that is known once today is.
enum DayConstant: Hashable, Sendable {
    case fixed(Day)
    /// So many days after today.
    case today(offset: Int)
    case firstDay(Period)
    case lastDay(Period)

    /// More days than from the year 0 to 9999; it keeps sums from overflowing.
    static let shiftLimit = 10_000_000

    /// The day, or nil where it lies outside the years 0 to 9999 that yyyy-mm-dd can name.
    func day(today: Day) -> Day? {
        let day =
            switch self {
            case .fixed(let day): day
            case .today(let offset): today.advanced(by: offset)
            case .firstDay(let period): period.days(today: today).lowerBound
            case .lastDay(let period): period.days(today: today).upperBound
            }
        return (0...9999).contains(day.parts.year) ? day : nil
    }

    /// This day so many days later, or nil where no calendar reaches.
    func shifted(by days: Int64) -> DayConstant? {
        guard days.magnitude < DayConstant.shiftLimit else { return nil }
        switch self {
        case .fixed(let day): return .fixed(day.advanced(by: Int(days)))
        case .today(let offset): return offset.magnitude < DayConstant.shiftLimit ? .today(offset: offset + Int(days)) : nil
        case .firstDay, .lastDay: return nil
        }
    }
}

/// A moment that is known once today and the zone's midnights are.
enum InstantConstant: Hashable, Sendable {
    case fixed(Instant)
    /// The first second of the day.
    case start(DayConstant)
    /// The last second of the day.
    case end(DayConstant)
}
