import Expressions
package import Model
package import Store
package import Tabular

/// What the letters of a list read from the store: the fields that their template names, and the records that belong to each.
package struct LetterQuery: Sendable {
    /// A field under the name by which the template knows it.
    package struct Column: Hashable, Sendable {
        package let name: String
        package let field: FieldDefinition
    }

    /// A child module that the template repeats rows for.
    package struct Child: Hashable, Sendable {
        package let name: String
        package let module: ModuleDefinition
        package let columns: [Column]
    }

    package let columns: [Column]
    package let children: [Child]
    private let list: ListQuery
    private let key: FieldDefinition?

    /// - Parameters:
    ///   - names: the names in the template, each with the module within whose rows it stands, if any.
    ///   - modules: the names of the modules that the template repeats rows for.
    package init(_ list: ListQuery, names: [(name: String, region: String?)], modules: [String], catalog: Catalog) {
        self.list = list
        var columns: [Column] = []
        var children: [Child] = []
        for name in modules {
            guard let module = Self.child(named: name, of: list.module, in: catalog) else { continue }
            let own = names.filter { $0.region == name }.compactMap { place -> Column? in
                let bare = place.name.split(separator: ".").last.map(String.init) ?? place.name
                return module.fields.first { $0.isCalled(place.name) || $0.isCalled(bare) }.map { Column(name: place.name, field: $0) }
            }
            children.append(Child(name: name, module: module, columns: Self.unique(own)))
        }
        for place in names {
            // Within repeated rows the child's fields come first; what it does not have may be the record's.
            if let child = children.first(where: { $0.name == place.region }), child.columns.contains(where: { $0.name == place.name }) {
                continue
            }
            if let field = list.letterField(named: place.name) { columns.append(Column(name: place.name, field: field)) }
        }
        self.columns = Self.unique(columns)
        self.children = children
        key = list.key
    }

    /// The child module that a template means by `name`.
    package static func child(named name: String, of module: ModuleDefinition, in catalog: Catalog) -> ModuleDefinition? {
        catalog.modules.values.sorted { $0.name < $1.name }.first { $0.parent?.module == module.name && $0.isCalled(name) }
    }

    private static func unique(_ columns: [Column]) -> [Column] {
        var seen: Set<String> = []
        return columns.filter { seen.insert(LetterName.folded($0.name)).inserted }
    }

    /// The records: the columns, and behind them the key where children are read by it.
    package func records(_ language: Language) -> RecordQuery {
        var query = list.records(language)
        query.columns = columns.map(\.field) + (children.isEmpty ? [] : key.map { [$0] } ?? [])
        // A template may have no fields: there is a letter for each record all the same.
        if query.columns.isEmpty { query.columns = Array(query.module.fields.prefix(1)) }
        return query
    }

    /// The records of a child module that belong to the record at `row` of a batch of ``records(_:)``, the first that came first.
    package func records(of child: Child, at row: Int, _ batch: Batch) -> RecordQuery? {
        guard let field = child.module.parent?.field, let keys = batch.columns.last, !keys.isNull(row) else { return nil }
        let key: SQLValue = keys.type.isText ? .text(keys.text[row]) : .integer(keys.fixed[row])
        let column = "r.\"" + field.replacing("\"", with: "\"\"") + "\""
        let columns = child.columns.isEmpty ? Array(child.module.fields.prefix(1)) : child.columns.map(\.field)
        return RecordQuery(
            module: child.module, columns: columns, condition: SQLFragment(sql: "\(column) = ?", bindings: [key]))
    }
}

extension ListQuery {
    /// The field or computed column that a letter means by `name`.
    package func letterField(named name: String) -> FieldDefinition? {
        let computed = list.design.columns.filter { $0.source != .field }
        if let column = computed.first(where: { LetterName.folded($0.key) == LetterName.folded(name) }) { return field(column.key) }
        return module.fields.first { $0.isCalled(name) }
    }
}
