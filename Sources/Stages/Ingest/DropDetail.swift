internal import CSV
internal import Foundation
package import Model

/// What a drop's receipt tells beside its counts.
package struct DropDetail: Hashable, Sendable, Codable {
    /// A column of the file and the field that it filled.
    package struct Column: Hashable, Sendable, Codable {
        package var header: String
        package var field: String
        /// How values were read that can be read in two ways; nil where none was.
        package var format: ValueFormat?
        /// Whether the source names the format; else the values told.
        package var isPinned: Bool?
        /// How many values only this format fits.
        package var telling: Int?
    }

    package var encoding: TextEncoding
    package var encodingEvidence: EncodingEvidence?
    /// The text between fields; nil where the file could not be read as rows, or is no delimited text.
    package var delimiter: String?
    /// The text around fields; nil where there is none.
    package var quote: String?
    package var escape: String?
    /// Lines and records above the rows, the header included.
    package var skippedTop: Int?
    package var skippedBottom: Int?
    /// In the order of the file.
    package var columns: [Column]
    /// The headers of columns that fill no field.
    package var ignored: [String]
    /// How long each phase took, in seconds: `survey` (hash and encoding; of a large file, only its start), `plan` (dialect, header, formats),
    /// `rows` (reading, validating, writing) and `index` (the key's index, where a file fills an empty module).
    package var seconds: [String: Double]

    init(
        _ table: DroppedTable, _ plan: DropPlan?, _ evidence: [FormatEvidence], pinned: [String: ValueFormat], seconds: [String: Double]
    ) {
        encoding = table.survey.encoding
        encodingEvidence = table.survey.evidence
        if let layout = plan?.table, layout.form == .delimited {
            func text(_ byte: UInt8?) -> String? { byte.map { String(decoding: [$0], as: UTF8.self) } }
            delimiter = text(layout.dialect.delimiter)
            quote = text(layout.dialect.quote)
            escape = text(layout.dialect.escape)
            skippedTop = layout.skippedLines + layout.firstRow
            skippedBottom = layout.skippedBottom
        }
        columns = []
        for (index, mapped) in (plan?.mapping.mapped ?? []).enumerated() {
            var column = Column(header: mapped.header, field: mapped.field.key)
            let found = index < evidence.count ? evidence[index] : FormatEvidence()
            let format = plan?.formats[index] ?? (found.first > 0 ? ValueFormat.of(mapped.field.type, isFirst: true) : nil)
            if let format {
                column.format = format
                column.isPinned = pinned[mapped.field.key] != nil
                column.telling = format.isFirst ? found.first : found.second
            }
            columns.append(column)
        }
        ignored = plan?.mapping.ignored ?? []
        self.seconds = seconds
    }

    /// Reads what ``json()`` wrote, as kept with the drop.
    package init?(json: String) {
        guard let detail = try? JSONDecoder().decode(DropDetail.self, from: Data(json.utf8)) else { return nil }
        self = detail
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
