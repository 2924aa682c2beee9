internal import Model

/// The tables in a dropped file.
struct FileTables {
    let tables: [DroppedTable]

    /// How ZIP (workbooks too), gzip and the old Excel format start.
    private static let packedStarts: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x1F, 0x8B], [0xD0, 0xCF, 0x11, 0xE0]]

    /// - Throws: `DropFailure` for a file that is no table and holds none; `IngestError`.
    init(_ file: DroppedFile, source: SourceDefinition) throws {
        var start = [UInt8](repeating: 0, count: 4)
        let count = try file.read(at: 0, into: &start)
        guard !FileTables.packedStarts.contains(where: start.prefix(count).starts) else { throw DropFailure(Message(.ingestPacked)) }
        let survey = try ContentSurvey(file, pinned: source.reading.encoding, sizeHint: file.size)
        tables = [DroppedTable(name: file.name, kind: .text, content: file, survey: survey)]
    }
}
