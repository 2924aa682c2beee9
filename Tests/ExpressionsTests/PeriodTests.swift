import Expressions
import Tabular
import Testing

struct PeriodTests {
    /// For each period, whether `day` lies in it when today is `today`, told from the parts of the two dates alone.
    static let oracle: [(name: String, holds: @Sendable (_ day: Day, _ today: Day) -> Bool)] = [
        ("yesterday", { $0.number == $1.number - 1 }), ("today", { $0 == $1 }),
        ("last_week", { monday($0) == monday($1) - 7 }), ("this_week", { monday($0) == monday($1) }),
        ("next_week", { monday($0) == monday($1) + 7 }),
        ("last_month", { month($0) == month($1) - 1 }), ("this_month", { month($0) == month($1) }),
        ("next_month", { month($0) == month($1) + 1 }),
        ("last_quarter", { month($0) / 3 == month($1) / 3 - 1 }), ("this_quarter", { month($0) / 3 == month($1) / 3 }),
        ("next_quarter", { month($0) / 3 == month($1) / 3 + 1 }),
        ("last_year", { $0.parts.year == $1.parts.year - 1 }), ("this_year", { $0.parts.year == $1.parts.year }),
        ("next_year", { $0.parts.year == $1.parts.year + 1 }),
        ("last_days(7)", { (0..<7).contains($1.number - $0.number) }), ("next_days(30)", { (0..<30).contains($0.number - $1.number) }),
    ]

    /// Steps back one day at a time, to 1970-01-05 or a whole number of weeks from it.
    private static func monday(_ day: Day) -> Int {
        var number = day.number
        while (number - 4) % 7 != 0 { number -= 1 }
        return number
    }

    private static func month(_ day: Day) -> Int { day.parts.year * 12 + day.parts.month - 1 }

    @Test(arguments: oracle.indices)
    func spansExactlyItsDays(index: Int) throws {
        let (name, holds) = Self.oracle[index]
        let expression = try Workspace.check("born in \(name)")
        let first = try #require(Day(iso: "2023-12-20"))
        for offset in 0..<800 {
            let today = first.advanced(by: offset)
            let bounds = expression.sql(alias: "r", today: today, dayStart: Workspace.dayStart).bindings
            guard case .text(let lower) = bounds[0], case .text(let upper) = bounds[1] else {
                Issue.record("\(name) has no bounds")
                return
            }
            let days = (try #require(Day(iso: lower)), try #require(Day(iso: upper)))
            #expect(days.0 <= days.1)
            // Periods are whole stretches, so their ends and the days beside them tell everything.
            let held = [days.0.advanced(by: -1), days.0, days.1, days.1.advanced(by: 1)].map { holds($0, today) }
            #expect(held == [false, true, true, false], "\(name) on \(today.iso): \(lower) to \(upper)")
        }
    }

    @Test func takesMomentsByTheZonesMidnights() throws {
        let shift = try #require(Day(iso: "2026-10-25"))
        // Helsinki: three hours ahead of UTC before this day's clock change, two after it.
        let fragment = try Workspace.check("seen in today").sql(alias: "r", today: shift) { day in
            Instant(seconds: day.number * 86_400 - (day <= shift ? 10_800 : 7200))
        }
        #expect(fragment.bindings == [.text("2026-10-24T21:00:00Z"), .text("2026-10-25T21:59:59Z")])
    }
}
