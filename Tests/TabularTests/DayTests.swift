import Tabular
import Testing

struct DayTests {
    @Test func numbersAgreeWithTheCalendarOverFourCenturies() throws {
        var day = try #require(Day(year: 1799, month: 12, day: 31))
        var (year, month, dayOfMonth) = (1799, 12, 31)
        while year < 2200 {
            #expect(day.parts == (year, month, dayOfMonth))
            #expect(Day(year: year, month: month, day: dayOfMonth) == day)
            day.number += 1
            dayOfMonth += 1
            if dayOfMonth > Day.length(ofMonth: month, year: year) { (month, dayOfMonth) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test(arguments: [-401...(-398), -2...2, 398...401, 9_997...10_002, 99_999...100_001])
    func goesOnFromDayToDay(years: ClosedRange<Int>) throws {
        var day = try #require(Day(year: years.lowerBound, month: 1, day: 1))
        for year in years {
            for month in 1...12 {
                for dayOfMonth in 1...Day.length(ofMonth: month, year: year) {
                    #expect(Day(year: year, month: month, day: dayOfMonth) == day)
                    #expect(day.parts == (year, month, dayOfMonth))
                    day.number += 1
                }
            }
        }
    }

    /// Near both ends of what is computed by multiplications alone, and far from them.
    @Test func partsAreThoseOfTheNumber() {
        let ends = [-719_468, 0, Int(UInt32.max / 4) - 719_468, -146_097 * 30, 1 << 40]
        for number in ends.flatMap({ $0 - 2000...$0 + 2000 }) + Array(stride(from: -1_000_000, to: 9_000_000, by: 31)) {
            let (year, month, day) = Day(number: number).parts
            #expect((1...12).contains(month) && (1...Day.length(ofMonth: month, year: year)).contains(day))
            let next = Day(number: number + 1).parts
            let isLast = day == Day.length(ofMonth: month, year: year)
            #expect(next.day == (isLast ? 1 : day + 1) && next.month == (isLast ? month % 12 + 1 : month))
            #expect(next.year == (isLast && month == 12 ? year + 1 : year))
        }
        #expect(Day(number: -719_468).parts == (0, 3, 1) && Day(number: -719_469).parts == (0, 2, 29))
        #expect(Day(number: 0).parts == (1970, 1, 1) && Day(number: 20_784).parts == (2026, 11, 27))
    }

    @Test func knowsItsWeekday() throws {
        #expect(try #require(Day(iso: "1970-01-01")).weekday == 4)
        #expect(try #require(Day(iso: "2026-11-22")).weekday == 7)
        #expect(try #require(Day(iso: "1969-12-28")).weekday == 7)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026-01-01 ", ""])
    func refusesWhatIsNoDay(text: String) {
        #expect(Day(iso: text) == nil)
    }
}

struct InstantTests {
    @Test func readsAndWritesOffsets() throws {
        let instant = try #require(Instant(iso: "2026-11-26T11:00:00+02:00"))
        #expect(instant.isoUTC == "2026-11-26T09:00:00Z")
        #expect(instant.iso(offset: 7200) == "2026-11-26T11:00:00+02:00")
        #expect(instant.iso(offset: -12_600) == "2026-11-26T05:30:00-03:30")
        #expect(Instant(iso: "2026-11-26T09:00:00.25Z")?.isoUTC == "2026-11-26T09:00:00.250Z")
        #expect(Instant(iso: "2026-11-26 09:00Z") == instant)
        #expect(Instant(iso: "2026-11-26T09:00:00") == nil)
    }
}
