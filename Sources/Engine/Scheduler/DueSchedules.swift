package import Logging
package import Model
package import Recurrence
package import Store
package import Tabular

/// Puts what is due into the ledger, and computes when each schedule is due next.
///
/// The moment up to which a schedule has been looked at is stored, so that a stopped process, a clock that jumps or a second process
/// neither loses nor doubles a run.
package struct DueSchedules: Sendable {
    private let store: WorkspaceStore
    private let catalog: Catalog
    private let zones: any ZoneSource
    private let logger: Logger

    /// A run that starts at most this much late has not been missed.
    package static let grace = Duration.seconds(300)
    /// The most due instants of one schedule that are looked at one by one after a long stop.
    private static let backlogLimit = 10_000
    /// How many schedules are moved on in one transaction.
    private static let chunk = 500

    package init(store: WorkspaceStore, catalog: Catalog, zones: any ZoneSource, logger: Logger) {
        self.store = store
        self.catalog = catalog
        self.zones = zones
        self.logger = logger
    }

    /// The occurrences of a schedule that came to be at `created`; nil when it has no timing.
    ///
    /// - Throws: `TimingError` and `ZoneError`.
    package func occurrences(of schedule: ScheduleDefinition, created: Instant) throws -> Occurrences? {
        guard let timing = schedule.timing else { return nil }
        let zone = try zones.rules(for: timing.timeZone ?? catalog.settings.timeZone)
        return try Occurrences(timing, created: zone.day(at: created), zone: zone)
    }

    /// Brings the store's list of schedules in line with the definitions, in the transaction that loads them.
    ///
    /// A schedule whose timing has changed, or that is activated again, is next due after `now`.
    package func update(in transaction: StoreTransaction, at now: Instant) throws {
        try transaction.schedules.forget(except: Set(catalog.schedules.keys))
        for schedule in catalog.schedules.values.sorted(by: { $0.name < $1.name }) {
            let known = try transaction.schedules.schedule(schedule.name)
            let timing = "\(schedule.timing?.timeZone ?? catalog.settings.timeZone) \(schedule.timing.map { "\($0)" } ?? "-")"
            if let known, known.timing == timing, known.isActive == schedule.isActive { continue }
            let next = schedule.isActive ? try occurrences(of: schedule, created: known?.createdAt ?? now)?.next(after: now) : nil
            try transaction.schedules.set(schedule.name, isActive: schedule.isActive, timing: timing, nextDue: next, at: now)
        }
    }

    /// Puts the runs that are due at `now` into the ledger; returns how many wait there now that did not before.
    @discardableResult
    package func enqueue(at now: Instant) throws -> Int {
        var enqueued = 0
        while true {
            let due = try store.read { try $0.schedules.due(at: now, limit: Self.chunk) }
            guard !due.isEmpty else { return enqueued }
            enqueued += try store.write { transaction in
                try due.reduce(0) { try $0 + enqueue($1, at: now, in: transaction) }
            }
        }
    }

    private func enqueue(_ record: ScheduleRecord, at now: Instant, in transaction: StoreTransaction) throws -> Int {
        guard let first = record.nextDue, let schedule = catalog.schedules[record.name],
            let occurrences = try occurrences(of: schedule, created: record.createdAt)
        else {
            _ = try transaction.schedules.advance(record, to: nil)
            return 0
        }
        var due = [first]
        while due.count < Self.backlogLimit, let last = due.last, let next = occurrences.next(after: last), next <= now { due.append(next) }
        guard try transaction.schedules.advance(record, to: occurrences.next(after: max(now, due.last ?? now))) else { return 0 }
        var enqueued = 0
        for (instant, decision) in MissedRuns.decide(due, policy: schedule.timing?.missed ?? .runOnce, grace: Self.grace, at: now) {
            switch decision {
            case .run:
                if try transaction.runs.enqueue(schedule: record.name, due: instant, trigger: .schedule, at: now) != nil { enqueued += 1 }
            case .skip(let reason):
                logger.info("missed run skipped", metadata: ["schedule": "\(record.name)", "due": "\(instant.isoUTC)"])
                try transaction.runs.skip(schedule: record.name, due: instant, reason: reason, at: now)
            }
        }
        return enqueued
    }

    /// When something falls due next.
    package func nextDue() throws -> Instant? {
        try store.read { try $0.schedules.nextDue() }
    }
}
