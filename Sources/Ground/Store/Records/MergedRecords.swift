import Expressions
import GRDB
import Glibc
import Tabular

/// Sorts the records of a query through several connections, each its share, and merges what they give.
final class MergedRecords {
    /// The sorted rows of one connection.
    private struct Source {
        let queue: BoundedQueue<Batch>
        var batch: Batch?
        var row = 0

        /// Makes the next row the one at hand.
        mutating func advance(to row: Int) throws {
            self.row = row
            guard let batch, row >= batch.rowCount else { return }
            self.batch = try queue.pop()
            self.row = 0
        }
    }

    private static let queueCapacity = 4

    private var sources: [Source] = []
    private let builder: BatchBuilder

    /// - Parameters:
    ///   - numbers: those of the records that there are; each connection gets a stretch of them.
    init(
        _ query: RecordQuery, sortKey: SQLFragment, numbers: ClosedRange<Int64>, companions: [CompanionReader]
    ) {
        builder = BatchBuilder(query.types)
        let share = (numbers.upperBound - numbers.lowerBound) / Int64(companions.count) + 1
        for (index, companion) in companions.enumerated() {
            let queue = BoundedQueue<Batch>(capacity: Self.queueCapacity)
            var part = query
            let start = numbers.lowerBound + Int64(index) * share
            part.numbers = start...(start + share - 1)
            let (fragment, types) = (part.keyedFragment(sortKey), [ColumnType.text] + query.types)
            companion.perform { db in
                do {
                    let reader = try RecordReader(db: db, fragment: fragment, types: types)
                    while let batch = try reader.next() { guard queue.push(batch) else { return } }
                    queue.finish()
                } catch {
                    queue.finish(throwing: error)
                }
            }
            sources.append(Source(queue: queue))
        }
    }

    deinit { for source in sources { source.queue.cancel() } }

    /// The next rows, or nil at the end.
    func next() throws -> Batch? {
        for index in sources.indices where sources[index].batch == nil && sources[index].row == 0 {
            sources[index].batch = try sources[index].queue.pop()
        }
        var rowCount = 0
        while rowCount < Batch.targetRowCount {
            guard let first = least() else { break }
            guard let batch = sources[first].batch else { break }
            let start = sources[first].row
            let limit = min(batch.rowCount, start + Batch.targetRowCount - rowCount)
            // As far as no other connection has a row that comes before.
            var end = start + 1
            while end < limit, isBefore(first, row: end) { end += 1 }
            builder.take(start..<end, of: batch, row: rowCount)
            rowCount += end - start
            try sources[first].advance(to: end)
        }
        return rowCount > 0 ? builder.finish(rowCount) : nil
    }

    /// The connection whose row at hand comes first; of equal ones the first, whose records came before.
    private func least() -> Int? {
        var least: Int?
        for index in sources.indices where sources[index].batch != nil {
            guard let other = least else {
                least = index
                continue
            }
            if compare(index, sources[index].row, other, sources[other].row) < 0 { least = index }
        }
        return least
    }

    /// Whether a further row of a connection comes before those at hand of all others.
    private func isBefore(_ index: Int, row: Int) -> Bool {
        sources.indices.allSatisfy { other in
            guard other != index, sources[other].batch != nil else { return true }
            let order = compare(index, row, other, sources[other].row)
            return order < 0 || (order == 0 && index < other)
        }
    }

    private func compare(_ left: Int, _ leftRow: Int, _ right: Int, _ rightRow: Int) -> Int32 {
        guard let first = sources[left].batch?.columns[0].text, let second = sources[right].batch?.columns[0].text else { return 0 }
        let (one, other) = (first.range(leftRow), second.range(rightRow))
        let order = unsafe first.bytes.withUnsafeBufferPointer { first in
            unsafe second.bytes.withUnsafeBufferPointer { second -> Int32 in
                guard let first = first.baseAddress, let second = second.baseAddress else { return 0 }
                return unsafe memcmp(first + one.lowerBound, second + other.lowerBound, min(one.count, other.count))
            }
        }
        return order != 0 ? order : Int32(clamping: one.count - other.count)
    }
}
