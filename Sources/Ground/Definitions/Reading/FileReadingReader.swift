import Model

/// Reads what `sources/*.yaml` say about how files are written.
enum FileReadingReader {
    /// The headers that are mapped by name.
    static func columns(
        _ node: DocumentNode, of module: ModuleDefinition?, in references: References, _ problems: inout Problems
    ) -> [String: String] {
        var columns: [String: String] = [:]
        for entry in node["columns"]?.entries ?? [] {
            guard let field = references.field(entry.value, of: module, &problems)?.key else { continue }
            if let (other, _) = columns.first(where: { $0.value == field }) {
                let message = Message(.sourceFieldTwice, ["name": .text(field), "column": .text(entry.key), "other": .text(other)])
                problems.error(message, at: entry.value.location)
                continue
            }
            columns[entry.key] = field
        }
        return columns
    }

    static func read(
        _ node: DocumentNode, of module: ModuleDefinition?, in references: References, _ problems: inout Problems
    ) -> FileReading {
        var reading = FileReading()
        reading.encoding = node["encoding"]?.text.flatMap(TextEncoding.init(key:))
        reading.delimiter = node["delimiter"]?.text.flatMap(SourceReader.delimiter)
        reading.quote = node["quote"]?.text.flatMap(SourceReader.quote)
        reading.escape = node["escape"]?.text.flatMap(SourceReader.character)
        reading.comment = node["comment"]?.text.flatMap(SourceReader.character)
        reading.hasHeader = node["header"]?.text.flatMap(SourceReader.answer) ?? true
        reading.positions = positions(node, hasHeader: reading.hasHeader, of: module, in: references, &problems)
        if let lines = node["skip-lines"] {
            reading.skippedTop = lines.integer ?? lines["top"]?.integer
            reading.skippedBottom = lines["bottom"]?.integer ?? 0
        }
        reading.sheet = node["sheet"]?.text
        for entry in node["formats"]?.entries ?? [] {
            guard let field = references.field(entry.key, at: entry.keyLocation, of: module, &problems),
                let format = entry.value.text.flatMap(ValueFormat.init(written:))
            else { continue }
            if ValueFormat.all(for: field.type).contains(format) {
                reading.formats[field.key] = format
            } else {
                let message = Message(.sourceFormatType, ["name": .text(field.key), "type": .text(field.type.rawValue)])
                problems.error(message, at: entry.value.location)
            }
        }
        return reading
    }

    /// The fields of a file without a header, each of which may stand once.
    private static func positions(
        _ node: DocumentNode, hasHeader: Bool, of module: ModuleDefinition?, in references: References, _ problems: inout Problems
    ) -> [String?] {
        guard let columns = node["columns"], case .list(let items) = columns.content else {
            if !hasHeader { problems.error(Message(.sourceColumnsList), at: node["header"]?.location ?? node.location) }
            return []
        }
        if hasHeader { problems.error(Message(.sourceColumnsMap), at: columns.location) }
        var fields: [String?] = []
        for item in items {
            guard !item.isNull else {
                fields.append(nil)
                continue
            }
            guard let field = references.field(item, of: module, &problems)?.key else { continue }
            if fields.contains(field) { problems.error(Message(.listTwice, ["name": .text(field)]), at: item.location) }
            fields.append(field)
        }
        return fields
    }
}
