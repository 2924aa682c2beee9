import Expressions
import Foundation
import Tabular
import TestSupport

/// A record by its fields; what is absent is null.
struct Record: Sendable {
    var numbers: [String: Decimal] = [:]
    var texts: [String: String] = [:]
    var days: [String: Day] = [:]
    var instants: [String: Instant] = [:]
    var flags: [String: Bool] = [:]
}

/// What an expression is evaluated over: a customer, and within an aggregate one of the customer's purchases.
struct Environment: Sendable {
    var customer: Record
    var purchase = Record()
    var purchases: [Record]
    let today = Workspace.today
}

/// The text of an expression, and what its value must be by rules that are written down here a second time.
struct Sample<Value: Sendable>: Sendable {
    let text: String
    /// How tightly it binds: 0 `or`, 1 `and`, 2 `not` and comparisons, 3 `+ -`, 4 `* /`, 5 unary minus, 6 what needs no parentheses.
    var level = 6
    /// Digits after the point, for numbers.
    var scale = 0
    let value: @Sendable (Environment) -> Value?

    /// The text, in parentheses where it binds looser than `least`.
    func text(_ least: Int) -> String { level < least ? "(\(text))" : text }
}

/// Makes expressions of every kind.
struct RandomExpressions {
    var random: SeededGenerator
    /// Whether names mean those of a purchase first.
    private var isInPurchase = false

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }

    /// `word` in some mixture of cases.
    mutating func word(_ word: String) -> String { pick([word, word, word.uppercased(), word.capitalized]) }

    static let texts = ["", "Åke", "åKE", "Helsinki", "helsinki", "Äänekoski", "O'Neill", "a\"b", "%_", "Öljy ja Å", "00100"]

    mutating func quoted(_ text: String) -> String {
        let quote = pick(["\"", "'"])
        return quote + text.replacingOccurrences(of: quote, with: quote + quote) + quote
    }

    /// A field of the purchase or of the customer, whichever the scope means.
    private mutating func field<Value>(
        _ customer: [(String, Int)], _ purchase: [(String, Int)], _ path: @escaping @Sendable (Record, String) -> Value?
    ) -> Sample<Value> {
        if isInPurchase && chance(60) {
            let (name, scale) = pick(purchase)
            let text = pick([name, "purchases.\(name)", "[\(name)]"])
            return Sample(text: text, scale: scale) { path($0.purchase, name) }
        }
        let (name, scale) = pick(customer)
        let isHidden = isInPurchase && purchase.contains { $0.0 == name }
        let text = isHidden || chance(20) ? "customers.\(name)" : pick([name, "[\(name)]"])
        return Sample(text: text, scale: scale) { path($0.customer, name) }
    }

    // MARK: Numbers

    static func rounded(_ value: Decimal, _ scale: Int) -> Decimal {
        var (value, result) = (value, Decimal())
        unsafe NSDecimalRound(&result, &value, scale, .plain)
        return result
    }

    /// The value, or nil where its digits do not fit 64 bits.
    static func fitting(_ value: Decimal, _ scale: Int) -> Decimal? {
        let unscaled = value * pow(Decimal(10), scale)
        return unscaled <= Decimal(Int64.max) && unscaled >= Decimal(Int64.min) ? value : nil
    }

    mutating func number(_ depth: Int) -> Sample<Decimal> {
        guard depth > 0 else { return numberLeaf() }
        switch Int.random(in: 0..<16, using: &random) {
        case 10...13: return numberFunction(depth)
        case 14:
            let choice = choice(depth, number(depth - 1), number(depth - 1))
            // Numbers of one scale, which a value that is too large for it does not fit.
            return Sample(text: choice.text, scale: choice.scale) { choice.value($0).flatMap { Self.fitting($0, choice.scale) } }
        case 0...3: return sum(depth)
        case 4, 5: return product(depth)
        case 6:
            let operand = number(depth - 1)
            return Sample(text: "-" + pick(["", " "]) + operand.text(5), level: 5, scale: operand.scale) { environment in
                operand.value(environment).flatMap { Self.fitting(-$0, operand.scale) }
            }
        case 7:
            let (later, earlier) = (day(depth - 1), day(depth - 1))
            return Sample(text: "\(later.text(3)) - \(earlier.text(4))", level: 3) { environment in
                guard let later = later.value(environment), let earlier = earlier.value(environment) else { return nil }
                return Decimal(later.number - earlier.number)
            }
        default: return aggregate(depth)
        }
    }

    private mutating func numberLeaf() -> Sample<Decimal> {
        if chance(40) {
            let scale = pick([0, 0, 1, 2, 3])
            let value = Decimal(Int.random(in: 0...3000, using: &random)) / pow(Decimal(10), scale)
            let parts = value.description.split(separator: ".")
            let fraction = parts.count > 1 ? String(parts[1]) : ""
            let padded = fraction + String(repeating: "0", count: scale - fraction.count)
            return Sample(text: scale == 0 ? String(parts[0]) : "\(parts[0]).\(padded)", scale: scale) { _ in value }
        }
        return field([("age", 0), ("balance", 2), ("rate", 4)], [("amount", 2), ("quantity", 0)]) { $0.numbers[$1] }
    }

    private mutating func sum(_ depth: Int) -> Sample<Decimal> {
        let (left, right) = (number(depth - 1), number(depth - 1))
        let isSum = chance(50)
        let scale = max(left.scale, right.scale)
        return Sample(text: "\(left.text(3)) \(isSum ? "+" : "-") \(right.text(4))", level: 3, scale: scale) { environment in
            guard let left = left.value(environment).flatMap({ Self.fitting($0, scale) }),
                let right = right.value(environment).flatMap({ Self.fitting($0, scale) })
            else { return nil }
            return Self.fitting(isSum ? left + right : left - right, scale)
        }
    }

    private mutating func product(_ depth: Int) -> Sample<Decimal> {
        let (left, right) = (number(depth - 1), number(depth - 1))
        if chance(50) && left.scale + right.scale <= 18 {
            let scale = left.scale + right.scale
            return Sample(text: "\(left.text(4)) * \(right.text(5))", level: 4, scale: scale) { environment in
                guard let left = left.value(environment), let right = right.value(environment) else { return nil }
                return Self.fitting(left * right, scale)
            }
        }
        let scale = max(6, left.scale)
        return Sample(text: "\(left.text(4))/\(right.text(5))", level: 4, scale: scale) { environment in
            guard let left = left.value(environment), let right = right.value(environment), right != 0 else { return nil }
            return Self.fitting(Self.rounded(left / right, scale), scale)
        }
    }

    private mutating func aggregate(_ depth: Int) -> Sample<Decimal> {
        let condition = condition(depth)
        let (key, scale) = pick([("amount", 2), ("quantity", 0)])
        let values = { @Sendable (environment: Environment) in condition.records(environment).compactMap { $0.numbers[key] } }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return Sample(text: "\(word("count"))(purchases\(condition.text))") { Decimal(condition.records($0).count) }
        case 1:
            return Sample(text: "sum( purchases.\(key)\(condition.text))", scale: scale) { values($0).reduce(0, +) }
        case 2: return Sample(text: "\(word("min"))(purchases.\(key)\(condition.text))", scale: scale) { values($0).min() }
        case 3: return Sample(text: "max(purchases.[\(key)]\(condition.text))", scale: scale) { values($0).max() }
        default:
            return Sample(text: "avg(purchases.\(key)\(condition.text))", scale: scale + 2) { environment in
                let values = values(environment)
                return values.isEmpty ? nil : Self.rounded(values.reduce(0, +) / Decimal(values.count), scale + 2)
            }
        }
    }

    typealias Condition = (text: String, records: @Sendable (Environment) -> [Record])

    mutating func condition(_ depth: Int) -> Condition {
        guard chance(75) else { return ("", { $0.purchases }) }
        let outer = isInPurchase
        isInPurchase = true
        defer { isInPurchase = outer }
        let condition = truth(depth - 1)
        return (
            " \(word("where")) \(condition.text)",
            { environment in
                environment.purchases.filter { purchase in
                    var inner = environment
                    inner.purchase = purchase
                    return condition.value(inner) == true
                }
            }
        )
    }

    // MARK: Texts and dates

    mutating func text(_ depth: Int) -> Sample<String> {
        if depth > 0 && chance(30) { return textFunction(depth) }
        if depth > 0 && chance(10) { return choice(depth, text(depth - 1), text(depth - 1)) }
        if depth > 0 && chance(15) {
            let condition = condition(depth)
            return Sample(text: "min(purchases.name\(condition.text))") { environment in
                condition.records(environment).compactMap { $0.texts["name"] }.min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
        }
        if chance(30) {
            let text = pick(Self.texts)
            return Sample(text: quoted(text)) { _ in text }
        }
        return field([("name", 0), ("kaupunki", 0), ("email", 0)], [("name", 0)]) { $0.texts[$1] }
    }

    mutating func day(_ depth: Int) -> Sample<Day> {
        if depth > 0 && chance(25) { return dayFunction(depth) }
        if depth > 0 && chance(10) { return choice(depth, day(depth - 1), day(depth - 1)) }
        if depth > 0 && chance(50) {
            if chance(25) {
                let condition = condition(depth)
                return Sample(text: "max(purchases.date\(condition.text))") { condition.records($0).compactMap { $0.days["date"] }.max() }
            }
            let (day, days) = (day(depth - 1), wholeNumber(depth - 1))
            let (text, sign) = pick([
                ("\(day.text(3)) + \(days.text(4))", 1), ("\(days.text(3)) + \(day.text(4))", 1), ("\(day.text(3)) - \(days.text(4))", -1),
            ])
            return Sample(text: text, level: 3) { environment in
                guard let day = day.value(environment), let days = days.value(environment) else { return nil }
                let shifted = Day(number: day.number + sign * (days as NSDecimalNumber).intValue)
                return (0...9999).contains(shifted.parts.year) ? shifted : nil
            }
        }
        if chance(30) {
            let (name, offset) = pick([("today", 0), ("yesterday", -1)])
            return Sample(text: word(name)) { $0.today.advanced(by: offset) }
        }
        if chance(30) {
            let day = Workspace.today.advanced(by: Int.random(in: -400...40, using: &random))
            return Sample(text: day.iso) { _ in day }
        }
        return field([("born", 0), ("last_purchase", 0)], [("date", 0)]) { $0.days[$1] }
    }

    private mutating func wholeNumber(_ depth: Int) -> Sample<Decimal> {
        for _ in 0..<5 {
            let number = number(depth)
            // Larger numbers would only leave the calendar, which has its own test.
            if number.scale == 0 && !number.text.contains("*") { return number }
        }
        return Sample(text: "7") { _ in 7 }
    }
}
