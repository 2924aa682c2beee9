internal import Foundation
internal import Synchronization
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

    /// Rows as they are fed.
    enum Rows: Sendable {
        case validated(ValidatedRows)
        /// Not read yet, since most of them may be known by the hashes of their texts.
        case hashed(HashedRows)
    }

    /// Records of a block, and the hashes of their texts.
    struct HashedRows: Sendable {
        let block: TextBlock
        let records: Range<Int>
        let check: RowValidator.ByteCheck
        let mayNeedNormalizing: Bool
        let hashes: [Int64]
    }

    /// Lends `body` the queue of rows and stops reading when `body` returns.
    ///
    /// - Parameter recognition: whether rows are only hashed, for as long as it is on.
    func withRows<Result>(recognition: Recognition? = nil, _ body: (BoundedQueue<Rows>) throws -> Result) throws -> Result {
        let queue = BoundedQueue<Rows>(capacity: 4)
        let thread = Thread {
            do {
                try self.produce(recognition: recognition) { queue.push($0) }
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
    func produce(recognition: Recognition? = nil, _ push: (Rows) -> Bool) throws {
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
                guard push(read(next.block, next.rows, next.check, recognition)) else { return }
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
            guard push(.validated(rows)) else { return }
        }
    }

    private func read(
        _ block: TextBlock, _ records: Range<Int>, _ check: RowValidator.ByteCheck, _ recognition: Recognition?
    ) -> Rows {
        guard recognition?.isOn == true else { return .validated(validator.validate(block, records, check: check)) }
        return .hashed(
            HashedRows(
                block: block, records: records, check: check, mayNeedNormalizing: Normalization.mayBeNeeded(block.bytes),
                hashes: validator.hashes(of: block, records)))
    }
}

/// Whether it is worth while to look for known rows before their values are read; told by who writes to who reads.
final class Recognition: Sendable {
    private let state = Atomic(true)

    var isOn: Bool { state.load(ordering: .relaxed) }

    /// Notes how many of some rows were known: in a file that has little of the last one, the search is for nothing.
    func note(known: Int, of count: Int) {
        if known * 2 < count { state.store(false, ordering: .relaxed) }
    }
}
