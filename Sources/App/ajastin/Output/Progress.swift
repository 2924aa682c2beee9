import Foundation

/// Shows on a terminal that something goes on that takes more than a second; elsewhere nothing.
enum Progress {
    /// Does `work` and meanwhile shows `label` with the seconds that have passed.
    static func during<Result>(_ label: String, _ work: () throws -> Result) rethrows -> Result {
        guard Console.isTerminal else { return try work() }
        let line = ProgressLine(label)
        defer { line.stop() }
        return try work()
    }
}

/// A line that is written anew every half second by a thread of its own.
private final class ProgressLine: @unchecked Sendable {
    private let condition = NSCondition()
    private var isStopped = false
    private var isShown = false

    init(_ label: String) {
        let start = ContinuousClock.now
        Thread { [self] in
            condition.withLock {
                var next = Date(timeIntervalSinceNow: 1)
                while !isStopped {
                    if condition.wait(until: next) { continue }
                    isShown = true
                    Console.part("\r\(label) \((ContinuousClock.now - start).components.seconds) s ")
                    next = Date(timeIntervalSinceNow: 0.5)
                }
            }
        }
        .start()
    }

    func stop() {
        condition.withLock {
            isStopped = true
            if isShown { Console.part("\r\u{1B}[K") }
            condition.broadcast()
        }
    }
}
