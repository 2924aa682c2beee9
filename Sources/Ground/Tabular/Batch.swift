/// Some thousand rows in typed columns: the one form in which rows travel between the stages.
public struct Batch: Hashable, Sendable {
    /// The columns, each with ``rowCount`` cells.
    public var columns: [Column]
    /// The number of rows.
    public var rowCount = 0

    /// How many rows a producer puts into a batch unless it has fewer.
    public static let targetRowCount = 4096

    /// An empty batch with columns of these types.
    public init(_ types: [ColumnType]) {
        columns = types.map(Column.init)
    }

    /// A batch of columns that are equally long.
    public init(columns: [Column]) {
        self.columns = columns
        rowCount = columns.first?.count ?? 0
    }

    /// Makes room for `rowCount` rows.
    public mutating func reserve(_ rowCount: Int) {
        for index in columns.indices { columns[index].reserve(rowCount) }
    }

    /// Whether its columns are of these types, each with as many cells as there are rows: who knows that may read them without checks.
    public func isWhole(_ types: [ColumnType]) -> Bool {
        columns.count == types.count
            && zip(columns, types).allSatisfy { column, type in
                let cellCount = column.type.isText ? column.text.count : column.fixed.count
                return column.type == type && column.count == rowCount && cellCount == rowCount
                    && column.text.offsets.last == column.text.bytes.count
            }
    }

    /// Removes every row, keeping the storage.
    public mutating func removeAll() {
        for index in columns.indices { columns[index].removeAll() }
        rowCount = 0
    }
}
