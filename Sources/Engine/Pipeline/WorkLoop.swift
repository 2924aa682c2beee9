import Logging
import Model
import Store
import Tabular

/// Carries out the runs that wait, and says when to look again.
package struct WorkLoop: Sendable {
    private let environment: @Sendable () throws -> PipelineEnvironment
    private let isStopped: @Sendable () -> Bool

    /// How long to wait for runs of other processes, whose coming nobody tells.
    package static let pause = Duration.seconds(2)

    /// - Parameters:
    ///   - environment: with the definitions that the store runs at the time of the call.
    ///   - isStopped: whether no further run is to be begun.
    package init(environment: @escaping @Sendable () throws -> PipelineEnvironment, isStopped: @escaping @Sendable () -> Bool) {
        self.environment = environment
        self.isStopped = isStopped
    }

    /// Puts right what stopped processes left, then carries out runs until none waits; returns how long to wait for more.
    package func turn() throws -> Duration {
        let worker = try RunWorker(environment())
        try worker.recover()
        while !isStopped() {
            let current = try environment()
            // New definitions may have come while the last run was going on.
            let run = try RunWorker(current).runNext()
            guard let run else { break }
            current.logger.notice(
                "run ended", metadata: ["run": "\(run.id)", "schedule": "\(run.schedule)", "state": "\(run.state.rawValue)"])
        }
        return Self.pause
    }
}
