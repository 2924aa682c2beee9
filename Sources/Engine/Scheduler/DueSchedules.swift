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
    let store: WorkspaceStore
    let catalog: Catalog
    let zones: any ZoneSource
    let logger: Logger

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

    /// Puts the runs that are due at `now` into the ledger, ends waits, and notes what owners are to be told.
    ///
    /// A schedule that cannot tell when it is due is held back alone; the others go on.
    ///
    /// - Returns: how many runs may start now, or once one before them has ended, that could not before.
    @discardableResult
    package func enqueue(at now: Instant) throws -> Int {
        try followClockBack(to: now)
        try reviewHeld()
        var enqueued = 0
        while true {
            let due = try store.read { try $0.schedules.due(at: now, limit: Self.chunk) }
            if due.isEmpty { break }
            enqueued += try store.write { transaction in
                try due.reduce(0) { try $0 + enqueue($1, at: now, in: transaction) }
            }
        }
        enqueued += try FileWaits(store: store, catalog: catalog, logger: logger).settle(at: now)
        try Deadlines(store: store, catalog: catalog, logger: logger).warn(at: now)
        return enqueued
    }

    private func enqueue(_ record: ScheduleRecord, at now: Instant, in transaction: StoreTransaction) throws -> Int {
        guard let first = record.nextDue, let schedule = catalog.schedules[record.name], let timing = schedule.timing else {
            _ = try transaction.schedules.advance(record, to: nil, at: now)
            return 0
        }
        let occurrences: Occurrences
        let zone: ZoneRules
        do {
            zone = try zones.rules(for: timing.timeZone ?? catalog.settings.timeZone)
            occurrences = try Occurrences(timing, created: zone.day(at: record.createdAt), zone: zone)
        } catch let error as any MessageError {
            try hold(record, for: error.message, at: now, in: transaction)
            return 0
        }
        var due = [first]
        while due.count < Self.backlogLimit, let last = due.last, let next = occurrences.next(after: last), next <= now { due.append(next) }
        guard try transaction.schedules.advance(record, to: occurrences.next(after: max(now, due.last ?? now)), at: now) else { return 0 }
        let planner = try RunPlanner(schedule, occurrences: occurrences, zone: zone, in: transaction)
        let resumes = schedule.pauseUntil.map { $0.instant(in: zone) }
        let paused = due.prefix { instant in resumes.map { instant < $0 } ?? false }
        for instant in paused {
            try skip(record.name, instant, Message(.schedulePaused, ["until": .instant(resumes ?? instant)]), at: now, in: transaction)
        }
        let isBusy = try schedule.overlap == .skip && transaction.runs.isUnfinished(schedule: record.name)
        var enqueued = 0
        let pending = Array(due.dropFirst(paused.count))
        for (instant, decision) in MissedRuns.decide(pending, policy: timing.missed, grace: Self.grace, at: now, start: planner.start) {
            switch decision {
            case .run where isBusy: try skip(record.name, instant, Message(.scheduleOverlap), at: now, in: transaction)
            case .run:
                let plan = planner.plan(for: instant)
                let run = try transaction.runs.enqueue(schedule: record.name, due: instant, trigger: .schedule, plan: plan, at: now)
                if run != nil, plan.wait == nil, plan.startsAt.map({ $0 <= now }) ?? true { enqueued += 1 }
            case .skip(let reason): try skip(record.name, instant, reason, at: now, in: transaction)
            }
        }
        return enqueued
    }

    private func skip(_ schedule: String, _ due: Instant, _ reason: Message, at now: Instant, in transaction: StoreTransaction) throws {
        logger.info("run skipped", metadata: ["schedule": "\(schedule)", "due": "\(due.isoUTC)", "reason": "\(reason.key.rawValue)"])
        try transaction.runs.skip(schedule: schedule, due: due, reason: reason, at: now)
    }

    /// When something falls due, starts as planned or waits no longer, next after `now`.
    package func nextDue(after now: Instant = Instant(seconds: 0)) throws -> Instant? {
        try store.read { transaction in
            [try transaction.schedules.nextDue(), try transaction.runs.nextPlanned(after: now)].compactMap(\.self).min()
        }
    }

    /// Whether a run could start now.
    package func isAnyReady(at now: Instant) throws -> Bool {
        try store.read { try $0.runs.isAnyReady(at: now, leaseTime: now) }
    }

    /// When the schedule runs next that `record` is of, after its pause if it is paused; nil when it never does or cannot be said.
    package func nextRun(of record: ScheduleRecord) -> Instant? {
        guard record.isActive, record.held == nil, let next = record.nextDue, let schedule = catalog.schedules[record.name] else {
            return nil
        }
        do {
            guard let pause = schedule.pauseUntil else { return next }
            let resumes = pause.instant(in: try zones.rules(for: schedule.timing?.timeZone ?? catalog.settings.timeZone))
            guard next < resumes else { return next }
            return try occurrences(of: schedule, created: record.createdAt)?.next(after: resumes + .microseconds(-1))
        } catch {
            return nil  // Its zone is gone, which the next look at it tells.
        }
    }
}

