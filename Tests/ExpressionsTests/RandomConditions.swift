import Expressions
import Foundation
import Tabular

/// Conditions, in the three-valued logic of SQL.
extension RandomExpressions {
    mutating func truth(_ depth: Int) -> Sample<Bool> {
        guard depth > 0 else { return truthLeaf() }
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: return logic(depth, isAnd: true)
        case 2, 3: return logic(depth, isAnd: false)
        case 4:
            let operand = truth(depth - 1)
            return Sample(text: "\(word("not")) \(operand.text(2))", level: 2) { operand.value($0).map { !$0 } }
        case 5, 6:
            return comparison(number(depth - 1), number(depth - 1), number(depth - 1)) { $0 < $1 }
        case 7:
            return comparison(text(depth - 1), text(depth - 1), text(depth - 1)) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        case 8: return comparison(day(depth - 1), day(depth - 1), day(depth - 1)) { $0 < $1 }
        case 9: return match(depth)
        case 10: return emptiness(depth)
        case 11:
            let operand = day(depth - 1)
            return within(operand.text(3)) { operand.value($0) }
        case 12: return moment()
        default: return existence(depth)
        }
    }

    private mutating func truthLeaf() -> Sample<Bool> {
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let value = chance(50)
            return Sample(text: word(value ? "true" : "false")) { _ in value }
        case 1:
            let choice = pick(["lead", "active", "lapsed"])
            let isEqual = chance(50)
            return Sample(text: "status \(isEqual ? "=" : "<>") \(quoted(choice))", level: 2) { environment in
                environment.customer.texts["status"].map { ($0 == choice) == isEqual }
            }
        default: return Sample(text: "consent") { $0.customer.flags["consent"] }
        }
    }

    private mutating func logic(_ depth: Int, isAnd: Bool) -> Sample<Bool> {
        let terms = (0..<Int.random(in: 2...4, using: &random)).map { _ in truth(depth - 1) }
        let level = isAnd ? 1 : 0
        let text = terms.enumerated().map { $1.text($0 == 0 ? level : level + 1) }.joined(separator: " \(word(isAnd ? "and" : "or")) ")
        return Sample(text: text, level: level) { environment in
            let values = terms.map { $0.value(environment) }
            // What decides at once is false for `and`, true for `or`.
            if values.contains(!isAnd) { return !isAnd }
            return values.contains(nil) ? nil : isAnd
        }
    }

    /// One of the forms that compare values which `precedes` orders.
    private mutating func comparison<Value: Sendable>(
        _ left: Sample<Value>, _ right: Sample<Value>, _ third: Sample<Value>, _ precedes: @escaping @Sendable (Value, Value) -> Bool
    ) -> Sample<Bool> {
        let isEqual = { @Sendable (left: Value, right: Value) in !precedes(left, right) && !precedes(right, left) }
        let forms: [(String, @Sendable (Value, Value) -> Bool)] = [
            ("=", isEqual), ("!=", { !isEqual($0, $1) }), ("<>", { !isEqual($0, $1) }), ("<", precedes), (">", { precedes($1, $0) }),
            ("<=", { !precedes($1, $0) }), (">=", { !precedes($0, $1) }),
        ]
        let isNegated = chance(40)
        let not = isNegated ? "\(word("not")) " : ""
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let text = "\(left.text(3)) \(not)\(word("between")) \(right.text(3)) \(word("and")) \(third.text(3))"
            return Sample(text: text, level: 2) { environment in
                let value = left.value(environment)
                let lower = value.flatMap { value in right.value(environment).map { !precedes(value, $0) } }
                let upper = value.flatMap { value in third.value(environment).map { !precedes($0, value) } }
                if lower == false || upper == false { return isNegated }
                return lower == nil || upper == nil ? nil : !isNegated
            }
        case 1:
            let text = "\(left.text(3)) \(not)\(word("in")) (\(right.text(3)), \(third.text(3)))"
            return Sample(text: text, level: 2) { environment in
                guard let value = left.value(environment) else { return nil }
                let held = [right, third].map { $0.value(environment).map { isEqual(value, $0) } }
                if held.contains(true) { return !isNegated }
                return held.contains(nil) ? nil : isNegated
            }
        default:
            let (sign, holds) = pick(forms)
            let space = pick([" ", ""])
            return Sample(text: "\(left.text(3)) \(sign)\(space)\(right.text(3))", level: 2) { environment in
                guard let left = left.value(environment), let right = right.value(environment) else { return nil }
                return holds(left, right)
            }
        }
    }

    private mutating func match(_ depth: Int) -> Sample<Bool> {
        let (left, right) = (text(depth - 1), text(depth - 1))
        let form = pick(["contains", "starts with", "ends with"])
        let isNegated = chance(30)
        return Sample(text: "\(left.text(3)) \(isNegated ? "not " : "")\(word(form)) \(right.text(3))", level: 2) { environment in
            guard let left = left.value(environment), let right = right.value(environment) else { return nil }
            let (text, part) = (Array(left.lowercased().utf8), Array(right.lowercased().utf8))
            let last = text.count - part.count
            guard last >= 0 else { return isNegated }
            let places = form == "contains" ? Array(0...last) : form == "starts with" ? [0] : [last]
            let isFound = places.contains { Array(text[$0..<$0 + part.count]) == part }
            return isFound != isNegated
        }
    }

    private mutating func emptiness(_ depth: Int) -> Sample<Bool> {
        let isNegated = chance(50)
        let operand: (text: String, isEmpty: @Sendable (Environment) -> Bool)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let number = number(depth - 1)
            operand = (number.text(3), { number.value($0) == nil })
        case 1:
            let text = text(depth - 1)
            operand = (text.text(3), { (text.value($0) ?? "").isEmpty })
        case 2:
            let truth = truth(depth - 1)
            operand = (truth.text(3), { truth.value($0) == nil })
        default:
            let day = day(depth - 1)
            operand = (day.text(3), { day.value($0) == nil })
        }
        return Sample(text: "\(operand.text) \(word("is"))\(isNegated ? " not" : "") \(word("empty"))", level: 2) {
            operand.isEmpty($0) != isNegated
        }
    }

    private mutating func within(_ operand: String, _ day: @escaping @Sendable (Environment) -> Day?) -> Sample<Bool> {
        let (name, holds) = pick(PeriodTests.oracle)
        let isNegated = chance(30)
        return Sample(text: "\(operand) \(isNegated ? "not " : "")in \(name)", level: 2) { environment in
            day(environment).map { holds($0, environment.today) != isNegated }
        }
    }

    /// A moment meets days as the day on which it falls, two hours ahead of UTC.
    private mutating func moment() -> Sample<Bool> {
        let day = { @Sendable (environment: Environment) -> Day? in
            environment.customer.instants["seen"].map { Day(number: ($0.seconds + 7200) / 86_400) }
        }
        guard chance(60) else { return within("seen", day) }
        let offset = Int.random(in: -300...20, using: &random)
        let other = Workspace.today.advanced(by: offset)
        let text = pick(["today - \(-offset)", other.iso, "\"\(other.iso)\""])
        if chance(30) {
            return Sample(text: "seen between \(text) and yesterday", level: 2) { environment in
                day(environment).map { $0 >= other && $0 < environment.today }
            }
        }
        let forms: [(String, String, @Sendable (Day, Day) -> Bool)] = [
            ("=", "=", { $0 == $1 }), ("!=", "!=", { $0 != $1 }), ("<", ">", { $0 < $1 }), ("<=", ">=", { $0 <= $1 }),
            (">", "<", { $0 > $1 }),
            (">=", "<=", { $0 >= $1 }),
        ]
        let (sign, flipped, holds) = pick(forms)
        return Sample(text: chance(50) ? "seen \(sign) \(text)" : "\(text) \(flipped) seen", level: 2) { environment in
            day(environment).map { holds($0, other) }
        }
    }

    private mutating func existence(_ depth: Int) -> Sample<Bool> {
        let condition = condition(depth)
        return Sample(text: "\(word("exists"))(purchases\(condition.text))") { !condition.records($0).isEmpty }
    }
}
