import Foundation
import Tabular

/// Threads that encode blocks of rows side by side; each block's result comes in a queue of its own, so that the caller takes them
/// in its own order.
final class BlockWorkers {
    private struct Job: Sendable {
        let block: RowBlock
        let result: BoundedQueue<EncodedBlock>
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
                    do {
                        _ = job.result.push(try encoder.encode(job.block))
                        job.result.finish()
                    } catch {
                        job.result.finish(throwing: error)
                    }
                }
            }
            thread.start()
        }
    }

    deinit { jobs.cancel() }

    /// Hands `block` to a thread, waiting while all are busy; its result comes in the queue.
    func encode(_ block: RowBlock) -> BoundedQueue<EncodedBlock> {
        let result = BoundedQueue<EncodedBlock>(capacity: 1)
        _ = jobs.push(Job(block: block, result: result))
        return result
    }
}
