internal import Archive
internal import Model

extension DroppedFile: ByteSource {}

/// What gzip compressed.
struct GzipContent: Content {
    let file: DroppedFile

    func reader() throws -> any ContentReader {
        PackedReader(name: file.name, reader: GzipReader(file), compressed: { $0.consumed }, read: { try $0.read(into: &$1) })
    }
}

/// One file of an archive; each reader opens the archive anew, since a handle serves one thread at a time.
struct EntryContent: Content {
    let file: DroppedFile
    let entry: ZipEntry

    func reader() throws -> any ContentReader {
        do {
            return PackedReader(
                name: entry.name, reader: try ZipReader(file, entryLimit: PackingLimits.count).stream(entry),
                compressed: { _ in entry.compressedSize },
                read: { try $0.read(into: &$1) })
        } catch {
            throw error.told(entry.name)
        }
    }

    /// All bytes, for formats that are read here and there.
    ///
    /// - Throws: `DropFailure` for more than ``PackingLimits/memory``; `IngestError`.
    func bytes() throws -> [UInt8] {
        guard entry.size <= PackingLimits.memory else { throw PackingLimits.tooLarge(entry.name, PackingLimits.memory) }
        var reader = try reader()
        var bytes = [UInt8](repeating: 0, count: entry.size + 1)
        let count = try reader.read(into: &bytes)
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}

/// Reads what is packed, and stops where more comes out than can be honest.
private struct PackedReader<Reader>: ContentReader {
    let name: String
    let reader: Reader
    let compressed: (Reader) -> Int
    let read: (Reader, inout [UInt8]) throws -> Int
    private var position = 0

    init(
        name: String, reader: Reader, compressed: @escaping (Reader) -> Int, read: @escaping (Reader, inout [UInt8]) throws -> Int
    ) {
        self.name = name
        self.reader = reader
        self.compressed = compressed
        self.read = read
    }

    mutating func read(into buffer: inout [UInt8]) throws -> Int {
        do {
            let count = try read(reader, &buffer)
            position += count
            try PackingLimits.check(name, size: position, compressed: compressed(reader))
            return count
        } catch let error as ArchiveReadError {
            throw error.told(name)
        }
    }
}

extension ArchiveReadError {
    /// What becomes of a file that cannot be unpacked: a failed drop, or another try where it could not be read.
    func told(_ name: String) -> any Error {
        let file: [String: MessageArgument] = ["file": .text(subject.isEmpty ? name : subject)]
        switch code {
        case .io: return cause ?? IngestError.unreadable(name, reason)
        case .encrypted: return DropFailure(Message(.ingestPackedEncrypted, file))
        case .unsupportedMethod: return DropFailure(Message(.ingestPackedMethod, file))
        case .tooManyBytes: return DropFailure(Message(.ingestPackedBomb, file))
        case .tooManyEntries: return PackingLimits.tooMany()
        case .notAnArchive, .damaged: return DropFailure(Message(.ingestPackedDamaged, file))
        }
    }
}

extension MessageKey {
    static let ingestPackedBomb: MessageKey = "ingest.packed-bomb"
    static let ingestPackedDamaged: MessageKey = "ingest.packed-damaged"
    static let ingestPackedEncrypted: MessageKey = "ingest.packed-encrypted"
    static let ingestPackedMethod: MessageKey = "ingest.packed-method"
}
