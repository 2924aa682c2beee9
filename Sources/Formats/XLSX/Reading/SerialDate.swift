import Tabular

/// Dates and times as workbooks count them (ECMA-376 part 1, section 18.17.4): in days, with the time of day as the fraction.
struct SerialDate {
    /// Whether day 0 is 1904-01-01; otherwise day 1 is 1900-01-01, and day 60 a 29 February that 1900 did not have.
    let countsFrom1904: Bool

    private static let millisecondsPerDay = 86_400_000
    private static let start1904 = -24_107
    private static let start1900 = -25_568
    private static let lastDay = 2_932_896

    /// Appends what `number` means in ISO 8601; false where it lies before the first day or after 9999-12-31.
    func append(_ number: DecimalNumber, as format: CellFormat, to target: inout [UInt8]) -> Bool {
        guard let (wholeDays, fraction) = number.parts else { return false }
        var days = wholeDays
        // Doubles of today's dates are exact to some microseconds: milliseconds are what was meant.
        var milliseconds = Int((fraction * Double(Self.millisecondsPerDay)).rounded())
        if milliseconds >= Self.millisecondsPerDay {
            milliseconds = 0
            days += 1
        }
        if format == .elapsed {
            append(hours: days * 24, milliseconds, to: &target)
            return true
        }
        if days == 0, !countsFrom1904 || format == .time {
            append(hours: 0, milliseconds, to: &target)
            return true
        }
        guard appendDay(days, to: &target) else { return false }
        guard milliseconds > 0 || format != .date else { return true }
        target.append(UInt8(ascii: "T"))
        append(hours: 0, milliseconds, to: &target)
        return true
    }

    private func appendDay(_ days: Int, to target: inout [UInt8]) -> Bool {
        if days == 60, !countsFrom1904 {
            target.append(contentsOf: "1900-02-29".utf8)
            return true
        }
        // Day 1 is the day after `start1900`; from the day that did not exist on, the count is one too high.
        let number = countsFrom1904 ? Self.start1904 + days : Self.start1900 + days - (days > 60 ? 1 : 0)
        guard number <= Self.lastDay else { return false }
        let (year, month, day) = Day(number: number).parts
        append(year / 100, to: &target)
        append(year % 100, to: &target)
        target.append(UInt8(ascii: "-"))
        append(month, to: &target)
        target.append(UInt8(ascii: "-"))
        append(day, to: &target)
        return true
    }

    private func append(hours: Int, _ milliseconds: Int, to target: inout [UInt8]) {
        let hours = hours + milliseconds / 3_600_000
        if hours < 100 { append(hours, to: &target) } else { target.append(contentsOf: String(hours).utf8) }
        target.append(UInt8(ascii: ":"))
        append(milliseconds / 60_000 % 60, to: &target)
        target.append(UInt8(ascii: ":"))
        append(milliseconds / 1000 % 60, to: &target)
        let fraction = milliseconds % 1000
        guard fraction > 0 else { return }
        target.append(UInt8(ascii: "."))
        target.append(UInt8(48 + fraction / 100))
        append(fraction % 100, to: &target)
    }

    /// Appends two digits.
    private func append(_ value: Int, to target: inout [UInt8]) {
        target.append(UInt8(48 + value / 10 % 10))
        target.append(UInt8(48 + value % 10))
    }
}
