internal import Archive
internal import Model

/// The tables in a dropped file, in the order of their names.
struct FileTables {
    let tables: [DroppedTable]

    private static let zipStarts: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
    private static let gzipStart: [UInt8] = [0x1F, 0x8B]
    /// How old Excel files and encrypted workbooks start (MS-CFB).
    private static let compoundStart: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// - Throws: `DropFailure` for a file that is no table and holds none; `IngestError`.
    init(_ file: DroppedFile, source: SourceDefinition) throws {
        var start = [UInt8](repeating: 0, count: 4)
        start.removeLast(4 - (try file.read(at: 0, into: &start)))
        let pinned = source.reading.encoding
        if FileTables.zipStarts.contains(where: start.starts) {
            tables = try FileTables.tables(ofZip: file, source: source)
        } else if start.starts(with: FileTables.gzipStart) {
            let name = file.name.lowercased().hasSuffix(".gz") ? String(file.name.dropLast(3)) : file.name
            tables = [try FileTables.text(file.name, innerName: name, GzipContent(file: file), pinned, sizeHint: file.size * 4)]
        } else if start.starts(with: FileTables.compoundStart) {
            throw DropFailure(Message(.ingestOldExcel))
        } else if file.size > DropAttempt.smallSize, let survey = try ContentSurvey.provisional(file, pinned: pinned) {
            tables = [
                DroppedTable(
                    name: file.name, kind: FileTables.kind(file.name), content: file, survey: survey,
                    task: SurveyTask(file, pinned: pinned))
            ]
        } else {
            tables = [try FileTables.text(file.name, innerName: file.name, file, pinned, sizeHint: file.size)]
        }
    }

    private static func tables(ofZip file: DroppedFile, source: SourceDefinition) throws -> [DroppedTable] {
        do {
            let archive = try ZipReader(file, entryLimit: PackingLimits.count)
            if isWorkbook(archive) {
                let survey = try ContentSurvey(file, pinned: .utf8, sizeHint: file.size)
                return [DroppedTable(name: file.name, kind: .workbook(file), content: file, survey: survey)]
            }
            let entries = try PackingLimits.files(archive.entries)
            guard !entries.isEmpty else { throw DropFailure(Message(.ingestPackedEmpty)) }
            if entries.count > 1, source.mode == .replace {
                throw DropFailure(Message(.ingestPackedReplace, ["number": .integer(entries.count)]))
            }
            return try entries.map { try table($0, of: file, source: source) }
        } catch let error as ArchiveReadError {
            throw error.told(file.name)
        }
    }

    private static func isWorkbook(_ archive: ZipReader) -> Bool {
        archive.entries.contains { $0.name == "[Content_Types].xml" } && archive.entries.contains { $0.name.hasPrefix("xl/") }
    }

    private static func table(_ entry: ZipEntry, of file: DroppedFile, source: SourceDefinition) throws -> DroppedTable {
        let content = EntryContent(file: file, entry: entry)
        let name = file.name + "/" + entry.name
        var start = [UInt8](repeating: 0, count: 4)
        var reader = try content.reader()
        start.removeLast(4 - (try reader.read(into: &start)))
        if zipStarts.contains(where: start.starts) {
            let bytes = MemorySource(try content.bytes())
            guard isWorkbook(try ZipReader(bytes)) else { throw DropFailure(Message(.ingestPackedTwice, ["file": .text(entry.name)])) }
            return DroppedTable(name: name, kind: .workbook(bytes), content: content, survey: try ContentSurvey(content, pinned: .utf8))
        }
        guard !start.starts(with: gzipStart), !start.starts(with: compoundStart) else {
            throw DropFailure(Message(.ingestPackedTwice, ["file": .text(entry.name)]))
        }
        return try text(name, innerName: entry.name, content, source.reading.encoding, sizeHint: entry.size)
    }

    private static func text(
        _ name: String, innerName: String, _ content: any Content, _ pinned: TextEncoding?, sizeHint: Int
    ) throws -> DroppedTable {
        DroppedTable(
            name: name, kind: kind(innerName), content: content,
            survey: try ContentSurvey(content, pinned: pinned, sizeHint: sizeHint))
    }

    /// What a text is, by its name.
    private static func kind(_ name: String) -> DroppedTable.Kind {
        ["ndjson", "jsonl"].contains(name.lowercased().split(separator: ".").last ?? "") ? .ndjson : .text
    }
}

extension MessageKey {
    static let ingestOldExcel: MessageKey = "ingest.old-excel"
    static let ingestPackedEmpty: MessageKey = "ingest.packed-empty"
    static let ingestPackedReplace: MessageKey = "ingest.packed-replace"
    static let ingestPackedTwice: MessageKey = "ingest.packed-twice"
}
