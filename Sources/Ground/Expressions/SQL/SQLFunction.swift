import Tabular

/// A deterministic function that the SQL of expressions calls and that the store adds to each of its connections.
///
/// An argument that is neither integer, text nor null is handed over as null: in this SQL it can only be a number too large for 64 bits.
package struct SQLFunction: Sendable {
    package let name: String
    /// Nil: any number of them.
    package let argumentCount: Int?
    package let evaluate: @Sendable (_ arguments: [SQLValue]) -> SQLValue
    /// Whether it is null wherever one of its arguments is.
    let isStrict: Bool

    init(name: String, argumentCount: Int?, isStrict: Bool = true, evaluate: @escaping @Sendable (_ arguments: [SQLValue]) -> SQLValue) {
        self.name = name
        self.argumentCount = argumentCount
        self.isStrict = isStrict
        self.evaluate = evaluate
    }

    /// Every function that the store must know before it runs the SQL of an expression.
    package static let all: [SQLFunction] = basic + texts + numbers + dates

    /// What operators need.
    private static let basic = [fold, endsWith, add, subtract, multiply, divide, addDays, daysBetween]

    /// `ajastin_fold(text)`: the text without its distinction of upper and lower case.
    static let fold = SQLFunction(name: "ajastin_fold", argumentCount: 1) { arguments in
        guard case .text(let text) = arguments[0] else { return arguments[0] }
        return .text(TextFolding.fold(text))
    }

    /// `ajastin_ends_with(text, suffix)`: 1 or 0.
    static let endsWith = SQLFunction(name: "ajastin_ends_with", argumentCount: 2) { arguments in
        guard case .text(let text) = arguments[0], case .text(let suffix) = arguments[1] else { return .null }
        return .integer(text.utf8.reversed().starts(with: suffix.utf8.reversed()) ? 1 : 0)
    }

    /// `ajastin_add(a, b)`: null where the sum does not fit.
    static let add = numeric("ajastin_add", 2) { $0[0] + $0[1] }

    /// `ajastin_subtract(a, b)`: null where the difference does not fit.
    static let subtract = numeric("ajastin_subtract", 2) { $0[0] - $0[1] }

    /// `ajastin_multiply(a, b, digits)`: the product without its last `digits` decimal digits, rounded; null where it does not fit.
    static let multiply = numeric("ajastin_multiply", 3) { arguments in
        powerOfTen(arguments[2]).flatMap { rounded(arguments[0] * arguments[1], dividedBy: $0) }
    }

    /// `ajastin_divide(a, b, digits)`: the quotient with `digits` more decimal digits, rounded; null where it does not fit or `b` is 0.
    static let divide = numeric("ajastin_divide", 3) { arguments in
        guard let power = powerOfTen(arguments[2]) else { return nil }
        let (dividend, overflow) = arguments[0].multipliedReportingOverflow(by: power)
        return overflow ? nil : rounded(dividend, dividedBy: arguments[1])
    }

    /// `ajastin_add_days(day, days, direction)`: the day so many days later (1) or earlier (-1); null outside the years 0 to 9999.
    static let addDays = SQLFunction(name: "ajastin_add_days", argumentCount: 3) { arguments in
        guard case .text(let text) = arguments[0], let day = Day(iso: text), case .integer(let days) = arguments[1],
            case .integer(let direction) = arguments[2], days.magnitude < DayConstant.shiftLimit
        else { return .null }
        let shifted = DayConstant.fixed(day.advanced(by: Int(days * direction)))
        return shifted.day(today: day).map { .text($0.iso) } ?? .null
    }

    /// `ajastin_days_between(from, to)`: the number of days, negative where `to` is the earlier.
    static let daysBetween = SQLFunction(name: "ajastin_days_between", argumentCount: 2) { arguments in
        guard case .text(let from) = arguments[0], case .text(let to) = arguments[1], let from = Day(iso: from), let to = Day(iso: to)
        else { return .null }
        return .integer(Int64(from.distance(to: to)))
    }

    /// A function of integers, null where one of them is null or the result does not fit 64 bits.
    static func numeric(
        _ name: String, _ argumentCount: Int?, _ result: @escaping @Sendable ([Int128]) -> Int128?
    ) -> SQLFunction {
        SQLFunction(name: name, argumentCount: argumentCount) { arguments in
            var integers: [Int128] = []
            for argument in arguments {
                guard case .integer(let integer) = argument else { return .null }
                integers.append(Int128(integer))
            }
            return result(integers).flatMap(Int64.init(exactly:)).map(SQLValue.integer) ?? .null
        }
    }

    /// A function that is null where one of its arguments is.
    static func strict(
        _ name: String, _ argumentCount: Int?, _ result: @escaping @Sendable (StrictArguments) -> SQLValue?
    ) -> SQLFunction {
        SQLFunction(name: name, argumentCount: argumentCount) { arguments in
            arguments.contains(.null) ? .null : result(StrictArguments(values: arguments)) ?? .null
        }
    }

    static func powerOfTen(_ exponent: Int128) -> Int128? {
        guard (0...36).contains(exponent) else { return nil }
        return (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// The quotient rounded half away from zero.
    static func rounded(_ dividend: Int128, dividedBy divisor: Int128) -> Int128? {
        guard divisor != 0 else { return nil }
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
        return quotient + ((dividend < 0) == (divisor < 0) ? 1 : -1)
    }
}

/// Arguments none of which is null; of a type that the checker has seen to.
struct StrictArguments {
    let values: [SQLValue]

    func text(_ index: Int) -> String {
        if case .text(let text) = values[index] { text } else { "" }
    }

    func integer(_ index: Int) -> Int64 {
        if case .integer(let integer) = values[index] { integer } else { 0 }
    }

    func day(_ index: Int) -> Day? { Day(iso: text(index)) }
}
