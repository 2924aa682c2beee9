/// Something in an expression that cannot be computed for some records.
struct Failure: Sendable {
    /// What must be so for the place to be reached at all.
    enum Guard: Sendable {
        case holds(TypedNode)
        case isNotTrue(TypedNode)
        case isNotFalse(TypedNode)
        case fails([Failure])
    }

    /// How a failure shows.
    enum Cause: Sendable {
        case isZero(TypedNode)
        /// The value is null though none of the operands is.
        case isNull(TypedNode, operands: [TypedNode])
    }

    var guards: [Guard]
    let cause: Cause
    let reason: FailureReason
    /// Whether the value of the whole is null wherever this fails, so that only null values need be looked at.
    var makesNull: Bool
}

/// Finds what can fail in an expression.
///
/// What stands in the condition of an aggregate is left out: a record there that cannot be computed does not count.
enum Failures {
    static func of(_ node: TypedNode) -> [Failure] {
        switch node.kind {
        case .null, .boolean, .number, .text, .day, .instant, .field, .aggregate, .member: []
        case .not(let operand), .widened(let operand, _), .datePart(_, let operand): of(operand)
        case .isEmpty(let operand): of(operand).hidden
        case .logic(let operation, let terms): logic(operation, terms)
        case .comparison(_, let left, let right), .match(_, let left, let right), .item(let left, let right),
            .daysBetween(let left, let right):
            of(left) + of(right)
        case .between(let operand, let lower, let upper): (of(operand) + of(lower) + of(upper)).hidden
        case .membership(let operand, let values): of(operand) + values.flatMap(of).hidden
        case .rescaled(let operand): of(operand) + [null(node, [operand], .tooLarge)]
        case .arithmetic(.divide, let left, let right):
            of(left) + of(right)
                + [
                    Failure(guards: [], cause: .isZero(right), reason: .division, makesNull: true), null(node, [left, right], .tooLarge),
                ]
        case .arithmetic(_, let left, let right): of(left) + of(right) + [null(node, [left, right], .tooLarge)]
        case .shiftedDay(let day, let days, _): of(day) + of(days) + [null(node, [day, days], .date)]
        case .call(let call): self.call(call, node)
        case .native(_, let operands): operands.flatMap(of)
        case .coalesced(let values): values.flatMap(of).hidden
        case .conditional(let branches, let otherwise): conditional(branches, otherwise)
        case .recovered(let value, let fallback):
            of(value).isEmpty ? [] : of(fallback).map { $0.guarded(by: .fails(of(value))) }
        }
    }

    private static func null(_ node: TypedNode, _ operands: [TypedNode], _ reason: FailureReason) -> Failure {
        Failure(guards: [], cause: .isNull(node, operands: operands), reason: reason, makesNull: true)
    }

    private static func call(_ call: SQLCall, _ node: TypedNode) -> [Failure] {
        let inner = call.arguments.flatMap(of)
        // Without a reason of its own it may swallow what is null in it.
        guard let reason = call.failure else { return call.function.isStrict ? inner : inner.hidden }
        return inner + [null(node, call.arguments, reason)]
    }

    /// A term is reached where those before it do not settle the matter.
    private static func logic(_ operation: LogicOperator, _ terms: [TypedNode]) -> [Failure] {
        terms.enumerated().flatMap { index, term in
            let before = terms[..<index].map { operation == .and ? Failure.Guard.isNotFalse($0) : .isNotTrue($0) }
            return of(term).map { failure in before.reversed().reduce(failure) { $0.guarded(by: $1) } }
        }.hidden
    }

    private static func conditional(_ branches: [ConditionalBranch], _ otherwise: TypedNode) -> [Failure] {
        var found: [Failure] = []
        var before: [Failure.Guard] = []
        func add(_ failures: [Failure], _ guards: [Failure.Guard]) {
            found += failures.map { failure in guards.reversed().reduce(failure) { $0.guarded(by: $1) } }
        }
        for branch in branches {
            add(of(branch.condition).hidden, before)
            add(of(branch.value), before + [.holds(branch.condition)])
            before.append(.isNotTrue(branch.condition))
        }
        add(of(otherwise), before)
        return found
    }
}

extension Failure {
    fileprivate func guarded(by condition: Guard) -> Failure {
        var failure = self
        failure.guards.insert(condition, at: 0)
        return failure
    }
}

extension [Failure] {
    /// The same where the value around them need not be null when they are met.
    fileprivate var hidden: [Failure] {
        map { failure in
            var failure = failure
            failure.makesNull = false
            return failure
        }
    }
}
