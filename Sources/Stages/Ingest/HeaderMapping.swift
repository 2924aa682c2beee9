internal import Model

/// Which field each column of a file fills.
struct HeaderMapping: Sendable {
    /// A column of the file that fills a field.
    struct Mapped: Sendable {
        /// The place of the column in the file, from 0.
        let column: Int
        /// The column's name as the file has it.
        let header: String
        let field: FieldDefinition
        /// Whether the field identifies a record.
        let isKey: Bool

        /// Whether a row without a value is rejected.
        var isRequired: Bool { isKey || field.isRequired }
    }

    /// The file's column names, trimmed.
    let headers: [String]
    /// In the order of the file.
    let mapped: [Mapped]
    /// The names of columns that fill nothing.
    let ignored: [String]

    /// Whether the last two columns are those that a file of rejected rows adds, so that this is such a file, corrected.
    let isCorrection: Bool

    /// Maps each header by the source's `columns`, else by field key, else by label in any language; case does not matter.
    ///
    /// - Throws: ``DropFailure`` when a field has two columns, or the key none, or nothing is known.
    init(headers: [String], names: HeaderNames) throws(DropFailure) {
        self.headers = headers
        isCorrection = RejectColumns.areLast(in: headers)
        var mapped: [Mapped] = []
        var ignored: [String] = []
        for (column, header) in headers.dropLast(isCorrection ? 2 : 0).enumerated() {
            guard let field = names.field(header) else {
                if !header.isEmpty { ignored.append(header) }
                continue
            }
            if let other = mapped.first(where: { $0.field.key == field.key }) {
                throw DropFailure(
                    Message(.ingestHeaderTwice, ["first": .text(other.header), "second": .text(header), "field": .text(field.key)]))
            }
            mapped.append(Mapped(column: column, header: header, field: field, isKey: field.key == names.module.key))
        }
        self.mapped = mapped
        self.ignored = ignored
        if let missing = HeaderMapping.missing(mapped, module: names.module) {
            throw HeaderMapping.failure(missing, headers: headers, module: names.module)
        }
    }

    /// Maps the columns of a file without a header by their places.
    init(positions: [String?], module: ModuleDefinition) {
        headers = positions.map { $0 ?? "" }
        isCorrection = false
        ignored = []
        mapped = positions.enumerated().compactMap { column, key in
            key.flatMap(module.field).map { Mapped(column: column, header: $0.key, field: $0, isKey: $0.key == module.key) }
        }
    }

    /// The field without which no row can be taken: the key, a required one, or any where nothing is mapped.
    private static func missing(_ mapped: [Mapped], module: ModuleDefinition) -> FieldDefinition? {
        let needed = module.fields.filter { $0.key == module.key || $0.isRequired }
        let taken = Set(mapped.map(\.field.key))
        return needed.first { !taken.contains($0.key) } ?? (mapped.isEmpty ? module.fields.first : nil)
    }

    private static func failure(_ field: FieldDefinition, headers: [String], module: ModuleDefinition) -> DropFailure {
        let candidates = headers.filter { !$0.isEmpty }
        var arguments: [String: MessageArgument] = [
            "field": .text(field.key),
            "found": .list(candidates.prefix(30).map { .text($0) }),
            "known": .list(module.fields.prefix(30).map { .text($0.key) }),
        ]
        let names = [field.key] + field.label.all.sorted()
        guard let nearest = names.lazy.compactMap({ NearestName.of($0, in: candidates) }).first else {
            return DropFailure(Message(.ingestHeaderMissing, arguments))
        }
        arguments["nearest"] = .text(nearest)
        return DropFailure(Message(.ingestHeaderMissingNear, arguments))
    }
}

extension MessageKey {
    static let ingestHeaderTwice: MessageKey = "ingest.header-twice"
    static let ingestHeaderMissing: MessageKey = "ingest.header-missing"
    static let ingestHeaderMissingNear: MessageKey = "ingest.header-missing-near"
}
