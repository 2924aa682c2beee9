/// A row that says something of rows before it: the subtotals of a group, or the totals of the list.
public struct SummaryRow: Hashable, Sendable {
    /// How many rows of its batch come before it.
    public var after: Int
    /// The level of the group that it ends, 1 for the outermost; 0 for the totals.
    public var level: Int
    /// Its cells by their columns.
    public var cells: [Int: SummaryCell]

    /// A row after so many rows of its batch.
    public init(after: Int, level: Int, cells: [Int: SummaryCell]) {
        self.after = after
        self.level = level
        self.cells = cells
    }
}

/// A cell of a ``SummaryRow``.
public enum SummaryCell: Hashable, Sendable {
    case text(String)
    /// What a function makes of the column's cells, so that the sheet can follow what its reader filters: `value` divided by ten to the
    /// power of `scale`, or days or microseconds since 1970 as in the column.
    case number(SummaryFunction, value: Int128, scale: Int)
}

/// What is made of the cells of a column; cells without a value do not count.
public enum SummaryFunction: String, Hashable, Sendable, CaseIterable {
    case sum, average, count
    case minimum = "min"
    case maximum = "max"

    /// The number by which SUBTOTAL knows it; of filtered rows only those that are shown count (ECMA-376 part 1, section 18.17.7.311).
    var code: Int {
        switch self {
        case .average: 1
        case .count: 3
        case .maximum: 4
        case .minimum: 5
        case .sum: 9
        }
    }

    /// The same in a table's totals row, where rows that were hidden by hand do not count either.
    var tableCode: Int { 100 + code }

    /// Its name in a table (section 18.18.80).
    var tableName: String { self == .count ? "count" : rawValue }
}
