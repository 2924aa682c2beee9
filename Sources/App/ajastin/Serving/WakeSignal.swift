import Foundation

/// Lets a loop's thread wait, and others wake or stop it.
final class WakeSignal: @unchecked Sendable {
    private let condition = NSCondition()
    private var isRaised = false
    private var stopped = false

    /// Whether the loop is to end.
    var isStopped: Bool { condition.withLock { stopped } }

    /// Ends the current or the next wait.
    func wake() {
        condition.withLock {
            isRaised = true
            condition.broadcast()
        }
    }

    /// Ends all waits for good.
    func stop() {
        condition.withLock {
            stopped = true
            condition.broadcast()
        }
    }

    /// Waits until somebody wakes or stops the loop, or `duration` has passed.
    func wait(_ duration: Duration) {
        let limit = Date(timeIntervalSinceNow: duration / .seconds(1))
        condition.withLock {
            while !isRaised, !stopped, condition.wait(until: limit) {}
            isRaised = false
        }
    }
}
