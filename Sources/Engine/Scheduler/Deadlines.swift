import Logging
import Model
import Store
import Tabular

/// Has the owners told of runs that may miss their deadlines, each once, while there is time left.
struct Deadlines {
    let store: WorkspaceStore
    let catalog: Catalog
    let logger: Logger

    func warn(at now: Instant) throws {
        let late = try store.read { try $0.runs.unwarned() }.filter { Deadlines.isAtRisk($0, at: now) }
        guard !late.isEmpty else { return }
        try store.write { transaction in
            for run in late where try transaction.runs.markWarned(run.id) {
                logger.warning("a run may be late", metadata: ["run": "\(run.id)", "schedule": "\(run.schedule)"])
                let notice = NoticeRecord(
                    id: "at-risk-\(run.id)", kind: .runAtRisk, schedule: run.schedule, run: run.id,
                    reason: Message(
                        run.startedAt == nil ? .scheduleAtRiskWaiting : .scheduleAtRiskGoing, ["deadline": .instant(run.deadline ?? now)]))
                try transaction.notices.add(notice, at: now)
            }
        }
    }

    /// Whether the run is not done by its deadline if it takes as long as expected: a function of values.
    ///
    /// One that takes longer than expected is taken to need its margin still; of one about which nothing is known half an hour is asked.
    static func isAtRisk(_ run: RunRecord, at now: Instant) -> Bool {
        guard let deadline = run.deadline else { return false }
        guard let expected = run.expected else { return now + DurationForecast.unknownMargin > deadline }
        guard let startedAt = run.startedAt else { return now + expected > deadline }
        return now + max(expected - (now - startedAt), DurationForecast(expected: expected).margin) > deadline
    }
}

extension MessageKey {
    static let scheduleAtRiskWaiting: MessageKey = "schedule.at-risk.waiting"
    static let scheduleAtRiskGoing: MessageKey = "schedule.at-risk.going"
}
