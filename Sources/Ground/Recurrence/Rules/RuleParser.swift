import Model
import Tabular

/// Reads RRULE values (RFC 5545 section 3.3.10); names and values in either case, `RRULE:` before them or not.
struct RuleParser {
    private var rule = RecurrenceRule()
    private var seen: Set<String> = []

    /// The rule that `text` says.
    static func parse(_ text: String) throws(RuleProblem) -> RecurrenceRule {
        var parser = RuleParser()
        let upper = text.uppercased()
        let value = upper.hasPrefix("RRULE:") ? upper.dropFirst(6) : upper[...]
        for piece in value.split(separator: ";") {
            let sides = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { throw RuleProblem(kind: .syntax, part: String(piece)) }
            let name = String(sides[0])
            guard parser.seen.insert(name).inserted else { throw RuleProblem(kind: .repeated, part: name) }
            try parser.take(name, String(sides[1]))
        }
        try parser.checkTogether()
        return parser.rule
    }

    private mutating func take(_ name: String, _ value: String) throws(RuleProblem) {
        let bad = RuleProblem(kind: .badValue, part: name, value: value)
        switch name {
        case "FREQ":
            guard let frequency = RecurrenceRule.Frequency(rawValue: value) else {
                let isTime = ["HOURLY", "MINUTELY", "SECONDLY"].contains(value)
                throw isTime ? RuleProblem(kind: .timeOfDay, part: "FREQ=\(value)") : bad
            }
            rule.frequency = frequency
        case "INTERVAL": rule.interval = try Self.number(value, 1...TimingProblem.largestInterval, bad)
        case "COUNT": rule.count = try Self.number(value, 1...10_000_000, bad)
        case "UNTIL":
            guard let end = Self.end(value) else { throw bad }
            rule.until = end
        case "WKST":
            guard let day = Self.weekday(value) else { throw bad }
            rule.weekStart = day
        case "BYMONTH": rule.byMonth = try Self.numbers(value, 12, signed: false, bad)
        case "BYWEEKNO": rule.byWeekNumber = try Self.numbers(value, 53, signed: true, bad)
        case "BYYEARDAY": rule.byYearDay = try Self.numbers(value, 366, signed: true, bad)
        case "BYMONTHDAY": rule.byMonthDay = try Self.numbers(value, 31, signed: true, bad)
        case "BYSETPOS": rule.bySetPosition = try Self.numbers(value, 366, signed: true, bad)
        case "BYDAY": rule.byDay = try Self.weekdays(value, bad)
        case "BYHOUR", "BYMINUTE", "BYSECOND": throw RuleProblem(kind: .timeOfDay, part: name)
        default: throw RuleProblem(kind: .unknownPart, part: name)
        }
    }

    /// What RFC 5545 says of parts beside each other.
    private func checkTogether() throws(RuleProblem) {
        guard seen.contains("FREQ") else { throw RuleProblem(kind: .missingFrequency, part: "FREQ") }
        if rule.count != nil, rule.until != nil { throw RuleProblem(kind: .together("UNTIL"), part: "COUNT") }
        func refuse(_ part: String, _ isWrong: Bool) throws(RuleProblem) {
            if isWrong { throw RuleProblem(kind: .notWithFrequency(rule.frequency.rawValue), part: part) }
        }
        let hasOrdinals = rule.byDay.contains { $0.ordinal != 0 }
        try refuse("BYWEEKNO", !rule.byWeekNumber.isEmpty && rule.frequency != .yearly)
        try refuse("BYYEARDAY", !rule.byYearDay.isEmpty && rule.frequency != .yearly)
        try refuse("BYMONTHDAY", !rule.byMonthDay.isEmpty && rule.frequency == .weekly)
        try refuse("BYDAY", hasOrdinals && (rule.frequency == .daily || rule.frequency == .weekly))
        let numbers = [rule.byMonth, rule.byWeekNumber, rule.byYearDay, rule.byMonthDay]
        let hasSet = !rule.byDay.isEmpty || numbers.contains { !$0.isEmpty }
        if !rule.bySetPosition.isEmpty, !hasSet { throw RuleProblem(kind: .alone, part: "BYSETPOS") }
        if hasOrdinals, !rule.byWeekNumber.isEmpty { throw RuleProblem(kind: .together("BYWEEKNO"), part: "BYDAY") }
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>, _ bad: RuleProblem) throws(RuleProblem) -> Int {
        guard !text.hasPrefix("+"), let number = Int(text), range.contains(number) else { throw bad }
        return number
    }

    private static func numbers(_ text: String, _ limit: Int, signed: Bool, _ bad: RuleProblem) throws(RuleProblem) -> [Int] {
        var numbers: [Int] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Int(item), number.magnitude <= limit, number > 0 || signed && number < 0 else { throw bad }
            numbers.append(number)
        }
        return numbers
    }

    private static func weekdays(_ text: String, _ bad: RuleProblem) throws(RuleProblem) -> [RecurrenceRule.WeekdayPart] {
        var parts: [RecurrenceRule.WeekdayPart] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let weekday = weekday(String(item.suffix(2))) else { throw bad }
            let digits = item.dropLast(2)
            guard let ordinal = digits.isEmpty ? 0 : Int(digits), ordinal.magnitude <= 53, digits.isEmpty || ordinal != 0 else { throw bad }
            parts.append(RecurrenceRule.WeekdayPart(ordinal: ordinal, weekday: weekday))
        }
        return parts
    }

    static let weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    private static func weekday(_ text: String) -> Weekday? {
        weekdayNames.firstIndex(of: text).flatMap { Weekday(rawValue: $0 + 1) }
    }

    /// `yyyymmdd`, `yyyymmddThhmmss` or `yyyymmddThhmmssZ`.
    private static func end(_ text: String) -> RecurrenceRule.End? {
        let digits = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= digits.count, digits[range].allSatisfy({ (48...57).contains($0) }) else { return nil }
            return digits[range].reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard let year = number(0..<4), let month = number(4..<6), let dayOfMonth = number(6..<8),
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        if digits.count == 8 { return .day(day) }
        guard digits[8] == UInt8(ascii: "T"), let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15),
            hour < 24, minute < 60, second < 61
        else { return nil }
        let reading = day.number * 86_400 + hour * 3600 + minute * 60 + min(second, 59)
        if digits.count == 15 { return .local(reading) }
        return digits.count == 16 && digits[15] == UInt8(ascii: "Z") ? .utc(reading) : nil
    }
}
