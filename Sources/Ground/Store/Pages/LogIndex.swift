import GRDBSQLite

/// Which pages of a snapshot lie in the write-ahead log, and where, as the log's index in shared memory tells.
///
/// The format is SQLite's documented one (https://sqlite.org/walformat.html, section 2): a header, written twice, and then blocks of
/// 32 KiB with the page numbers of 4,096 frames each, 34 fewer in the first.
struct LogIndex {
    /// The frame of each page that is not in the database's file, from 1.
    let frames: [UInt32: Int]
    /// How many pages the database has.
    let pageCount: UInt32

    private static let blockSize: Int32 = 32_768
    private static let framesPerBlock = 4096
    /// The header takes the place of so many page numbers of the first block.
    private static let headerWords = 34
    private static let version: UInt32 = 3_007_000
    /// The first word that tells how much of the log is in the database's file.
    private static let backfillWord = 24

    /// Reads the index as it is now.
    ///
    /// Right after a connection has taken its snapshot this is the snapshot's own, provided that nobody has committed in between. What
    /// the log gains later is of no matter: a snapshot keeps the log from being begun anew, and the file from taking up what came later.
    ///
    /// Nil where the index is being written, or is not of the version that we know.
    init?(_ file: UnsafeMutablePointer<sqlite3_file>) {
        guard let words = unsafe LogIndex.block(0, of: file) else { return nil }
        for word in 0..<12 where unsafe words[word] != words[word + 12] { return nil }
        // The thirteenth byte: whether there is anything.
        guard unsafe words[0] == LogIndex.version, unsafe words[3] & 0xFF == 1 else { return nil }
        let frameCount = unsafe Int(words[4])
        pageCount = unsafe words[5]
        guard unsafe Int(words[LogIndex.backfillWord]) < frameCount else {
            // The file has it all, and nobody writes to it while a snapshot like this is open.
            frames = [:]
            return
        }
        var frames: [UInt32: Int] = [:]
        var frame = 0
        var block: Int32 = 0
        while frame < frameCount {
            guard let words = unsafe LogIndex.block(block, of: file) else { return nil }
            let first = block == 0 ? LogIndex.headerWords : 0
            for word in first..<min(LogIndex.framesPerBlock, first + frameCount - frame) {
                frame += 1
                frames[unsafe words[word]] = frame
            }
            block += 1
        }
        self.frames = frames
    }

    private static func block(_ number: Int32, of file: UnsafeMutablePointer<sqlite3_file>) -> UnsafePointer<UInt32>? {
        guard let methods = unsafe file.pointee.pMethods, unsafe methods.pointee.iVersion >= 2,
            let map = unsafe methods.pointee.xShmMap
        else { return nil }
        var address: UnsafeMutableRawPointer?
        guard unsafe map(file, number, blockSize, 0, &address) == SQLITE_OK, let address = unsafe address else { return nil }
        return unsafe UnsafePointer(address.assumingMemoryBound(to: UInt32.self))
    }
}
