internal import Model
internal import Tabular

/// How a table is read: found from its start before any of its rows, and revised where later rows tell otherwise.
struct DropPlan: Sendable {
    let table: TableLayout
    let mapping: HeaderMapping
    /// The header as it was written, in UTF-8; nil where there is none, or it is no text.
    let rawHeader: [UInt8]?
    /// For each mapped column, how values are written that can be read in two ways; nil as long as nothing tells.
    var formats: [ValueFormat?]

    /// - Throws: ``DropFailure`` for a table that has no header or one that does not fit the module; ``IngestError``.
    init(
        _ table: DroppedTable, source: SourceDefinition, names: HeaderNames, language: Language, moreColumns: [String] = [],
        temporaryFolder: String
    ) throws {
        let inspection = try TableInspection(
            table, source: source, names: names, language: language, moreColumns: moreColumns, temporaryFolder: temporaryFolder)
        self.table = inspection.layout
        mapping = inspection.mapping
        rawHeader = inspection.rawHeader
        formats = mapping.mapped.map { source.reading.formats[$0.field.key] }
        guard formats.indices.contains(where: { formats[$0] == nil && !ValueFormat.all(for: mapping.mapped[$0].field.type).isEmpty })
        else { return }
        let validator = RowValidator(self) { day, second in Instant(seconds: day.number * 86_400 + second) }
        let rows = min(self.table.firstRow, inspection.sample.records.count)..<inspection.sample.records.count
        let evidence = validator.validate(inspection.sample, rows, check: .strange).evidence
        for (index, found) in evidence.enumerated() where formats[index] == nil {
            guard case .reading(let isFirst) = found.verdict else { continue }
            formats[index] = ValueFormat.of(mapping.mapped[index].field.type, isFirst: isFirst)
        }
    }

    /// The plan that all values of the table call for; nil where it is this one.
    ///
    /// - Parameters:
    ///   - evidence: of the whole table, for each mapped column.
    ///   - pinned: the formats that the source names, by field.
    /// - Throws: ``DropFailure`` where values can be read in two ways and nothing tells which is meant.
    func revised(by evidence: [FormatEvidence], pinned: [String: ValueFormat]) throws(DropFailure) -> DropPlan? {
        var revised = self
        for (index, found) in evidence.enumerated() where found.ambiguous > 0 {
            let mapped = mapping.mapped[index]
            guard pinned[mapped.field.key] == nil else { continue }
            guard case .reading(let isFirst) = found.verdict else { throw DropPlan.undecided(mapped, found) }
            // Without a format, values were read the first way.
            guard isFirst != formats[index]?.isFirst ?? true else { continue }
            revised.formats[index] = ValueFormat.of(mapped.field.type, isFirst: isFirst)
        }
        return revised.formats == formats ? nil : revised
    }

    private static func undecided(_ mapped: HeaderMapping.Mapped, _ evidence: FormatEvidence) -> DropFailure {
        let isDate = mapped.field.type == .date || mapped.field.type == .instant
        return DropFailure(
            Message(
                isDate ? .ingestUndecidedDate : .ingestUndecidedNumber,
                [
                    "column": .text(mapped.header), "value": .text(evidence.example?.text ?? ""),
                    "line": .integer(evidence.example?.row ?? 0), "field": .text(mapped.field.key),
                ]))
    }
}

extension MessageKey {
    static let ingestUndecidedDate: MessageKey = "ingest.undecided-date"
    static let ingestUndecidedNumber: MessageKey = "ingest.undecided-number"
}