// MARK: - What goes wrong outside

extension DueSchedules {
    /// How far a clock may be put back without a run being lost: times of day are a minute apart at least.
    private static let clockTolerance = Duration.seconds(59)

    /// After a clock that was ahead, computes anew when the schedules are due that it had looked at.
    ///
    /// What that clock took for missed is decided anew; what has run is in the ledger and is not done again.
    private func followClockBack(to now: Instant) throws {
        while true {
            let ahead = try store.read { try $0.schedules.lookedAt(after: now + Self.clockTolerance, limit: Self.chunk) }
            if ahead.isEmpty { return }
            logger.warning("the clock was put back; schedules are looked at anew", metadata: ["schedules": "\(ahead.count)"])
            try store.write { transaction in
                for record in ahead {
                    var next = record.nextDue
                    if record.isActive, record.held == nil, let schedule = catalog.schedules[record.name] {
                        let redecided = try transaction.runs.forgetSkipped(schedule: record.name, decidedAfter: now)
                        do {
                            let coming = try occurrences(of: schedule, created: record.createdAt)?.next(after: now)
                            next = [redecided, coming].compactMap(\.self).min()
                        } catch let error as any MessageError {
                            try hold(record, for: error.message, at: now, in: transaction)
                        }
                    }
                    _ = try transaction.schedules.advance(record, to: next, at: now)
                }
            }
        }
    }

    /// Keeps back a schedule that cannot tell when it is due, and has its owner told.
    private func hold(_ record: ScheduleRecord, for reason: Message, at now: Instant, in transaction: StoreTransaction) throws {
        guard try transaction.schedules.hold(record.name, for: reason) else { return }
        logger.error("schedule held", metadata: ["schedule": "\(record.name)", "reason": "\(reason.key.rawValue)"])
        let notice = NoticeRecord(
            id: "held-\(NameHash.of(record.name))-\(now.seconds)", kind: .scheduleHeld, schedule: record.name, reason: reason)
        try transaction.notices.add(notice, at: now)
    }

    /// Lets schedules go on whose zones are back.
    private func reviewHeld() throws {
        for record in try store.read({ try $0.schedules.held() }) {
            guard let schedule = catalog.schedules[record.name] else { continue }
            do {
                _ = try occurrences(of: schedule, created: record.createdAt)
            } catch is any MessageError {
                continue
            }
            if try store.write({ try $0.schedules.hold(record.name, for: nil) }) {
                logger.notice("schedule goes on", metadata: ["schedule": "\(record.name)"])
            }
        }
    }
}

extension ScheduleDefinition.PauseEnd {
    /// The moment from which the schedule runs again.
    func instant(in zone: ZoneRules) -> Instant {
        switch self {
        case .day(let day): zone.instant(day, secondOfDay: 0)
        case .instant(let instant): instant
        }
    }
}

extension MessageKey {
    static let schedulePaused: MessageKey = "schedule.paused"
    static let scheduleOverlap: MessageKey = "schedule.overlap"
}
