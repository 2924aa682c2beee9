import Expressions
package import Model
package import Tabular

/// The rows of a list beside those that were delivered before.
///
/// The batches start with what became of a row, by the number of a ``Change``, and the names of the columns that changed.
package struct ListComparison: Sendable {
    /// What became of a row.
    package enum Change: Int64, Hashable, Sendable, CaseIterable {
        case same, changed, added, removed
    }

    /// The rows of now; see ``ListSnapshots``.
    package var now: Int64
    /// The rows of before; nil: there are none, and all rows are added.
    package var last: Int64?
    /// The columns that the rows of now were kept with.
    package var columns: [FieldDefinition]
    /// How many of the columns are shown, and their names in the reader's language; the others are compared with nothing.
    package var headings: [String]
    package var sortBy: [RecordOrder]
    package var language: Language
    /// Whether rows that are the same are left out.
    package var isDifferenceOnly: Bool

    package init(
        now: Int64, last: Int64?, columns: [FieldDefinition], headings: [String], sortBy: [RecordOrder], language: Language,
        isDifferenceOnly: Bool
    ) {
        self.now = now
        self.last = last
        self.columns = columns
        self.headings = headings
        self.sortBy = sortBy
        self.language = language
        self.isDifferenceOnly = isDifferenceOnly
    }

    /// The types of the batches' columns: the change, what changed, and the columns.
    package var types: [ColumnType] { [.integer, .text] + columns.map(\.columnType) }

    /// The statement and its bindings.
    ///
    /// - Parameter knownColumns: the signatures of the columns of the rows of before: what was not among them cannot have changed.
    func fragment(knownColumns: [String]) -> SQLFragment {
        let places = columns.map { column in knownColumns.firstIndex(of: column.signature) }
        let compared = headings.indices.compactMap { index in
            places[index].map { (name: headings[index], test: "\(cell("was.cells", $0)) IS NOT \(cell("now.cells", index))") }
        }
        let isSame = compared.isEmpty ? "TRUE" : "NOT (\(compared.map(\.test).joined(separator: " OR ")))"
        let names = compared.map { "CASE WHEN \($0.test) THEN ', ' || ? ELSE '' END" }.joined(separator: " || ")
        let current = columns.indices.map { "\(cell("now.cells", $0)) AS c\($0)" }
        let former = places.enumerated().map { "\($1.map { cell("was.cells", $0) } ?? "NULL") AS c\($0)" }
        let change = """
            CASE WHEN was.key IS NULL THEN \(Change.added.rawValue) WHEN was.cells IS now.cells OR \(isSame) THEN \(Change.same.rawValue)
            ELSE \(Change.changed.rawValue) END
            """
        let what =
            names.isEmpty
            ? "NULL" : "CASE WHEN was.key IS NULL OR was.cells IS now.cells THEN NULL ELSE nullif(substr(\(names), 3), '') END"
        var sql = """
            SELECT change, what, \(columns.indices.map { "c\($0)" }.joined(separator: ", ")) FROM (
            SELECT \(change) AS change, \(what) AS what, now.key AS key, \(current.joined(separator: ", "))
            FROM ajastin_list_row AS now LEFT JOIN ajastin_list_row AS was ON was.list = ? AND was.key = now.key WHERE now.list = ?
            UNION ALL
            SELECT \(Change.removed.rawValue), NULL, was.key, \(former.joined(separator: ", ")) FROM ajastin_list_row AS was
            WHERE was.list = ? AND NOT EXISTS (SELECT 1 FROM ajastin_list_row AS now WHERE now.list = ? AND now.key = was.key))
            """
        if isDifferenceOnly { sql += " WHERE change <> \(Change.same.rawValue)" }
        let order = sortBy.compactMap { key in
            columns.firstIndex { $0.key == key.field.key }.map { key.term("c\($0)", in: language) }
        }
        sql += " ORDER BY " + (order + ["key"]).joined(separator: ", ")
        let before = last.map { SQLValue.integer($0) } ?? .null
        return SQLFragment(
            sql: sql, bindings: compared.map { .text($0.name) } + [before, .integer(now), before, .integer(now)])
    }

    private func cell(_ cells: String, _ index: Int) -> String { "json_extract(\(cells), '$[\(index)]')" }
}
