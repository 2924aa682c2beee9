import GRDB

/// The leaf pages of a table, in the order of its records (https://sqlite.org/fileformat2.html#b_tree_pages).
struct TableLeaves {
    /// Their numbers.
    private(set) var pages: [UInt32] = []
    /// The greatest number that a record of each page can have.
    private(set) var lasts: [Int64] = []

    static let interior: UInt8 = 0x05
    static let leaf: UInt8 = 0x0D
    /// SQLite itself allows no deeper trees.
    private static let depthLimit = 20

    /// Reads the interior pages of a table, and one leaf.
    init(of table: String, in snapshot: SnapshotPages, _ db: Database) throws {
        let root = try UInt32.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table])
        guard let root else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        try self.init(root: root, in: snapshot)
    }

    /// The first page that may have a record behind this one.
    func index(from record: Int64) -> Int {
        var (low, high) = (0, lasts.count)
        while low < high {
            let middle = (low + high) / 2
            if lasts[middle] > record { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Reads the interior pages of the tree at `root`, and one leaf.
    init(root: UInt32, in snapshot: SnapshotPages) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: snapshot.pageSize, alignment: 8)
        defer { unsafe buffer.deallocate() }
        let page = UnsafeRawBufferPointer(buffer)
        func children(_ number: UInt32) throws -> [(page: UInt32, last: Int64)]? {
            _ = try unsafe snapshot.read(CollectionOfOne(number), into: buffer)
            return try unsafe TableLeaves.children(of: page, last: .max)
        }
        pages = [root]
        lasts = [.max]
        for _ in 0..<TableLeaves.depthLimit {
            // All leaves are equally deep.
            guard let first = pages.first, try children(first) != nil else { return }
            var level: (pages: [UInt32], lasts: [Int64]) = ([], [])
            for (page, last) in zip(pages, lasts) {
                guard let children = try children(page) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
                level.pages += children.map(\.page)
                // The rightmost child ends where its parent does.
                level.lasts += children.dropLast().map(\.last) + [last]
                // A damaged page may name itself.
                guard level.pages.count <= snapshot.pageCount else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            }
            (pages, lasts) = level
        }
        throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }

    /// The children of an interior page; nil for a leaf.
    private static func children(of page: UnsafeRawBufferPointer, last: Int64) throws -> [(page: UInt32, last: Int64)]? {
        let kind = unsafe page[0]
        guard kind != leaf else { return nil }
        let count = unsafe page.integer16(3)
        guard kind == interior, 12 + count * 2 <= page.count else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        var children: [(page: UInt32, last: Int64)] = []
        children.reserveCapacity(count + 1)
        for cell in 0..<count {
            var offset = unsafe page.integer16(12 + cell * 2)
            guard offset + 4 < page.count else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            let child = unsafe page.integer32(offset)
            offset += 4
            guard let key = unsafe page.variableInteger(&offset) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            children.append((child, key))
        }
        children.append((unsafe page.integer32(8), last))
        return children
    }
}
