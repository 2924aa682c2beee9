import Expressions
import Foundation
import Tabular

/// Functions, whose values are written down here a second time: numbers with `Decimal`, dates with Foundation's calendar.
extension RandomExpressions {
    // MARK: Numbers

    mutating func numberFunction(_ depth: Int) -> Sample<Decimal> {
        let operand = number(depth - 1)
        let scale = operand.scale
        switch Int.random(in: 0..<14, using: &random) {
        case 0:
            return Sample(text: "\(word("abs"))(\(operand.text))", scale: scale) {
                operand.value($0).flatMap { Self.fitting(abs($0), scale) }
            }
        case 1:
            return Sample(text: "sign(\(operand.text))") { operand.value($0).map { $0 == 0 ? 0 : $0 < 0 ? -1 : 1 } }
        case 2:
            let digits = Int.random(in: 0...3, using: &random)
            return Sample(text: "round(\(operand.text), \(digits))", scale: min(digits, scale)) {
                operand.value($0).map { Self.rounded($0, digits) }
            }
        case 3: return directed("rounddown", operand, up: false)
        case 4: return directed("roundup", operand, up: true)
        case 5:
            return Sample(text: "int(\(operand.text))") { operand.value($0).map { Self.floored($0) } }
        case 6, 7:
            let divisor = number(depth - 1)
            let both = max(scale, divisor.scale)
            return Sample(text: "mod(\(operand.text), \(divisor.text))", scale: both) { environment in
                guard let value = Self.fits(operand.value(environment), both), let by = Self.fits(divisor.value(environment), both), by != 0
                else { return nil }
                return value - Self.floored(Self.quotient(value, by)) * by
            }
        case 8:
            let divisor = number(depth - 1)
            let both = max(scale, divisor.scale)
            return Sample(text: "quotient(\(operand.text), \(divisor.text))") { environment in
                guard let value = Self.fits(operand.value(environment), both), let by = Self.fits(divisor.value(environment), both), by != 0
                else { return nil }
                let quotient = Self.quotient(value, by)
                return Self.fitting(quotient < 0 ? -Self.floored(-quotient) : Self.floored(quotient), 0)
            }
        case 9: return several("min", depth) { $0.min() }
        case 10: return several("max", depth) { $0.max() }
        case 11: return several("sum", depth) { $0.reduce(0, +) }
        case 12:
            let text = text(depth - 1)
            return Sample(text: "len(\(text.text))") { text.value($0).map { Decimal($0.unicodeScalars.count) } }
        default: return dateNumber(depth)
        }
    }

    private static func fits(_ value: Decimal?, _ scale: Int) -> Decimal? { value.flatMap { fitting($0, scale) } }

    /// Exact where it matters: whether the quotient is whole.
    private static func quotient(_ value: Decimal, _ divisor: Decimal) -> Decimal { value / divisor }

    static func floored(_ value: Decimal) -> Decimal {
        var (value, result) = (value, Decimal())
        unsafe NSDecimalRound(&result, &value, 0, .down)
        return result
    }

    private mutating func directed(_ name: String, _ operand: Sample<Decimal>, up: Bool) -> Sample<Decimal> {
        let digits = Int.random(in: 0...3, using: &random)
        return Sample(text: "\(name)(\(operand.text), \(digits))", scale: min(digits, operand.scale)) { environment in
            guard let value = operand.value(environment) else { return nil }
            var (magnitude, result) = (abs(value), Decimal())
            unsafe NSDecimalRound(&result, &magnitude, digits, up ? .up : .down)
            return value < 0 ? -result : result
        }
    }

    private mutating func several(
        _ name: String, _ depth: Int, _ value: @escaping @Sendable ([Decimal]) -> Decimal?
    ) -> Sample<Decimal> {
        let operands = (0..<Int.random(in: 2...3, using: &random)).map { _ in number(depth - 1) }
        let scale = operands.map(\.scale).max() ?? 0
        return Sample(text: "\(name)(\(operands.map(\.text).joined(separator: ", ")))", scale: scale) { environment in
            let values = operands.compactMap { Self.fits($0.value(environment), scale) }
            return values.count < operands.count ? nil : value(values).flatMap { Self.fitting($0, scale) }
        }
    }

    // MARK: Dates

