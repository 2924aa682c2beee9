/// Writes a ZIP archive.
///
/// The same entries make the same bytes, but for the salts of encrypted ones. Entries are read when the archive is closed; names
/// are UTF-8; sizes beyond 4 GiB turn ZIP64 on. An archive that is not closed leaves nothing at its path.
package struct ZipWriter: ~Copyable {
    private let handle: ZipHandle

    /// A writer of a new archive at `path`, which replaces what is there.
    ///
    /// - Throws: `create`.
    package init(path: String) throws(ArchiveError) {
        handle = try ZipHandle(path: path)
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - name: a relative path with slashes.
    ///   - compression: what becomes of bytes and files; deflated content is taken over as it is.
    ///   - password: encrypts the entry with AES-256 (WinZip's AE-2) where there is one; UTF-8.
    /// - Throws: `entry` for a name that is taken, `read` for a file that is not there.
    package mutating func add(
        _ name: String, _ content: EntryContent, compression: EntryCompression = .stored, time: EntryTime, password: [UInt8]? = nil
    ) throws(ArchiveError) {
        let encoder = try EntryEncoder(
            name: name, content: content, compression: compression, password: password, deflater: handle.deflater)
        try handle.add(encoder, time: time)
    }

    /// Writes the archive.
    ///
    /// - Throws: `write`, `read`, `compression`, `encryption`; then there is nothing at the path that was not there before.
    package consuming func close() throws(ArchiveError) {
        try handle.close()
    }
}
