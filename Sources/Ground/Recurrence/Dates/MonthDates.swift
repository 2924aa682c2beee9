import Model
import Tabular

/// The days of a month that a timing means, as bits: bit 1 is the first day, bit 31 the last possible.
struct MonthDates: Hashable, Sendable {
    private enum Kind: Hashable, Sendable {
        /// `fixed` holds the days that were named, `last` whether the last one was.
        case days(fixed: UInt32, last: Bool, clamps: Bool)
        /// The `week`th `weekday`; 0: the last.
        case weekday(week: Int, Int)
    }

    private let kind: Kind

    init(_ days: Timing.MonthDays, shortMonths: Timing.ShortMonths) {
        switch days {
        case .days(let numbers):
            let fixed = numbers.reduce(into: UInt32(0)) { bits, day in
                if (1...31).contains(day) { bits |= 1 << UInt32(day) }
            }
            kind = .days(fixed: fixed, last: numbers.contains(0), clamps: shortMonths == .last)
        case .weekday(let week, let weekday):
            kind = .weekday(week: week, weekday.rawValue)
        }
    }

    /// The days meant in `month` (1-12) of `year`.
    func bits(year: Int, month: Int) -> UInt32 {
        let length = Day.length(ofMonth: month, year: year)
        switch kind {
        case .days(let fixed, let last, let clamps):
            let existing: UInt32 = .monthBits(length: length)
            let endsMonth = last || clamps && fixed & ~existing != 0
            return fixed & existing | (endsMonth ? 1 << UInt32(length) : 0)
        case .weekday(let week, let weekday):
            guard let first = Day(year: year, month: month, day: 1) else { return 0 }
            let ahead = (weekday - first.weekday + 7) % 7
            let day = week == 0 ? ahead + 1 + (length - ahead - 1) / 7 * 7 : ahead + 1 + (week - 1) * 7
            return 1 << UInt32(day)
        }
    }
}

extension UInt32 {
    /// Bits 1 to `length` (28 to 31).
    static func monthBits(length: Int) -> UInt32 { UInt32.max >> UInt32(31 - length) & ~1 }

    /// The lowest bit set at or above `index`, if any.
    func firstBit(from index: Int) -> Int? {
        let rest = self >> UInt32(index)
        return rest == 0 ? nil : index + rest.trailingZeroBitCount
    }
}
