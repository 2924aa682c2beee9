internal import Model
internal import Tabular

/// The names by which the columns of a source's files are known.
struct HeaderNames: Sendable {
    let module: ModuleDefinition
    /// The fields by the bytes of their folded names.
    private let fields: [[UInt8]: FieldDefinition]
    /// The keys of the fields without which no row can be taken.
    private let needed: Set<String>

    init(_ source: SourceDefinition, _ module: ModuleDefinition) {
        self.module = module
        var fields: [[UInt8]: FieldDefinition] = [:]
        for field in module.fields { fields[HeaderNames.folded(Array(field.key.utf8)[...])] = field }
        for field in module.fields {
            for label in field.label.all {
                let name = HeaderNames.folded(Array(label.utf8)[...])
                if fields[name] == nil { fields[name] = field }
            }
        }
        for (header, key) in source.columns { fields[HeaderNames.folded(Array(header.utf8)[...])] = module.field(key) }
        self.fields = fields
        needed = Set(module.fields.filter { $0.key == module.key || $0.isRequired }.map(\.key))
    }

    /// The field that a column of this name fills.
    func field(_ header: String) -> FieldDefinition? { fields[HeaderNames.folded(Array(header.utf8)[...])] }

    /// The place of the first record that can be the header, among the first `depth` ones.
    func header(in block: TextBlock, depth: Int) -> Int? {
        block.records.indices.prefix(depth).first { isHeader(block, block.records[$0]) }
    }

    /// Whether the record names every field that is needed, and none twice.
    private func isHeader(_ block: TextBlock, _ record: TextRecord) -> Bool {
        guard record.fault == nil, record.fieldCount >= max(1, needed.count) else { return false }
        var found: Set<String> = []
        for column in record.firstField..<(record.firstField + record.fieldCount) {
            guard let field = fields[HeaderNames.folded(block.bytes[block.fields[column].range])] else { continue }
            if !found.insert(field.key).inserted { return false }
        }
        return needed.isSubset(of: found) && !found.isEmpty
    }

    /// The trimmed fields of a record.
    static func texts(_ block: TextBlock, _ index: Int) -> [String] {
        let record = block.records[index]
        return (0..<record.fieldCount).map { column in
            let range = block.fields[record.firstField + column].range
            return String(decoding: block.bytes[CellText.trimmed(range, of: block.bytes.span)], as: UTF8.self)
        }
    }

    /// A name as it is compared: in NFC, without case, and without blanks around it.
    private static func folded(_ name: ArraySlice<UInt8>) -> [UInt8] {
        let bytes = Array(name)
        let trimmed = bytes[CellText.trimmed(0..<bytes.count, of: bytes.span)]
        if trimmed.allSatisfy({ $0 < 0x80 }) { return trimmed.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 } }
        let lowered = Array(String(decoding: trimmed, as: UTF8.self).lowercased().utf8)
        return Normalization.normalized(lowered.span) ?? lowered
    }
}
