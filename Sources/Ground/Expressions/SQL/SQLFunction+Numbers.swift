/// Which whole number stands for one that is none.
enum Rounding: Int64, Sendable {
    /// The nearest; of two, the one farther from zero.
    case halfAway
    case away
    case towardZero
    case down
}

extension SQLFunction {
    /// Functions of numbers, all of which are integers of some scale.
    static let numbers = [absolute, sign, round, ceiling, floor, modulo, quotient, power, sum]

    static let absolute = numeric("ajastin_abs", 1) { $0[0] < 0 ? -$0[0] : $0[0] }

    static let sign = numeric("ajastin_sign", 1) { $0[0].signum() }

    /// `ajastin_round(value, digits, rounding)`: the value without its last `digits` decimal digits, by a ``Rounding``.
    static let round = numeric("ajastin_round", 3) { arguments in
        guard let power = powerOfTen(arguments[1]), let rounding = Rounding(rawValue: Int64(arguments[2])) else { return nil }
        let (quotient, remainder) = arguments[0].quotientAndRemainder(dividingBy: power)
        switch rounding {
        case .halfAway: return rounded(arguments[0], dividedBy: power)
        case .away: return quotient + remainder.signum()
        case .towardZero: return quotient
        case .down: return remainder < 0 ? quotient - 1 : quotient
        }
    }

    /// `ajastin_ceiling(value, step)`: the next multiple of `step` upwards; downwards where both are negative, null where only `step` is.
    static let ceiling = numeric("ajastin_ceiling", 2) { arguments in
        let (value, step) = (arguments[0], arguments[1])
        guard step != 0 else { return 0 }
        guard step > 0 || value <= 0 else { return nil }
        return -flooredQuotient(-value, step) * step
    }

    /// `ajastin_floor(value, step)`: the next multiple of `step` downwards; upwards where both are negative, null where only `step` is.
    static let floor = numeric("ajastin_floor", 2) { arguments in
        let (value, step) = (arguments[0], arguments[1])
        guard step != 0, step > 0 || value <= 0 else { return nil }
        return flooredQuotient(value, step) * step
    }

    /// `ajastin_mod(value, divisor)`: what remains, with the sign of the divisor.
    static let modulo = numeric("ajastin_mod", 2) { arguments in
        guard arguments[1] != 0 else { return nil }
        return arguments[0] - flooredQuotient(arguments[0], arguments[1]) * arguments[1]
    }

    /// `ajastin_quotient(value, divisor)`: the whole part of the quotient.
    static let quotient = numeric("ajastin_quotient", 2) { $0[1] == 0 ? nil : $0[0] / $0[1] }

    /// `ajastin_power(base, exponent, digits)`: the power without its last `digits` decimal digits, rounded; null for a negative exponent.
    static let power = numeric("ajastin_power", 3) { arguments in
        guard arguments[1] >= 0, let divisor = powerOfTen(arguments[2]) else { return nil }
        // These never grow, however large the exponent.
        if (-1...1).contains(arguments[0]) {
            let power = arguments[1] == 0 ? 1 : arguments[0] < 0 && arguments[1] % 2 == 0 ? 1 : arguments[0]
            return rounded(power, dividedBy: divisor)
        }
        var result: Int128 = 1
        for _ in 0..<min(arguments[1], 127) {
            let (product, overflow) = result.multipliedReportingOverflow(by: arguments[0])
            guard !overflow else { return nil }
            result = product
        }
        return arguments[1] > 127 ? nil : rounded(result, dividedBy: divisor)
    }

    static let sum = numeric("ajastin_sum", nil) { $0.reduce(0, +) }

    private static func flooredQuotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
