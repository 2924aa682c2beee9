import GRDB

/// The hashes of a table's records in their order, from its pages.
final class StoredHashes {
    private let leaves: TableLeaves
    private let cursor: LeafCursor
    private let layout: RecordLayout
    /// Up to which record all are passed over.
    private var last: Int64 = .min

    /// - Parameter db: in a transaction that changes the database and has not changed it yet, so that the pages are those of now.
    ///
    /// Nil where the pages cannot be read; see ``SnapshotPages``.
    init?(of table: String, in db: Database) throws {
        guard let snapshot = try SnapshotPages(db), let layout = try RecordLayout(["_hash"], of: table, in: db) else { return nil }
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

    /// The next record and its hash, 0 for none; nil at the end.
    func next() throws -> (id: Int64, hash: Int64)? {
        while try cursor.next(from: .min) {
            guard cursor.record > last || last == .min else { continue }
            var hash: Int64 = 0
            try unsafe cursor.withRecord { record in
                try unsafe layout.visit(record, number: cursor.record) { hash = $1.integer ?? 0 }
            }
            return (cursor.record, hash)
        }
        return nil
    }
}
