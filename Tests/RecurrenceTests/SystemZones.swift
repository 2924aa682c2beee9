import Foundation
import Recurrence
import Tabular

/// The time zones of the machine that runs the tests.
enum SystemZones {
    static let database = ZoneDatabase { name in
        let file = URL(filePath: "/usr/share/zoneinfo/\(name)")
        return FileManager.default.fileExists(atPath: file.path) ? [UInt8](try Data(contentsOf: file)) : nil
    }

    static func helsinki() throws -> ZoneRules { try database.rules(for: "Europe/Helsinki") }
}

/// A moment written as in RFC 3339; the year 1 where a test has misspelt it.
func moment(_ text: String) -> Instant { Instant(iso: text) ?? Instant(seconds: -62_135_596_800) }

/// A day written as yyyy-mm-dd; 1970-01-01 where a test has misspelt it.
func day(_ text: String) -> Day { Day(iso: text) ?? Day(number: 0) }
