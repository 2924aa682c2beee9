/// Where the names of a template find their values.
struct Binding {
    /// A column of the record, or of the module's record whose region it is.
    struct Source {
        let isOfModule: Bool
        let column: Int
    }

    /// For each slot; nil where the data has nothing of the name, which shows as an empty value.
    let sources: [Source?]
    /// For each module of the template its place in the data.
    let modules: [Int?]

    init(_ slots: SlotTable, _ records: MergeRecords) {
        let columns = Self.numbers(records.columns)
        let moduleNumbers = Dictionary(records.modules.enumerated().map { (Self.key($0.element.name), $0.offset) }) { first, _ in first }
        modules = slots.modules.map { moduleNumbers[Self.key($0)] }
        let inside = records.modules.map { Self.numbers($0.columns) }
        sources = slots.slots.map { [modules] slot in
            let key = Self.key(slot.name)
            if let module = slot.module, let number = modules[module] {
                let prefix = Self.key(records.modules[number].name) + "."
                let own = key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : key
                if let column = inside[number][own] { return Source(isOfModule: true, column: column) }
            }
            return columns[key].map { Source(isOfModule: false, column: $0) }
        }
    }

    private static func numbers(_ columns: [MergeColumn]) -> [String: Int] {
        Dictionary(columns.enumerated().map { (key($0.element.name), $0.offset) }) { first, _ in first }
    }

    /// What names have in common that mean the same.
    private static func key(_ name: String) -> String { name.lowercased().replacing(" ", with: "_") }
}
