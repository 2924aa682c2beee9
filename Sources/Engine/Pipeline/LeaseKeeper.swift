import Foundation
import Logging
import Model
import Store
import Tabular

/// Renews the lease of the run in hand from a thread of its own until it is stopped.
///
/// A lease that is lost shows at the run's next commit; nothing needs to be told from here.
final class LeaseKeeper: @unchecked Sendable {
    /// For how long a lease is good; it is renewed three times as often.
    static let duration = Duration.seconds(60)

    private let condition = NSCondition()
    private var isStopped = false

    /// Starts to keep `lease`.
    init(_ lease: Lease, in environment: PipelineEnvironment) {
        let thread = Thread { [self] in
            while waitForTurn() {
                do {
                    _ = try environment.store.write {
                        try $0.runs.renew(lease, for: Self.duration, at: environment.leaseClock.now())
                    }
                } catch {
                    environment.logger.warning("lease not renewed", metadata: ["run": "\(lease.run)", "error": "\(error)"])
                }
            }
        }
        thread.start()
    }

    /// Ends the renewals.
    func stop() {
        condition.withLock {
            isStopped = true
            condition.broadcast()
        }
    }

    /// Waits a third of the lease; false once stopped.
    private func waitForTurn() -> Bool {
        condition.withLock {
            let turn = Date(timeIntervalSinceNow: Double(Self.duration.components.seconds) / 3)
            while !isStopped {
                if !condition.wait(until: turn) { return !isStopped }
            }
            return false
        }
    }
}
