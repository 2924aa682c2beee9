internal import CSV
internal import Foundation
internal import Model

/// What a drop's receipt tells beside its counts.
package struct DropDetail: Hashable, Sendable, Codable {
    /// A column of the file and the field that it filled.
    package struct Column: Hashable, Sendable, Codable {
        package var header: String
        package var field: String
    }

    package var encoding: TextEncoding
    /// The text between fields; nil where the file could not be read as rows.
    package var delimiter: String?
    /// In the order of the file.
    package var columns: [Column]
    /// The headers of columns that fill no field.
    package var ignored: [String]
    /// How long each phase took, in seconds: `survey` (hash, encoding), `apply` (reading, validating, writing).
    package var seconds: [String: Double]

    init(_ survey: FileSurvey, _ plan: DropPlan?, seconds: [String: Double]) {
        encoding = survey.encoding
        delimiter = plan.map { String(decoding: [$0.dialect.delimiter], as: UTF8.self) }
        columns = plan?.mapping.mapped.map { Column(header: $0.header, field: $0.field.key) } ?? []
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
