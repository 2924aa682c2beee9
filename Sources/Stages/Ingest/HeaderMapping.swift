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

    /// Maps each header by the source's `columns`, else by field key, else by label in any language; case does not matter.
    ///
    /// - Throws: ``DropFailure`` when a field has two columns, or the key none, or nothing is known.
    init(headers: [String], source: SourceDefinition, module: ModuleDefinition) throws(DropFailure) {
        self.headers = headers
        let rules = Dictionary(source.columns.map { (folded($0.key), $0.value) }) { first, _ in first }
        var mapped: [Mapped] = []
        var ignored: [String] = []
        for (column, header) in headers.enumerated() {
            guard let field = HeaderMapping.field(for: folded(header), rules: rules, module: module) else {
                if !header.isEmpty { ignored.append(header) }
                continue
            }
            if let other = mapped.first(where: { $0.field.key == field.key }) {
                throw DropFailure(
                    Message(.ingestHeaderTwice, ["first": .text(other.header), "second": .text(header), "field": .text(field.key)]))
            }
            mapped.append(Mapped(column: column, header: header, field: field, isKey: field.key == module.key))
        }
        self.mapped = mapped
        self.ignored = ignored
        if let missing = HeaderMapping.missing(mapped, module: module) {
            throw HeaderMapping.failure(missing, headers: headers, module: module)
        }
    }

    private static func field(for header: String, rules: [String: String], module: ModuleDefinition) -> FieldDefinition? {
        if let key = rules[header] { return module.field(key) }
        return module.fields.first { folded($0.key) == header }
            ?? module.fields.first { $0.label.all.contains { folded($0) == header } }
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

/// `name` as it is compared: without case, and without blanks around it.
private func folded(_ name: String) -> String {
    String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()).lowercased()
}

extension MessageKey {
    static let ingestHeaderTwice: MessageKey = "ingest.header-twice"
    static let ingestHeaderMissing: MessageKey = "ingest.header-missing"
    static let ingestHeaderMissingNear: MessageKey = "ingest.header-missing-near"
}
