internal import Archive
internal import Model

/// What a packed file may hold before it is taken for an attack, or for a mistake.
enum PackingLimits {
    /// How many files an archive may hold.
    static let count = 10_000
    /// How large one of them may be, in bytes.
    static let size = 64 << 30
    /// How many times larger than its compressed form; text seldom exceeds 30, and a deflated run of zeros 1000.
    static let ratio = 250
    /// Below this size, in bytes, the ratio does no harm.
    static let harmless = 16 << 20
    /// The largest that is unpacked into memory, in bytes.
    static let memory = 64 << 20

    /// - Throws: `DropFailure` for what is too large, or swells too much.
    static func check(_ name: String, size: Int, compressed: Int) throws(DropFailure) {
        guard size <= PackingLimits.size else { throw tooLarge(name, PackingLimits.size) }
        guard size > harmless, size / ratio > max(1, compressed) else { return }
        throw DropFailure(Message(.ingestPackedBomb, ["file": .text(name)]))
    }

    static func tooLarge(_ name: String, _ limit: Int) -> DropFailure {
        DropFailure(Message(.ingestPackedSize, ["file": .text(name), "limit": .integer(limit >> 20)]))
    }

    static func tooMany() -> DropFailure { DropFailure(Message(.ingestPackedCount, ["limit": .integer(count)])) }

    /// The entries of an archive that are files to be read.
    ///
    /// - Throws: `DropFailure` for names that lead out of a folder or are there twice, links, and too many or too large files.
    static func files(_ entries: [ZipEntry]) throws(DropFailure) -> [ZipEntry] {
        guard entries.count <= count else { throw tooMany() }
        var names: Set<String> = []
        var files: [ZipEntry] = []
        for entry in entries {
            guard isHarmless(entry.name), !entry.isSymbolicLink, names.insert(entry.name).inserted else {
                throw DropFailure(Message(.ingestPackedName, ["file": .text(entry.name)]))
            }
            guard !entry.isFolder, !isPassedOver(entry.name) else { continue }
            try check(entry.name, size: entry.size, compressed: entry.compressedSize)
            files.append(entry)
        }
        return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Whether the name stays below the folder that it would be unpacked in.
    private static func isHarmless(_ name: String) -> Bool {
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\\" }
        guard isPlain, !name.isEmpty, !name.hasPrefix("/") else { return false }
        let parts = name.split(separator: "/")
        return !parts.contains("..") && !(parts.first?.hasSuffix(":") ?? true)
    }

    /// What programs put into archives for themselves.
    private static func isPassedOver(_ name: String) -> Bool {
        name.hasPrefix("__MACOSX/") || name.split(separator: "/").contains { $0.hasPrefix(".") || $0.hasPrefix("~$") }
            || name.hasSuffix("/Thumbs.db")
    }
}

extension MessageKey {
    static let ingestPackedCount: MessageKey = "ingest.packed-count"
    static let ingestPackedName: MessageKey = "ingest.packed-name"
    static let ingestPackedSize: MessageKey = "ingest.packed-size"
}
