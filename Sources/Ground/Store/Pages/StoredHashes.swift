import GRDB
import Tabular

/// The hashes of a table's records in their order, a block at a time; of a large table, another thread reads ahead.
final class StoredHashes {
    private let cursor: HashCursor
    /// What the other thread reads; nil where none does.
    private var ahead: BoundedQueue<[StoredHash]>?
    private var companion: CompanionReader?

    /// The records that have been read; nil where nobody wants them, or one has a number that we never gave.
    private var records: Bitmap?
    /// The highest number given so far.
    private let lastRecord: Int64
    /// Whether the first record is among those that have been read since the last move, and whether all have been read at some time.
    private var isFromStart = true
    private var isWhole = false

    /// How many records a block has at most.
    static let blockSize = 1024
    /// How many blocks are read ahead at most.
    private static let depth = 16

    /// - Parameters:
    ///   - db: in a transaction that changes the database and has not changed it yet, so that the pages are those of now.
    ///   - companion: reads the same snapshot; nil where that is not worth while.
    ///   - lastRecord: the highest number that a record has been given, where ``allRecords()`` is going to be asked for.
    ///
    /// Nil where the pages cannot be read; see ``SnapshotPages``.
    init?(of table: String, in db: Database, beside companion: CompanionReader?, notingUpTo lastRecord: Int64? = nil) throws {
        records = lastRecord == nil ? nil : Bitmap()
        self.lastRecord = lastRecord ?? 0
        guard let snapshot = try SnapshotPages(db), let cursor = try HashCursor(of: table, snapshot, in: db) else { return nil }
        self.cursor = cursor
        guard let companion, companion.hasPages else { return }
        let blocks = BoundedQueue<[StoredHash]>(capacity: StoredHashes.depth)
        self.companion = companion
        ahead = blocks
        companion.perform { db, pages in
            let outcome = Result {
                guard let pages, let cursor = try HashCursor(of: table, pages, in: db) else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT)
                }
                cursor.find(after: .min)
                while true {
                    let block = try cursor.next(StoredHashes.blockSize)
                    guard !block.isEmpty, blocks.push(block) else { return }
                }
            }
            if case .failure(let error) = outcome { blocks.finish(throwing: error) } else { blocks.finish() }
        }
    }

    deinit { end() }

    /// Lets go of the other connection's snapshot, and waits until it has.
    func end() {
        ahead?.cancel()
        companion?.end()
        (ahead, companion) = (nil, nil)
    }

    /// Goes to the first record behind this one; from now on nobody reads ahead, since whoever looks here and there reads few of them.
    func find(after record: Int64) {
        end()
        cursor.find(after: record)
        isFromStart = record == .min
    }

    /// The next records; nil at the end.
    func nextBlock() throws -> [StoredHash]? {
        guard let block = try readBlock() else {
            isWhole = isWhole || isFromStart
            return nil
        }
        if records != nil { note(block) }
        return block
    }

    private func note(_ block: [StoredHash]) {
        // Numbers ascend.
        guard let first = block.first, let last = block.last, first.record > 0, last.record <= lastRecord else {
            records = nil
            return
        }
        for next in block { records?.insert(Int(next.record)) }
    }

    private func readBlock() throws -> [StoredHash]? {
        if let ahead { return try ahead.pop() }
        let block = try cursor.next(StoredHashes.blockSize)
        return block.isEmpty ? nil : block
    }

    /// The records that the table had when the transaction began, of which the rest is read now; nil where some have been passed over, or
    /// have numbers that other programs made up.
    func allRecords() throws -> Bitmap? {
        if !isWhole, isFromStart { while try records != nil && nextBlock() != nil {} }
        return isWhole ? records : nil
    }
}
