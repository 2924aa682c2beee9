import Recurrence
import Synchronization
import Testing

struct ZoneDatabaseTests {
    struct Unreadable: Error {}

    @Test(arguments: [
        "/etc/localtime", "../etc/passwd", "Europe/../../etc/passwd", "", "Europe//Helsinki", "Europe/.", ".hidden", "a\0b",
        "Europe/Helsinki/", "Ääni",
    ])
    func refusesNamesThatLeadElsewhere(_ name: String) {
        let database = ZoneDatabase { name in
            Issue.record("asked for \(name)")
            return nil
        }
        #expect(throws: ZoneError(.unknown, name: name)) { try database.rules(for: name) }
    }

    @Test func tellsUnknownFromUnreadable() {
        #expect(throws: ZoneError(.unknown, name: "Mars/Olympus")) { try SystemZones.database.rules(for: "Mars/Olympus") }
        let broken = ZoneDatabase { _ in throw Unreadable() }
        #expect(throws: ZoneError(.unreadable, name: "Europe/Helsinki")) { try broken.rules(for: "Europe/Helsinki") }
    }

    @Test func readsEachZoneOnceAndUTCNever() throws {
        let reads = Mutex(0)
        let bytes = TZifBytes(version: 50, transitions: [], offsets: [0], footer: "EET-2").bytes
        let database = ZoneDatabase { _ in
            reads.withLock { $0 += 1 }
            return bytes
        }
        for _ in 0..<3 { #expect(try database.rules(for: "Etc/GMT+1").name == "Etc/GMT+1") }
        #expect(try database.rules(for: "UTC") == .utc)
        #expect(reads.withLock { $0 } == 1)
    }
}
