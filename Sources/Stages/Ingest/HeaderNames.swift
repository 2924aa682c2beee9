internal import Model
internal import Tabular

/// The names by which the columns of a source's files are known.
struct HeaderNames: Sendable {
    let module: ModuleDefinition
    private let fields: [String: FieldDefinition]
    /// How many columns a header has at least.
    private let neededCount: Int

    init(_ source: SourceDefinition, _ module: ModuleDefinition) {
        self.module = module
        var fields: [String: FieldDefinition] = [:]
        for field in module.fields { fields[HeaderNames.folded(field.key)] = field }
        for field in module.fields {
            for label in field.label.all where fields[HeaderNames.folded(label)] == nil { fields[HeaderNames.folded(label)] = field }
        }
        for (header, key) in source.columns { fields[HeaderNames.folded(header)] = module.field(key) }
        self.fields = fields
        neededCount = max(1, module.fields.count { $0.key == module.key || $0.isRequired })
    }

    /// The field that a column of this name fills.
    func field(_ header: String) -> FieldDefinition? { fields[HeaderNames.folded(header)] }

    /// The place of the first record that can be the header, among the first `depth` ones.
    func header(in block: TextBlock, depth: Int) -> Int? {
        block.records.indices.prefix(depth).first { index in
            let record = block.records[index]
            guard record.fault == nil, record.fieldCount >= neededCount else { return false }
            return (try? HeaderMapping(headers: HeaderNames.texts(block, index), names: self)) != nil
        }
    }

    /// The trimmed fields of a record.
    static func texts(_ block: TextBlock, _ index: Int) -> [String] {
        let record = block.records[index]
        return (0..<record.fieldCount).map { column in
            let range = block.fields[record.firstField + column].range
            return String(decoding: block.bytes[CellText.trimmed(range, of: block.bytes.span)], as: UTF8.self)
        }
    }

    /// `name` as it is compared: without case, and without blanks around it.
    private static func folded(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) { return name.lowercased() }
        return String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()).lowercased()
    }
}
