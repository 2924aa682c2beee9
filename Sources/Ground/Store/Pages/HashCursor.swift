import GRDB

/// A record and the hash of its values, 0 for none.
struct StoredHash: Sendable {
    let record: Int64
    let hash: Int64
}

/// Goes through the hashes of a table's records in their order, by its pages.
final class HashCursor {
    private let leaves: TableLeaves
    private let cursor: LeafCursor
    private let layout: RecordLayout
    /// Up to which record all are passed over.
    private var last: Int64 = .min

    /// Nil where the table cannot be read so.
    init?(of table: String, _ snapshot: SnapshotPages, in db: Database) throws {
        guard let layout = try RecordLayout(["_hash"], of: table, in: db) else { return nil }
        self.layout = layout
        leaves = try TableLeaves(of: table, in: snapshot, db)
        cursor = LeafCursor(leaves, in: snapshot)
        find(after: .min)
    }

    /// Goes to the first record behind this one.
    func find(after record: Int64) {
        last = record
        let leaf = leaves.index(from: record)
        cursor.enter(leaf..<leaves.pages.count, readsAhead: true)
    }

    /// The next records, at most so many; none at the end.
    func next(_ count: Int) throws -> [StoredHash] {
        var block: [StoredHash] = []
        block.reserveCapacity(count)
        while block.count < count, try cursor.next(from: .min) {
            let record = cursor.record
            guard record > last || last == .min else { continue }
            var hash: Int64 = 0
            try unsafe cursor.withRecord { bytes in
                try unsafe layout.visit(bytes, number: record) { hash = $1.integer ?? 0 }
            }
            block.append(StoredHash(record: record, hash: hash))
        }
        return block
    }
}
