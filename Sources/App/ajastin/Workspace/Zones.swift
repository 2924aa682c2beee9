import Files
import Model
import Recurrence

/// The time zones of this computer.
enum Zones {
    static let database = ZoneDatabase { try SystemZones.read($0) }

    /// Days and times in the zone `name`.
    static func calendar(_ name: String) throws -> LocalCalendar {
        let rules = try database.rules(for: name)
        return LocalCalendar(zone: name, offset: { rules.offset(at: $0) }, resolve: { rules.instant($0, secondOfDay: $1) })
    }
}
