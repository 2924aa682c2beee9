import Foundation
import Tabular

/// A block that a thread is working on.
struct PendingResult: Sendable {
    fileprivate let queue = BoundedQueue<Result<EncodedBlock, XLSXError>>(capacity: 1)

    /// Waits for the block; nil when the workers have gone.
    func take() throws(XLSXError) -> EncodedBlock? {
        // The queue itself never fails: what went wrong is one of its elements.
        guard let result = (try? queue.pop()) ?? nil else { return nil }
        return try result.get()
    }
}

/// Threads that encode blocks of rows side by side; each block's result is waited for by itself, so that the caller takes
/// them in its own order.
final class BlockWorkers {
    private struct Job: Sendable {
        let block: RowBlock
        let result: PendingResult
    }

    private let jobs: BoundedQueue<Job>

    init(_ layout: RowLayout, count: Int) {
        let jobs = BoundedQueue<Job>(capacity: count)
        self.jobs = jobs
        for _ in 0..<count {
            let thread = Thread {
                let encoder = BlockEncoder(layout)
                // The queue of jobs never fails; it ends.
                while let job = (try? jobs.pop()) ?? nil {
                    let result = Result { () throws(XLSXError) in try encoder.encode(job.block) }
                    _ = job.result.queue.push(result)
                    job.result.queue.finish()
                }
            }
            thread.start()
        }
    }

    deinit { jobs.cancel() }

    /// Hands `block` to a thread, waiting while all are busy; its result can be waited for.
    func encode(_ block: RowBlock) -> PendingResult {
        let result = PendingResult()
        _ = jobs.push(Job(block: block, result: result))
        return result
    }
}
