import Foundation
import Model
import Tabular

/// The computer's own clock; read nowhere else.
struct SystemClock: WallClock {
    func now() -> Instant { Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down))) }

    /// The date in UTC, for what needs a day before the workspace's zone is known.
    var utcDay: Day { LocalCalendar.utc.day(at: now()) }
}
