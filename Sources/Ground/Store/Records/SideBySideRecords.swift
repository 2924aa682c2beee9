import Tabular

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

    /// Reads by statements.
    ///
    /// - Parameter numbers: those of the records that there are.
    init(_ query: RecordQuery, numbers: ClosedRange<Int64>, companions: [CompanionReader]) {
        let starts = Array(stride(from: numbers.lowerBound, through: numbers.upperBound, by: Int(Self.span)))
        stretchCount = starts.count
        queues = companions.map { _ in BoundedQueue(capacity: Self.queueCapacity) }
        for (index, companion) in companions.enumerated() {
            let queue = queues[index]
            let own = stride(from: index, to: starts.count, by: companions.count).map { starts[$0] }
            companion.perform { db, _ in
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

    /// Reads from the pages of the table, in the order of the records.
    ///
    /// - Parameter query: one that ``TableScan/canRead(_:in:)``.
    init(pagesOf query: RecordQuery, companions: [CompanionReader]) {
        // They know when they are at the end.
        stretchCount = .max
        queues = companions.map { _ in BoundedQueue(capacity: Self.queueCapacity) }
        for (index, companion) in companions.enumerated() {
            let queue = queues[index]
            companion.perform { [count = companions.count] db, pages in
                do {
                    let reader = try PageRecords(query, pages, in: db)
                    for stretch in stride(from: index, to: reader.stretchCount, by: count) {
                        guard try reader.read(stretch, { queue.push(.batch($0)) }), queue.push(.end) else { return }
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
