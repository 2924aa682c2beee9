import CZip

/// Reads a ZIP archive (PKWARE's APPNOTE, ZIP64 included) from bytes that stay where they are.
///
/// What an archive may hold (how large, how named) is for the caller to limit, by what ``entries`` say and by how much it reads. One
/// thread at a time makes use of a reader and its streams.
@safe package final class ZipReader {
    /// The entries in the order of the archive's directory.
    package let entries: [ZipEntry]
    private let handle: ZipInput

    /// The most entries that a reader takes unless told otherwise.
    package static let defaultEntryLimit = 10_000

    /// A reader of the archive that `source` holds.
    ///
    /// - Parameter entryLimit: the most entries that it may have.
    /// - Throws: `notAnArchive`, `tooManyEntries`, `damaged`, `io`.
    package init(_ source: some ByteSource, entryLimit: Int = ZipReader.defaultEntryLimit) throws(ArchiveReadError) {
        let count: Int
        do { count = try DirectoryEnd.entryCount(source) } catch { throw ArchiveReadError(.io, cause: error) }
        guard count <= entryLimit else { throw ArchiveReadError(.tooManyEntries, reason: "\(count)") }
        handle = try ZipInput(SourceWindow(source))
        entries = try handle.entries()
    }

    /// The bytes of `entry`, from its start.
    ///
    /// - Throws: `encrypted`, `unsupportedMethod`, `damaged`, `io`.
    package func stream(_ entry: ZipEntry) throws(ArchiveReadError) -> EntryStream {
        try EntryStream(entry, of: handle)
    }
}

/// The bytes of one entry of an archive, inflated as they are read.
@safe package final class EntryStream {
    private let entry: ZipEntry
    private let handle: ZipInput
    private let file: OpaquePointer
    /// The number of bytes given so far.
    package private(set) var position = 0
    private var isAtEnd = false

    init(_ entry: ZipEntry, of handle: ZipInput) throws(ArchiveReadError) {
        guard !entry.isEncrypted else { throw ArchiveReadError(.encrypted, entry.name) }
        self.entry = entry
        self.handle = handle
        unsafe file = try handle.open(entry)
    }

    deinit { unsafe zip_fclose(file) }

    /// Fills `buffer` as far as it is long; fewer bytes only at the end, where the archive's check of the whole has been made.
    ///
    /// - Throws: `damaged`, `tooManyBytes`, `io`.
    package func read(into buffer: inout [UInt8]) throws(ArchiveReadError) -> Int {
        var filled = 0
        while filled < buffer.count, !isAtEnd {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe zip_fread(file, bytes.baseAddress.map { unsafe $0 + filled }, zip_uint64_t(bytes.count - filled))
            }
            guard count >= 0 else { throw unsafe handle.failure(zip_file_get_error(file), entry.name) }
            isAtEnd = count == 0
            filled += Int(count)
            position += Int(count)
            guard position <= entry.size else { throw ArchiveReadError(.tooManyBytes, entry.name) }
        }
        if isAtEnd, position < entry.size { throw ArchiveReadError(.damaged, entry.name, reason: "short") }
        return filled
    }
}
