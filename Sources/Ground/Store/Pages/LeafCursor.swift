import GRDB
import Glibc

/// Goes through the records of some leaf pages, one after another.
@safe final class LeafCursor {
    /// The number of the record at hand.
    private(set) var record: Int64 = 0

    private let snapshot: SnapshotPages
    private let leaves: TableLeaves
    private let buffer: UnsafeMutableRawBufferPointer
    private var range: Range<Int>
    /// How many pages are read at once.
    private var step = 1
    /// Of the pages in the buffer, the one at hand, from 0, and how many there are.
    private var place = -1
    private var placeCount = 0
    private var cell = 0
    private var cellCount = 0
    /// The part of the record that lies on the page, how large the whole is, and from which page it goes on.
    private var local = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    private var size = 0
    private var overflow: UInt32 = 0
    /// A record that takes several pages.
    private var whole: [UInt8] = []

    private static let pagesAtOnce = 16

    init(_ leaves: TableLeaves, in snapshot: SnapshotPages) {
        self.leaves = leaves
        self.snapshot = snapshot
        range = 0..<0
        unsafe buffer = .allocate(byteCount: snapshot.pageSize * LeafCursor.pagesAtOnce, alignment: 8)
    }

    deinit { unsafe buffer.deallocate() }

    /// Goes before the first record of these leaves.
    ///
    /// - Parameter readsAhead: whether most of them are wanted, so that several are read at once.
    func enter(_ leaves: Range<Int>, readsAhead: Bool) {
        range = leaves
        step = readsAhead ? LeafCursor.pagesAtOnce : 1
        (place, placeCount, cell, cellCount) = (-1, 0, 0, 0)
    }

    /// Goes to the next record; false at the end.
    ///
    /// - Parameter low: pages that have only records with lower numbers may be left out.
    @inline(__always)
    func next(from low: Int64) throws -> Bool {
        while cell >= cellCount {
            guard try nextPage(low) else { return false }
        }
        try parse()
        cell += 1
        return true
    }

    private func nextPage(_ low: Int64) throws -> Bool {
        place += 1
        if place >= placeCount {
            while let first = range.first, leaves.lasts[first] < low { range.removeFirst() }
            guard !range.isEmpty else { return false }
            placeCount = try unsafe snapshot.read(leaves.pages[range].prefix(step), into: buffer)
            range.removeFirst(placeCount)
            place = 0
        }
        let page = unsafe page
        cell = 0
        cellCount = unsafe page.integer16(3)
        guard unsafe page[0] == TableLeaves.leaf, 8 + cellCount * 2 <= page.count else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        return true
    }

    private var page: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: buffer[(place * snapshot.pageSize)..<((place + 1) * snapshot.pageSize)])
    }

    /// Reads the start of the cell at hand.
    @inline(__always)
    private func parse() throws {
        let page = unsafe page
        var offset = unsafe page.integer16(8 + cell * 2)
        guard let size = unsafe page.variableInteger(&offset), let record = unsafe page.variableInteger(&offset), size >= 0,
            size <= Int64(Int32.max)
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        self.record = record
        self.size = Int(size)
        let count = localCount(Int(size))
        guard offset + count + (count < self.size ? 4 : 0) <= page.count else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        unsafe local = UnsafeRawBufferPointer(rebasing: page[offset..<(offset + count)])
        overflow = count < self.size ? unsafe page.integer32(offset + count) : 0
    }

    /// How many bytes of a record of this size lie on its leaf (https://sqlite.org/fileformat2.html#cellformat).
    private func localCount(_ size: Int) -> Int {
        let usable = snapshot.usableSize
        guard size > usable - 35 else { return size }
        let least = (usable - 12) * 32 / 255 - 23
        let count = least + (size - least) % (usable - 4)
        return count <= usable - 35 ? count : least
    }

    /// Lends the bytes of the record at hand.
    @inline(__always)
    func withRecord<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        if unsafe local.count == size { return try unsafe body(local) }
        try gather()
        return try unsafe whole.withUnsafeBytes { unsafe try body($0) }
    }

    /// Brings the parts of a record together that lie on further pages.
    private func gather() throws {
        whole.removeAll(keepingCapacity: true)
        unsafe whole.append(contentsOf: local)
        let further = UnsafeMutableRawBufferPointer.allocate(byteCount: snapshot.pageSize, alignment: 8)
        defer { unsafe further.deallocate() }
        var next = overflow
        while whole.count < size {
            _ = try unsafe snapshot.read(CollectionOfOne(next), into: further)
            next = unsafe UnsafeRawBufferPointer(further).integer32(0)
            unsafe whole.append(contentsOf: further[4..<(4 + min(size - whole.count, snapshot.usableSize - 4))])
        }
    }
}