    static let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar
    }()

    static func date(_ day: Day) -> Date { Date(timeIntervalSince1970: Double(day.number) * 86_400) }

    static func day(_ date: Date) -> Day { Day(number: Int((date.timeIntervalSince1970 / 86_400).rounded(.down))) }

    private mutating func dateNumber(_ depth: Int) -> Sample<Decimal> {
        let day = plainDay(depth - 1)
        let (name, component): (String, Calendar.Component) = pick([
            ("year", .year), ("month", .month), ("day", .day), ("isoweeknum", .weekOfYear), ("weekday", .weekday), ("quarter", .quarter),
        ])
        if chance(30) {
            let other = plainDay(0)
            let (unit, component): (String, Calendar.Component) = pick([("y", .year), ("m", .month), ("d", .day)])
            return Sample(text: "datedif(\(day.text), \(other.text), \"\(unit)\")") { environment in
                guard let from = day.value(environment), let to = other.value(environment), from <= to else { return nil }
                let parts = Self.calendar.dateComponents([component], from: Self.date(from), to: Self.date(to))
                return parts.value(for: component).map { Decimal($0) }
            }
        }
        return Sample(text: "\(word(name))(\(day.text))") { environment in
            day.value(environment).map { day in
                component == .quarter
                    ? Decimal((Self.calendar.component(.month, from: Self.date(day)) + 2) / 3)
                    : Decimal(Self.calendar.component(component, from: Self.date(day)))
            }
        }
    }

    /// A day that is a field or written out, so that calendars agree about it.
    private mutating func plainDay(_ depth: Int) -> Sample<Day> { day(0) }

    mutating func dayFunction(_ depth: Int) -> Sample<Day> {
        let day = plainDay(depth - 1)
        let months = Int.random(in: -30...30, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            return Sample(text: "edate(\(day.text), \(months))") { environment in
                day.value(environment).flatMap { Self.calendar.date(byAdding: .month, value: months, to: Self.date($0)) }.map(Self.day)
            }
        case 1:
            return Sample(text: "eomonth(\(day.text), \(months))") { environment in
                day.value(environment).flatMap { day in
                    let parts = Self.calendar.dateComponents([.year, .month], from: Self.date(day))
                    return Self.calendar.date(from: parts).flatMap { Self.calendar.date(byAdding: .month, value: months + 1, to: $0) }
                        .map { Self.day($0).advanced(by: -1) }
                }
            }
        case 2:
            return Sample(text: "workday(\(day.text), \(months))") { environment in
                day.value(environment).map { day in
                    // One day at a time.
                    var (current, left) = (day, abs(months))
                    while left > 0 {
                        current = current.advanced(by: months.signum())
                        if !Self.calendar.isDateInWeekend(Self.date(current)) { left -= 1 }
                    }
                    return current
                }
            }
        default:
            return Sample(text: "date(year(\(day.text)), month(\(day.text)) + \(abs(months)), 1)") { environment in
                day.value(environment).flatMap { day in
                    var parts = Self.calendar.dateComponents([.year, .month], from: Self.date(day))
                    parts.day = 1
                    return Self.calendar.date(from: parts).flatMap { Self.calendar.date(byAdding: .month, value: abs(months), to: $0) }
                        .map(Self.day)
                }
            }
        }
    }

    // MARK: Texts

    mutating func textFunction(_ depth: Int) -> Sample<String> {
        let operand = text(depth - 1)
        let count = Int.random(in: -1...6, using: &random)
        let other = text(0)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return Sample(text: "upper(\(operand.text))") { operand.value($0)?.uppercased() }
        case 1: return Sample(text: "\(word("lower"))(\(operand.text))") { operand.value($0)?.lowercased() }
        case 2:
            return Sample(text: "left(\(operand.text), \(count))") { environment in
                operand.value(environment).flatMap { count < 0 ? nil : Self.part($0, 0..<count) }
            }
        case 3:
            return Sample(text: "right(\(operand.text), \(count))") { environment in
                operand.value(environment).flatMap { text in
                    let length = text.unicodeScalars.count
                    return count < 0 ? nil : Self.part(text, max(0, length - count)..<max(length, count))
                }
            }
        case 4:
            let start = Int.random(in: 0...4, using: &random)
            return Sample(text: "mid(\(operand.text), \(start), \(count))") { environment in
                operand.value(environment).flatMap { start < 1 || count < 0 ? nil : Self.part($0, start - 1..<start - 1 + count) }
            }
        case 5:
            return Sample(text: "substitute(\(operand.text), 'el', \(other.text))") { environment in
                guard let text = operand.value(environment), let new = other.value(environment) else { return nil }
                return text.components(separatedBy: "el").joined(separator: new)
            }
        case 6:
            return Sample(text: "concat(\(operand.text), \"-\", \(other.text))") {
                (operand.value($0) ?? "") + "-" + (other.value($0) ?? "")
            }
        case 7:
            return Sample(text: "\(operand.text(4)) & \(other.text(4))", level: 2) { (operand.value($0) ?? "") + (other.value($0) ?? "") }
        case 8:
            return Sample(text: "textbefore(\(operand.text), 's')") { environment in
                operand.value(environment).flatMap { text in
                    let parts = text.components(separatedBy: "s")
                    return parts.count > 1 ? parts[0] : nil
                }
            }
        default:
            return Sample(text: "trim(concat('  ', \(operand.text), '  ', \(other.text)))") { environment in
                let text = "  " + (operand.value(environment) ?? "") + "  " + (other.value(environment) ?? "")
                return text.components(separatedBy: " ").filter { !$0.isEmpty }.joined(separator: " ")
            }
        }
    }

    private static func part(_ text: String, _ range: Range<Int>) -> String {
        let scalars = Array(text.unicodeScalars)
        return String(String.UnicodeScalarView(scalars[range.clamped(to: 0..<scalars.count)]))
    }

    // MARK: Choosing

    /// Of two values, by a condition or by what can be computed.
    mutating func choice<Value>(_ depth: Int, _ left: Sample<Value>, _ right: Sample<Value>) -> Sample<Value> {
        let scale = max(left.scale, right.scale)
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            let condition = truth(depth - 1)
            return Sample(text: "\(word("if"))(\(condition.text), \(left.text), \(right.text))", scale: scale) {
                condition.value($0) == true ? left.value($0) : right.value($0)
            }
        case 1:
            let (first, second) = (truth(depth - 1), truth(depth - 1))
            return Sample(text: "ifs(\(first.text), \(left.text), \(second.text), \(right.text))", scale: scale) {
                first.value($0) == true ? left.value($0) : second.value($0) == true ? right.value($0) : nil
            }
        default:
            return Sample(text: "coalesce(\(left.text), \(right.text))", scale: scale) { left.value($0) ?? right.value($0) }
        }
    }
}
