import Foundation
import GRDB
import Tabular

/// A second connection with a thread of its own, which reads the same snapshot as the one beside which it was made.
final class CompanionReader: Sendable {
    private typealias Job = @Sendable (Database) -> Void

    private let jobs = BoundedQueue<Job>(capacity: 64)

    /// Opens the database and begins to read; returns once its snapshot is taken.
    init(path: String, configuration: Configuration) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let started = BoundedQueue<Bool>(capacity: 1)
        let jobs = jobs
        let thread = Thread {
            do {
                try queue.read { db in
                    _ = try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_master LIMIT 1")
                    _ = started.push(true)
                    // The queue of jobs never fails; it ends.
                    while let job = (try? jobs.pop()) ?? nil { job(db) }
                }
            } catch {
                started.finish(throwing: error)
            }
        }
        thread.start()
        _ = try started.pop()
    }

    deinit { jobs.finish() }

    /// Has `job` done after those before it.
    func perform(_ job: @escaping @Sendable (Database) -> Void) { _ = jobs.push(job) }
}

/// Reads the records of a query through several connections, stretch by stretch, and gives them in their order.
final class SideBySideRecords {
    private enum Piece: Sendable {
        case batch(Batch)
        /// The stretch is at its end.
        case end
    }

    /// How many records' numbers a stretch spans.
    private static let span: Int64 = 16_384
    private static let queueCapacity = 6

    private let queues: [BoundedQueue<Piece>]
    private let stretchCount: Int
    private var stretch = 0

    /// - Parameter numbers: those of the records that there are.
    init(_ query: RecordQuery, numbers: ClosedRange<Int64>, companions: [CompanionReader]) {
        let starts = Array(stride(from: numbers.lowerBound, through: numbers.upperBound, by: Int(Self.span)))
        stretchCount = starts.count
        queues = companions.map { _ in BoundedQueue(capacity: Self.queueCapacity) }
        for (index, companion) in companions.enumerated() {
            let queue = queues[index]
            let own = stride(from: index, to: starts.count, by: companions.count).map { starts[$0] }
            companion.perform { db in
                do {
                    for start in own {
                        var part = query
                        part.numbers = start...(start + Self.span - 1)
                        let reader = try RecordReader(db: db, fragment: part.fragment, types: part.types)
                        while let batch = try reader.next() { guard queue.push(.batch(batch)) else { return } }
                        guard queue.push(.end) else { return }
                    }
                    queue.finish()
                } catch {
                    queue.finish(throwing: error)
                }
            }
        }
    }

    deinit { queues.forEach { $0.cancel() } }

    /// The next rows, or nil at the end.
    func next() throws -> Batch? {
        while stretch < stretchCount {
            switch try queues[stretch % queues.count].pop() {
            case .batch(let batch): return batch
            case .end: stretch += 1
            case nil: return nil
            }
        }
        return nil
    }
}
