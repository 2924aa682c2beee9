import Expressions
package import Model
package import Store
package import Tabular

/// What a customer list reads from the store.
package struct ListQuery: Sendable {
    package let list: CustomerList
    package let module: ModuleDefinition
    /// The shown columns, computed ones as the fields that they are like.
    package let columns: [FieldDefinition]
    /// Fields behind the shown columns that the rows are grouped or, where they are compared, sorted by.
    package let hidden: [FieldDefinition]
    private let catalog: Catalog
    private let fields: [String: FieldDefinition]
    private let computed: [String: SQLFragment]

    /// - Parameters:
    ///   - today: the day by which periods in expressions are meant, in `calendar`.
    /// - Throws: ``ListQueryError`` when the list names what is not defined, and what expressions throw that no longer fit.
    package init(_ list: CustomerList, catalog: Catalog, calendar: LocalCalendar, today: Day) throws {
        guard let segment = catalog.segments[list.segment], let module = catalog.modules[segment.module] else {
            throw ListQueryError.unknownSegment(list.segment)
        }
        var fields = Dictionary(module.fields.map { ($0.key, $0) }) { first, _ in first }
        var computed: [String: SQLFragment] = [:]
        for column in list.design.columns {
            guard case .expression(let text) = column.source else { continue }
            let expression = try CheckedExpression.check(text, for: .value, module: module.name, names: ExpressionNames(catalog))
            computed[column.key] = expression.sql(alias: "r", today: today, dayStart: calendar.start(of:))
            fields[column.key] = FieldDefinition(computed: column.key, as: expression.type)
        }
        func field(_ key: String) throws(ListQueryError) -> FieldDefinition {
            guard let field = fields[key] else { throw .unknownField(key, module: module.label) }
            return field
        }
        self.list = list
        self.module = module
        let shown = try list.design.columns.map { try field($0.key) }
        columns = shown
        let wanted = list.design.groupBy + (list.design.changes == .none ? [] : list.design.sortBy.map(\.key))
        var behind: [FieldDefinition] = []
        for key in wanted where !(shown + behind).contains(where: { $0.key == key }) { behind.append(try field(key)) }
        hidden = behind
        self.catalog = catalog
        self.fields = fields
        self.computed = computed
        for key in list.design.sortBy { _ = try field(key.key) }
    }

    /// The records, with the shown columns and then the hidden ones, in the order of `language`.
    package func records(_ language: Language) -> RecordQuery {
        RecordQuery(
            module: module, columns: columns + hidden, segment: list.segment, computed: computed, sortBy: order, language: language,
            limit: list.design.limit)
    }

    /// The rows beside those of before; see ``ListSnapshots``.
    ///
    /// - Parameter headings: what the shown columns are called.
    package func comparison(now: Int64, last: Int64?, headings: [String], _ language: Language) -> ListComparison {
        ListComparison(
            now: now, last: last, columns: columns + hidden, headings: headings, sortBy: order, language: language,
            isDifferenceOnly: list.design.changes == .only)
    }

    /// What makes the groups, the outermost first: the places among the shown and hidden columns, and the fields.
    package var groups: [(place: Int, field: FieldDefinition)] {
        let all = columns + hidden
        return list.design.groupBy.compactMap { key in all.firstIndex { $0.key == key }.map { ($0, all[$0]) } }
    }

    /// The criteria of the segment as a reader of `language` writes them; nil where every record is a member.
    package func criteria(_ language: Language) -> String? {
        guard let text = catalog.segments[list.segment]?.criteria else { return nil }
        // What cannot be read any more is shown as it is stored.
        let expression = try? CheckedExpression.check(text, for: .criteria, module: module.name, names: ExpressionNames(catalog))
        return expression?.text(in: language) ?? text
    }

    /// The key by which records are known from list to list.
    package var key: FieldDefinition? { module.key.flatMap { fields[$0] } }

    /// The field or computed column with this key.
    package func field(_ key: String) -> FieldDefinition? { fields[key] }

    private var order: [RecordOrder] {
        let groups = list.design.groupBy.filter { key in !list.design.sortBy.contains { $0.key == key } }.map { SortKey($0) }
        let grouped = list.design.groupBy.compactMap { key in (list.design.sortBy + groups).first { $0.key == key } }
        let rest = list.design.sortBy.filter { key in !list.design.groupBy.contains(key.key) }
        return (grouped + rest).compactMap { key in
            fields[key.key].map { RecordOrder($0, isDescending: key.direction == .descending, areNullsFirst: key.nulls == .first) }
        }
    }
}

/// Why a list cannot be read.
package enum ListQueryError: MessageError, Hashable {
    case unknownSegment(String)
    case unknownField(String, module: LocalizedText)

    package var message: Message {
        switch self {
        case .unknownSegment(let name): Message(.listSegmentGone, ["segment": .text(name)])
        case .unknownField(let key, let module): Message(.listFieldGone, ["field": .text(key), "module": .label(module)])
        }
    }
}

extension MessageKey {
    static let listSegmentGone: MessageKey = "list.segment-gone"
    static let listFieldGone: MessageKey = "list.field-gone"
}
