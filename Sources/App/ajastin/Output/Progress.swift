import Foundation
import Model

/// Shows on a terminal that something goes on that takes more than a second; elsewhere nothing.
enum Progress {
    /// Does `work` and meanwhile shows `label`, the rows so far if `work` reports them, and the seconds that have passed.
    static func during<Result>(_ label: String, _ work: (_ report: @escaping @Sendable (_ rows: Int) -> Void) throws -> Result) rethrows
        -> Result
    {
        guard Console.isTerminal else { return try work { _ in } }
        let line = ProgressLine(label)
        defer { line.stop() }
        return try work { line.report($0) }
    }
}

/// A line that is written anew every half second by a thread of its own.
private final class ProgressLine: @unchecked Sendable {
    private let condition = NSCondition()
    private let label: String
    private let start = ContinuousClock.now
    private var rows: Int?
    private var isStopped = false
    private var isShown = false

    init(_ label: String) {
        self.label = label
        Thread { [self] in
            condition.withLock {
                var next = Date(timeIntervalSinceNow: 1)
                while !isStopped {
                    if condition.wait(until: next) { continue }
                    isShown = true
                    Console.part("\r" + text + "\u{1B}[K")
                    next = Date(timeIntervalSinceNow: 0.5)
                }
            }
        }
        .start()
    }

    private var text: String {
        let seconds = MessageArgument.integer(Int((ContinuousClock.now - start).components.seconds))
        guard let rows else { return Words.text("cli.progress", ["label": .text(label), "seconds": seconds]) }
        return Words.text("cli.progress.rows", ["label": .text(label), "count": .integer(rows), "seconds": seconds])
    }

    func report(_ rows: Int) { condition.withLock { self.rows = rows } }

    func stop() {
        condition.withLock {
            isStopped = true
            if isShown { Console.part("\r\u{1B}[K") }
            condition.broadcast()
        }
    }
}
