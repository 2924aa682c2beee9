import GRDB
import GRDBSQLite

/// The pages of the database as a connection's snapshot has them, read past SQLite's virtual machine.
///
/// SQLite's file format is documented and kept (https://sqlite.org/fileformat2.html); reading a large table from its pages takes a quarter
/// of the time of stepping a statement. The bytes come through the connection's own file handles: a second handle of ours would, when it is
/// closed, drop the locks that SQLite has on the file (https://sqlite.org/howtocorrupt.html, section 2.2).
@safe final class SnapshotPages {
    /// Bytes of a page.
    let pageSize: Int
    /// Bytes of a page that hold content.
    let usableSize: Int

    /// How many pages the database has.
    var pageCount: Int { Int(index.pageCount) }

    private let file: UnsafeMutablePointer<sqlite3_file>
    private let log: UnsafeMutablePointer<sqlite3_file>
    private let index: LogIndex
    // The statement of a snapshot keeps its handles open; so must whoever reads by them.
    private let db: Database

    private static let logHeaderSize = 32
    private static let frameHeaderSize = 24

    /// - Parameter db: has just taken its snapshot, and keeps it.
    ///
    /// Nil where the pages cannot be read so: the database has no write-ahead log, or is not of the form that we write.
    init?(_ db: Database) throws {
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal",
            let file = unsafe SnapshotPages.handle(of: db, SQLITE_FCNTL_FILE_POINTER),
            let log = unsafe SnapshotPages.handle(of: db, SQLITE_FCNTL_JOURNAL_POINTER), let index = unsafe LogIndex(file),
            let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size")
        else { return nil }
        self.db = db
        unsafe self.file = file
        unsafe self.log = log
        self.index = index
        self.pageSize = pageSize
        let header = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: 8)
        defer { unsafe header.deallocate() }
        usableSize = unsafe pageSize - Int(try SnapshotPages.reservedBytes(header, file, log, index) ?? UInt8.max)
        guard usableSize >= 480 else { return nil }
    }

    /// The database's connection to a file of SQLite's.
    private static func handle(of db: Database, _ operation: Int32) -> UnsafeMutablePointer<sqlite3_file>? {
        var handle: UnsafeMutablePointer<sqlite3_file>?
        guard unsafe sqlite3_file_control(db.sqliteConnection, "main", operation, &handle) == SQLITE_OK,
            unsafe handle?.pointee.pMethods != nil
        else { return nil }
        return unsafe handle
    }

    /// How many bytes at the end of each page are not SQLite's own; nil for a database whose texts are not in UTF-8.
    private static func reservedBytes(
        _ page: UnsafeMutableRawBufferPointer, _ file: UnsafeMutablePointer<sqlite3_file>, _ log: UnsafeMutablePointer<sqlite3_file>,
        _ index: LogIndex
    ) throws -> UInt8? {
        if let frame = index.frames[1] {
            try unsafe read(log, page, at: position(of: frame, page.count))
        } else {
            try unsafe read(file, page, at: 0)
        }
        return unsafe page[56..<60].elementsEqual([0, 0, 0, 1]) ? page[20] : nil
    }

    private static func position(of frame: Int, _ pageSize: Int) -> Int64 {
        Int64(logHeaderSize + (frame - 1) * (frameHeaderSize + pageSize) + frameHeaderSize)
    }

    private static func read(_ file: UnsafeMutablePointer<sqlite3_file>, _ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
        guard let read = unsafe file.pointee.pMethods?.pointee.xRead else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        let code = unsafe read(file, buffer.baseAddress, Int32(buffer.count), offset)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Reads pages that follow one another into `buffer`, as many as it holds but no more than lie side by side; returns how many.
    ///
    /// - Parameter pages: their numbers, from 1; at least one.
    func read(_ pages: some Collection<UInt32>, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let first = pages.first, first > 0, first <= index.pageCount else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        if let frame = index.frames[first] {
            let page = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<pageSize])
            try unsafe SnapshotPages.read(log, page, at: SnapshotPages.position(of: frame, pageSize))
            return 1
        }
        var count = 0
        for page in pages {
            guard page == first + UInt32(count), page <= index.pageCount, (count + 1) * pageSize <= buffer.count,
                index.frames[page] == nil
            else { break }
            count += 1
        }
        let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * pageSize)])
        try unsafe SnapshotPages.read(file, bytes, at: Int64(first - 1) * Int64(pageSize))
        return count
    }
}
