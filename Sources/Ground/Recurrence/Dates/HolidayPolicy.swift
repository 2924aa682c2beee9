import Model
import Tabular

/// What becomes of a date that is a public holiday.
struct HolidayPolicy: Hashable, Sendable {
    let calendar: HolidayCalendar
    let rule: Timing.Holidays

    /// The date on which the run of `day` takes place; nil: not at all.
    func date(of day: Day) -> Day? {
        guard rule != .run, calendar.isHoliday(day) else { return day }
        let step: Int
        switch rule {
        case .run, .skip: return nil
        case .nextWorkingDay: step = 1
        case .previousWorkingDay: step = -1
        }
        var moved = day
        repeat { moved = moved.advanced(by: step) } while !calendar.isWorkingDay(moved)
        return moved
    }

    /// The most days by which a run is put off.
    var delay: Int { rule == .nextWorkingDay ? HolidayCalendar.longestMove : 0 }
    /// The most days by which a run is brought forward.
    var advance: Int { rule == .previousWorkingDay ? HolidayCalendar.longestMove : 0 }
}
