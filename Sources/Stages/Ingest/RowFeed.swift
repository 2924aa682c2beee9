internal import Foundation
internal import Tabular

/// Reads and validates a table's rows on a thread of its own, a few blocks ahead of whoever takes them.
struct RowFeed: Sendable {
    private let table: DroppedTable
    private let layout: TableLayout
    private let validator: RowValidator
    private let temporaryFolder: String

    init(_ table: DroppedTable, _ plan: DropPlan, _ validator: RowValidator, temporaryFolder: String) {
        self.table = table
        self.temporaryFolder = temporaryFolder
        layout = plan.table
        self.validator = validator
    }

    /// Lends `body` the queue of rows and stops reading when `body` returns.
    func withRows<Result>(_ body: (BoundedQueue<ValidatedRows>) throws -> Result) throws -> Result {
        let queue = BoundedQueue<ValidatedRows>(capacity: 4)
        let thread = Thread {
            do {
                try self.produce { queue.push($0) }
                queue.finish()
            } catch {
                queue.finish(throwing: error)
            }
        }
        thread.name = "ingest-reader"
        thread.start()
        defer { queue.cancel() }
        return try body(queue)
    }

    /// Gives every block of rows to `push` until it returns false.
    func produce(_ push: (ValidatedRows) -> Bool) throws {
        var reader = try table.reader(layout, temporaryFolder: temporaryFolder)
        var toSkip = layout.firstRow
        var held: [(block: TextBlock, rows: Range<Int>, check: RowValidator.ByteCheck)] = []
        while let block = try reader.next() {
            let first = min(toSkip, block.records.count)
            toSkip -= first
            held.append((block, first..<block.records.count, reader.check))
            // What may turn out to stand below the last row is kept back.
            while held.count > 1, held.dropFirst().reduce(0, { $0 + $1.rows.count }) >= layout.skippedBottom, let next = held.first {
                held.removeFirst()
                guard push(validator.validate(next.block, next.rows, check: next.check)) else { return }
            }
        }
        var toDrop = layout.skippedBottom
        for index in held.indices.reversed() {
            let dropped = min(toDrop, held[index].rows.count)
            toDrop -= dropped
            held[index].rows = held[index].rows.lowerBound..<(held[index].rows.upperBound - dropped)
        }
        for (index, rest) in held.enumerated() {
            var rows = validator.validate(rest.block, rest.rows, check: rest.check)
            if index == held.count - 1 { rows.unknownColumns = reader.unknownColumns }
            guard push(rows) else { return }
        }
    }
}
