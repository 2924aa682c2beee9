/// The time of an entry as ZIP knows it: a wall clock without a zone, in steps of two seconds, from 1980 to 2107.
package struct EntryTime: Hashable, Sendable {
    let date: UInt16
    let time: UInt16

    /// The time nearest to these parts of a wall clock (months and days from 1).
    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (1980...2107).contains(year) else {
            self = year < 1980 ? .earliest : EntryTime(year: 2107, month: 12, day: 31, hour: 23, minute: 59, second: 58)
            return
        }
        date = UInt16(truncatingIfNeeded: (year - 1980) << 9 | month << 5 | day)
        time = UInt16(truncatingIfNeeded: hour << 11 | minute << 5 | second / 2)
    }

    /// 1980-01-01 00:00, for entries whose time means nothing.
    package static let earliest = EntryTime(year: 1980, month: 1, day: 1)
}
