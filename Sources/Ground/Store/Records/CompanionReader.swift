import Foundation
import GRDB
import Tabular

/// A second connection with a thread of its own, which reads the same snapshot as the one beside which it was made.
final class CompanionReader: Sendable {
    private typealias Job = @Sendable (Database, SnapshotPages?) -> Void

    /// Whether its jobs get the pages of the snapshot.
    let hasPages: Bool

    /// Whether somebody wants what is going on to end.
    let isInterrupted: @Sendable () -> Bool

    private let jobs: BoundedQueue<Job>
    /// Ends when the snapshot has been let go.
    private let ended: BoundedQueue<Never>

    /// Opens the database and begins to read; returns once its snapshot is taken.
    ///
    /// The pages are those of the snapshot only if nobody commits before this returns.
    init(path: String, configuration: Configuration, isInterrupted: @escaping @Sendable () -> Bool) throws {
        self.isInterrupted = isInterrupted
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let started = BoundedQueue<Bool>(capacity: 1)
        let jobs = BoundedQueue<Job>(capacity: 64)
        self.jobs = jobs
        let ended = BoundedQueue<Never>(capacity: 1)
        self.ended = ended
        let thread = Thread {
            defer { ended.finish() }
            do {
                try queue.read { db in
                    _ = try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_master LIMIT 1")
                    let pages = try SnapshotPages(db)
                    _ = started.push(pages != nil)
                    // The queue of jobs never fails; it ends.
                    while let job = (try? jobs.pop()) ?? nil { job(db, pages) }
                }
            } catch {
                started.finish(throwing: error)
            }
        }
        thread.start()
        hasPages = try started.pop() ?? false
    }

    deinit { jobs.finish() }

    /// Has the snapshot let go once the jobs are done, and waits for that.
    func end() {
        jobs.finish()
        _ = try? ended.pop()
    }

    /// Has `job` done after those before it.
    func perform(_ job: @escaping @Sendable (Database, SnapshotPages?) -> Void) { _ = jobs.push(job) }
}
