import Model
import Tabular

/// What becomes of due instants that have passed (product.md section 3, `missed`): a function of values.
enum MissedRuns {
    /// What becomes of one due instant.
    enum Decision: Hashable {
        case run
        case skip(Message)
    }

    /// Decides about `due`, in order of time and none after `now`.
    ///
    /// - Parameters:
    ///   - grace: how long after its start a run is still on time.
    ///   - start: when the run due at an instant was to start.
    static func decide(
        _ due: [Instant], policy: Timing.Missed, grace: Duration, at now: Instant, start: (Instant) -> Instant
    ) -> [(Instant, Decision)] {
        guard let last = due.last else { return [] }
        return due.map { instant in
            switch policy {
            case .runAll: (instant, .run)
            case .runOnce where instant == last: (instant, .run)
            case .runOnce: (instant, .skip(Message(.missedRunOnce, ["later": .instant(last)])))
            case .skip where now - start(instant) <= grace: (instant, .run)
            case .skip: (instant, .skip(Message(.missedSkip, ["noticed": .instant(now)])))
            }
        }
    }
}

extension MessageKey {
    static let missedRunOnce: MessageKey = "schedule.missed.run-once"
    static let missedSkip: MessageKey = "schedule.missed.skip"
}
