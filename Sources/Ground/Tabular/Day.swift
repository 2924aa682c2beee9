/// A date of the proleptic Gregorian calendar, as days since 1970-01-01.
///
/// Conversions follow the days-from-civil method: years start in March, so that leap days come last, in eras of 400 years.
public struct Day: Hashable, Sendable, Codable, Comparable, Strideable {
    /// Days since 1970-01-01; negative before it.
    public var number: Int

    /// The day `number` days after 1970-01-01.
    public init(number: Int) {
        self.number = number
    }

    /// The day of these parts, or nil where the calendar has none (months from 1, days from 1).
    public init?(year: Int, month: Int, day: Int) {
        guard month >= 1, month <= 12, day >= 1, day <= Day.length(ofMonth: month, year: year) else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    private init(validYear year: Int, month: Int, day: Int) {
        if UInt(bitPattern: year) < 10_000 {
            // The years of dates as they are met: unsigned, and with no era to tell, so that no division is a real one.
            let isEarly: UInt32 = month <= 2 ? 1 : 0
            let marchYear = UInt32(truncatingIfNeeded: year) &+ 400 &- isEarly
            let marchMonth = UInt32(truncatingIfNeeded: month) &+ isEarly &* 12 &- 3
            let century = marchYear / 100
            let days = marchYear &* 1461 / 4 &- century &+ century / 4 &+ (153 &* marchMonth &+ 2) / 5 &+ UInt32(truncatingIfNeeded: day)
            number = Int(days) &- (719_469 &+ 146_097)
            return
        }
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month (1-12) and day of month (1-31).
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        if let common = UInt32(exactly: shifted), common <= UInt32.max / 4 - 1 { return Day.parts(ofMarchDay: common) }
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The parts of a day counted from 1 March of the year 0, by multiplications instead of divisions.
    ///
    /// C. Neri, L. Schneider: Euclidean affine functions and their application to calendar algorithms (Software: Practice and Experience
    /// 53, 2023), figure 12.
    private static func parts(ofMarchDay day: UInt32) -> (year: Int, month: Int, day: Int) {
        let quarters = 4 &* day &+ 3
        let century = quarters / 146_097
        let quartersOfCentury = quarters % 146_097 | 3
        let product = 2_939_745 &* UInt64(quartersOfCentury)
        let yearOfCentury = UInt32(truncatingIfNeeded: product >> 32)
        let dayOfYear = UInt32(truncatingIfNeeded: product) / 2_939_745 / 4
        let places = 2_141 &* dayOfYear &+ 197_913
        let month = places >> 16
        // Years begin in March here.
        let isLater = dayOfYear >= 306
        return (
            Int(100 &* century &+ yearOfCentury) &+ (isLater ? 1 : 0), Int(isLater ? month &- 12 : month),
            Int((places & 0xFFFF) / 2_141 &+ 1)
        )
    }

    /// The day of the week, from Monday = 1 to Sunday = 7 (ISO 8601).
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// The Monday of this day's week.
    public var startOfWeek: Day { Day(number: number - weekday + 1) }

    /// Whether `year` has a 29 February.
    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The number of days in `month` (1-12) of `year`.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The order of time.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// The days from this one to another.
    public func distance(to other: Day) -> Int { other.number - number }

    /// The day so many days later.
    public func advanced(by days: Int) -> Day { Day(number: number + days) }

    /// The day that `iso` (yyyy-mm-dd) names, or nil.
    public init?(iso: some StringProtocol) {
        let bytes = Array(iso.utf8)
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
            let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// This day as yyyy-mm-dd (ISO 8601).
    public var iso: String {
        let (year, month, day) = parts
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// `value` in decimal with leading zeros up to `width` digits.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
