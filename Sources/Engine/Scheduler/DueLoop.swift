package import Model
import Store
import Tabular

/// Keeps putting what is due into the ledger, and says when to look again.
package struct DueLoop: Sendable {
    private let clock: any WallClock
    private let schedules: @Sendable () throws -> DueSchedules

    /// The longest pause, so that new definitions and clocks that jump are noticed.
    package static let longestPause = Duration.seconds(2)

    /// - Parameter schedules: what the store runs at the time of the call.
    package init(clock: any WallClock, schedules: @escaping @Sendable () throws -> DueSchedules) {
        self.clock = clock
        self.schedules = schedules
    }

    /// Puts what is due now into the ledger; returns whether a run could start, and how long nothing will be due.
    package func turn() throws -> (isAnyReady: Bool, pause: Duration) {
        let schedules = try schedules()
        let now = clock.now()
        try schedules.enqueue(at: now)
        let isAnyReady = try schedules.isAnyReady(at: now)
        guard let next = try schedules.nextDue(after: now) else { return (isAnyReady, Self.longestPause) }
        return (isAnyReady, min(max(next - clock.now(), .zero), Self.longestPause))
    }
}
