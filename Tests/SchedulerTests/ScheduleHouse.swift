import Files
import Logging
import Model
import Recurrence
import Scheduler
import Store
import Synchronization
import Tabular
import TestSupport

/// A store with schedules, and the moves of a clock.
struct ScheduleHouse {
    let folder: TemporaryFolder
    let store: WorkspaceStore
    /// Thursday 26 November 2026, 10:00 in Helsinki.
    static let morning = Instant(seconds: 1_795_680_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
    }

    /// A schedule with the timing `daily` at these minutes of the day, or another one.
    static func schedule(
        _ name: String = "daily", at minutes: [Int] = [660], timing: Timing? = nil, overlap: ScheduleDefinition.Overlap = .queue,
        pauseUntil: ScheduleDefinition.PauseEnd? = nil, waitFor: FileWait? = nil, missed: Timing.Missed = .runOnce
    ) -> ScheduleDefinition {
        let daily = Timing(
            pattern: .daily(every: 1), times: .at(minutes.map { LocalTime(minutes: $0) }), from: Day(iso: "2026-11-01"), missed: missed)
        return ScheduleDefinition(
            name: name, label: LocalizedText(name), timing: timing ?? daily, overlap: overlap, pauseUntil: pauseUntil, waitFor: waitFor,
            tasks: [])
    }

    func schedules(_ definitions: [ScheduleDefinition], zones: any ZoneSource = ScheduleHouse.zones) -> DueSchedules {
        let named = Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first }
        return DueSchedules(
            store: store, catalog: Catalog(schedules: named), zones: zones, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The schedules, applied in the morning.
    func applied(_ definitions: [ScheduleDefinition], zones: any ZoneSource = ScheduleHouse.zones) throws -> DueSchedules {
        let schedules = schedules(definitions, zones: zones)
        try store.write { try schedules.update(in: $0, at: Self.morning) }
        return schedules
    }

    static let zones = ZoneDatabase { try SystemZones.read($0) }

    /// The runs, the oldest first.
    func runs() throws -> [RunRecord] { try store.read { try $0.runs.list(limit: 1_000_000) }.reversed() }

    func claim(at now: Instant) throws -> (run: RunRecord, lease: Lease)? {
        try store.write { try $0.runs.claim(owner: "worker", lease: .seconds(60), at: now, startedAt: now) }
    }

    /// Claims what is next and finishes it after `duration`.
    func carryOut(at now: Instant, taking duration: Duration) throws {
        if let (_, lease) = try claim(at: now) { try store.write { try $0.runs.finish(lease, .succeeded, at: now + duration) } }
    }

    /// Notes a drop.
    func drop(_ source: String, _ state: DropState = .applied, sha256: String, at now: Instant) throws {
        let request = DropRequest(source: source, file: "a.csv", size: 1, sha256: sha256, receivedAt: now)
        try store.write { transaction in _ = try transaction.drops.record(request, DropOutcome(state: state), at: now) }
    }
}

/// Zones of which one can be taken away.
final class VanishingZones: ZoneSource {
    private let gone = Mutex<String?>(nil)

    func take(_ name: String?) { gone.withLock { $0 = name } }

    func rules(for name: String) throws(ZoneError) -> ZoneRules {
        if gone.withLock({ $0 }) == name { throw ZoneError(.unknown, name: name) }
        return try ScheduleHouse.zones.rules(for: name)
    }
}
